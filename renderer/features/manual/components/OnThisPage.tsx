import { useMemo } from 'react';
import { useText } from '../../../i18n/useText.ts';
import { headingsOf } from '../headingId.ts';
import { useCurrentHeading } from '../useCurrentHeading.ts';
import styles from './SideColumn.module.css';

/** The headings of a body, with the one that is being read marked. Choosing one moves the view and the focus to it. */
export function OnThisPage({ body }: { readonly body: string }) {
  const text = useText();
  const headings = useMemo(() => headingsOf(body), [body]);
  const { current, goTo } = useCurrentHeading(headings);
  if (headings.length === 0) return null;
  return (
    <nav className={styles.page} aria-label={text('manual.onThisPage')}>
      <p className={styles.label}>{text('manual.onThisPage')}</p>
      <ul className={styles.headings}>
        {headings.map(({ id, title }) => (
          <li key={id}>
            <button type="button" className={styles.heading} aria-current={id === current ? 'location' : undefined} onClick={() => goTo(id)}>
              <bdi>{title}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
