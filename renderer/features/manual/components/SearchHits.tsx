import { Link } from '@tanstack/react-router';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { excerptAround, plainBody } from '../../../../shared/search/excerpt.ts';
import { Highlighted } from '../../search/index.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './SearchHits.module.css';

/** What was found, best first, with the words marked. `hits` is undefined while the index is being made. */
export function SearchHits({ query, hits, sections }: { readonly query: string; readonly hits: readonly { readonly id: string }[] | undefined; readonly sections: readonly Section[] }) {
  const text = useText();
  if (hits === undefined) return null;
  const found = hits.flatMap((hit) => sections.find((section) => section.id === hit.id) ?? []);
  return (
    <>
      <p className={styles.count} role="status">
        {found.length === 0 ? text('manual.search.none', { query }) : text('manual.search.count', { count: found.length })}
      </p>
      <ul className={styles.list}>
        {found.map((section) => (
          <li key={section.id}>
            <Link to="/manual/$sectionId" params={{ sectionId: section.id }} search={{ find: query }} className={styles.hit}>
              <span className={styles.title}>
                {section.number} <Highlighted text={section.title} query={query} />
              </span>
              <span className={styles.excerpt}>
                <Highlighted text={excerptAround(plainBody(section.body), query)} query={query} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
