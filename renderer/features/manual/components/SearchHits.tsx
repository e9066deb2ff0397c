import { Link } from '@tanstack/react-router';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { useTranslation } from '../../../data/useTranslation.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { languageName } from '../../../i18n/languageName.ts';
import { useText } from '../../../i18n/useText.ts';
import { Highlighted, type SectionHits } from '../../search/index.ts';
import styles from './SearchHits.module.css';

interface SearchHitsProps {
  readonly query: string;
  /** Undefined while the index is being made. */
  readonly groups: readonly SectionHits[] | undefined;
  readonly sections: readonly Section[];
  readonly current: string | undefined;
}

/** What was found, best first, with the words marked; under the name of its language where the Manual is read in two. */
export function SearchHits({ query, groups, sections, current }: SearchHitsProps) {
  const text = useText();
  const translated = useTranslation() !== null;
  if (groups === undefined) return null;
  const found = groups
    .map(({ language, hits }) => ({ language, hits: hits.flatMap((hit) => sections.filter((section) => section.id === hit.id).map(({ number }) => ({ ...hit, number }))) }))
    .filter(({ hits }) => hits.length > 0);
  const count = found.reduce((sum, { hits }) => sum + hits.length, 0);
  return (
    <>
      <p className={styles.count} role="status">
        {count === 0 ? text('manual.search.none', { query }) : text('manual.search.count', { count })}
      </p>
      {found.map(({ language, hits }) => {
        const content = { lang: language, dir: contentDirection(language) };
        return (
          <section key={language} aria-labelledby={translated ? `found-${language}` : undefined}>
            {translated && (
              <h2 id={`found-${language}`} className={styles.language}>
                <bdi {...content}>{languageName(language)}</bdi>
              </h2>
            )}
            <ul className={styles.list}>
              {hits.map((hit) => (
                <li key={hit.id}>
                  <Link to="/manual/$sectionId" params={{ sectionId: hit.id }} search={translated ? { find: query, in: language } : { find: query }} className={styles.hit} aria-current={hit.id === current ? 'page' : undefined}>
                    <bdi className={styles.title} {...content}>
                      {hit.number} <Highlighted text={hit.title} marks={hit.titleMarks} />
                    </bdi>
                    <bdi className={styles.excerpt} {...content}>
                      <Highlighted text={hit.excerpt} marks={hit.excerptMarks} />
                    </bdi>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
