import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useEditionList } from '../../../data/earlierEditions.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import reading from '../components/ReadingColumn.module.css';
import { useFocusOnOpen } from '../useFocusOnOpen.ts';
import styles from './Earlier.module.css';

/** The editions that this device keeps, to read and to cite. */
export function EditionList() {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const editions = useEditionList();
  useFocusOnOpen(title, 'editions');
  return (
    <article className={reading.column} aria-labelledby="editions-title">
      <h2 id="editions-title" ref={title} tabIndex={-1} className={`${reading.title} ${styles.first}`}>{text('earlier.title')}</h2>
      <p className={styles.lead}>{text('earlier.lead')}</p>
      <ul className={styles.list}>
        {editions?.map(({ number, edition, publisher, publishedOn, inForce, withdrawn }) => (
          <li key={number} className={styles.edition}>
            {inForce ? <Link to="/manual">{text('earlier.edition', { edition })}</Link> : <Link to="/manual/editions/$number" params={{ number: String(number) }}>{text('earlier.edition', { edition })}</Link>}
            {inForce && <Pill tone="ok">{text('earlier.inForce')}</Pill>}
            {withdrawn !== null && <Pill tone="warn">{text('earlier.withdrawn')}</Pill>}
            <span className={styles.lead}>{text('earlier.published', { date: exactDate(text, publishedOn), publisher })}</span>
          </li>
        ))}
      </ul>
      {editions?.length === 1 && <p className={styles.lead}>{text('earlier.only')}</p>}
    </article>
  );
}
