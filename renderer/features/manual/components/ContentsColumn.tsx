import { Link } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { useEditionChanges } from '../../../data/publishedReads.ts';
import { useEditionState } from '../../../data/secretariatQueries.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useManualSearch } from '../../search/index.ts';
import { SearchHits } from './SearchHits.tsx';
import styles from './ContentsColumn.module.css';

interface ContentsColumnProps {
  readonly manifest: Manifest;
  readonly sections: readonly Section[];
  readonly current: string | undefined;
}

/** The edition and how far it is confirmed, the search as you type, and below it the contents or what was found. */
export function ContentsColumn({ manifest, sections, current }: ContentsColumnProps) {
  const text = useText();
  const state = useEditionState().data;
  const changes = useEditionChanges();
  const [query, setQuery] = useState('');
  const hits = useManualSearch(query, 30);
  const changed = new Set([...(changes?.changes.changed ?? []), ...(changes?.changes.added ?? [])].map((section) => section.id));
  const chapterOfCurrent = sections.find((section) => section.id === current)?.chapterId;
  const confirmation = state?.confirmation ?? 'bundled';
  const when = state?.confirmedAt == null ? '' : nearTime(text, state.confirmedAt, Date.now());

  return (
    <nav className={styles.column} aria-label={text('manual.contents')}>
      <p className={styles.edition}>{text('manual.edition', { edition: manifest.edition, state: text(`manual.state.${confirmation}`, { when }), count: sections.length })}</p>
      <SearchField value={query} onChange={setQuery} className={styles.field!}>
        <Label className={styles.hidden!}>{text('manual.search')}</Label>
        <Search size={15} aria-hidden="true" />
        <Input className={styles.input!} placeholder={text('manual.search')} dir="auto" />
        {query !== '' && (
          <Button className={styles.clear!} aria-label={text('manual.search.clear')}>
            <X size={14} aria-hidden="true" />
          </Button>
        )}
      </SearchField>
      {query.trim() !== '' ? (
        <SearchHits query={query} hits={hits} sections={sections} />
      ) : (
        <ol>
          {manifest.chapters.map((chapter) => {
            const own = sections.filter((section) => section.chapterId === chapter.id);
            const first = own[0];
            if (first === undefined) return null;
            const isOpen = chapter.id === chapterOfCurrent;
            const news = own.filter((section) => changed.has(section.id)).length;
            return (
              <li key={chapter.id}>
                <Link to="/manual/$sectionId" params={{ sectionId: first.id }} className={styles.chapter} aria-expanded={isOpen}>
                  <span>
                    {chapter.number} {chapter.title}
                  </span>
                  {news > 0 && <Pill tone="accent">{text('manual.changed', { count: news })}</Pill>}
                </Link>
                {isOpen && (
                  <ol>
                    {own.map((section) => (
                      <li key={section.id}>
                        <Link to="/manual/$sectionId" params={{ sectionId: section.id }} className={styles.section} aria-current={section.id === current ? 'page' : undefined}>
                          <span>
                            {section.number} {section.title}
                          </span>
                          {changed.has(section.id) && <span className={styles.dot} aria-hidden="true" />}
                        </Link>
                      </li>
                    ))}
                  </ol>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </nav>
  );
}
