import { Link } from '@tanstack/react-router';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { useText } from '../../../i18n/useText.ts';
import { Highlighted, type SectionHit } from '../../search/index.ts';
import styles from './SearchHits.module.css';

interface SearchHitsProps {
  readonly query: string;
  /** Undefined while the index is being made. */
  readonly hits: readonly SectionHit[] | undefined;
  readonly sections: readonly Section[];
  readonly current: string | undefined;
}

/** What was found, best first, with the words marked. */
export function SearchHits({ query, hits, sections, current }: SearchHitsProps) {
  const text = useText();
  if (hits === undefined) return null;
  const found = hits.flatMap((hit) => sections.filter((section) => section.id === hit.id).map((section) => ({ hit, section })));
  return (
    <>
      <p className={styles.count} role="status">
        {found.length === 0 ? text('manual.search.none', { query }) : text('manual.search.count', { count: found.length })}
      </p>
      <ul className={styles.list}>
        {found.map(({ hit, section }) => (
          <li key={section.id}>
            <Link to="/manual/$sectionId" params={{ sectionId: section.id }} search={{ find: query }} className={styles.hit} aria-current={section.id === current ? 'page' : undefined}>
              <bdi className={styles.title}>
                {section.number} <Highlighted text={section.title} marks={hit.titleMarks} />
              </bdi>
              <bdi className={styles.excerpt}>
                <Highlighted text={hit.excerpt} marks={hit.excerptMarks} />
              </bdi>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
