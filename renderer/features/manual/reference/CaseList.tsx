import { Link } from '@tanstack/react-router';
import { useCases } from '../../../data/publishedReads.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './Reference.module.css';
import { ReferenceArticle } from './ReferenceArticle.tsx';

/** The cases, each with its period and what it teaches. In the edition's order; nothing is ranked. */
export function CaseList() {
  const text = useText();
  return (
    <ReferenceArticle part="cases" lead={text('reference.cases.lead')}>
      <ul className={styles.entries}>
        {(useCases() ?? []).map((one) => (
          <li key={one.id} dir="auto" className={styles.entry}>
            <Link to="/manual/reference/$part/$entryId" params={{ part: 'cases', entryId: one.id }} className={styles.entryTitle}>
              {one.title}
            </Link>
            <span className={styles.facts}>{one.period}</span>
            <span>{one.lesson}</span>
          </li>
        ))}
      </ul>
    </ReferenceArticle>
  );
}
