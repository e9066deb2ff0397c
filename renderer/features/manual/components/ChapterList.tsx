import { Link, useSearch } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useSectionNews } from '../useSectionNews.ts';
import styles from './ContentsColumn.module.css';

interface ChapterListProps {
  readonly manifest: Manifest;
  readonly sections: readonly Section[];
  readonly current: string | undefined;
}

/** The chapters, each of which opens to its sections. The one that is being read is open by itself; others stay as the reader left them. */
export function ChapterList({ manifest, sections, current }: ChapterListProps) {
  const text = useText();
  const newsOf = useSectionNews();
  const { place } = useSearch({ strict: false });
  // A mark whose new place is sought goes along to every section that is looked at.
  const search = place === undefined ? {} : { place };
  const chapterOfCurrent = sections.find((section) => section.id === current)?.chapterId;
  // What the reader opened or closed by hand. A chapter without an entry is open while one of its sections is.
  const [byHand, setByHand] = useState<ReadonlyMap<string, boolean>>(new Map());
  useEffect(() => {
    if (chapterOfCurrent !== undefined) setByHand((before) => new Map([...before].filter(([id, isOpen]) => id !== chapterOfCurrent || isOpen)));
  }, [chapterOfCurrent]);

  return (
    <ol>
      {manifest.chapters.map((chapter) => {
        const own = sections.filter((section) => section.chapterId === chapter.id);
        if (own.length === 0) return null;
        const isOpen = byHand.get(chapter.id) ?? chapter.id === chapterOfCurrent;
        const news = own.filter((section) => newsOf?.(section.id) != null).length;
        return (
          <li key={chapter.id}>
            <button type="button" className={styles.chapter} aria-expanded={isOpen} data-current={chapter.id === chapterOfCurrent || undefined} onClick={() => setByHand((before) => new Map(before).set(chapter.id, !isOpen))}>
              <bdi>
                {chapter.number} {chapter.title}
              </bdi>
              {news > 0 && <Pill tone="accent">{text('manual.changed', { count: news })}</Pill>}
              <ChevronRight size={14} className={styles.turn} aria-hidden="true" />
            </button>
            {isOpen && (
              <ol>
                {own.map((section) => {
                  const isNews = newsOf?.(section.id) ?? null;
                  return (
                    <li key={section.id}>
                      <Link to="/manual/$sectionId" params={{ sectionId: section.id }} search={search} className={styles.section} aria-current={section.id === current ? 'page' : undefined}>
                        <bdi>
                          {section.number} {section.title}
                        </bdi>
                        {isNews !== null && <span className={styles.dot} role="img" aria-label={text(`manual.news.${isNews}`)} title={text(`manual.news.${isNews}`)} />}
                      </Link>
                    </li>
                  );
                })}
              </ol>
            )}
          </li>
        );
      })}
    </ol>
  );
}
