import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { useEditionChanges, useSectionHashes } from '../../../data/publishedReads.ts';
import type { MessageId } from '../../../../shared/messages/en.ts';
import { exactDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { useFoundWords } from '../../search/index.ts';
import { AcknowledgeBox } from '../acknowledge/AcknowledgeBox.tsx';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { markWords } from '../markWords.ts';
import { usePrintFoot } from '../print/usePrintFoot.ts';
import type { SectionNews } from '../sectionNews.ts';
import { useFocusOnOpen } from '../useFocusOnOpen.ts';
import { useSectionNews } from '../useSectionNews.ts';
import { MarkedText } from '../margin/MarkedText.tsx';
import { PageActions } from './PageActions.tsx';
import styles from './ReadingColumn.module.css';

interface ReadingColumnProps {
  readonly section: Section;
  /** Language of the section's text, which may be a translation. */
  readonly language: string;
  /** What stands above the text of a translation. */
  readonly note: ReactNode;
  readonly sections: readonly Section[];
  readonly manifest: Manifest;
  /** Words that the reader came by, marked in the text. */
  readonly find: string | undefined;
  /** A mark of the reader's to show. */
  readonly mark: string | undefined;
  /** A mark that lost its place and is given one here. */
  readonly place: string | undefined;
}

/** How long a section must be open before it counts as read. */
const readAfterMs = 5_000;

export function ReadingColumn({ section, language, note, sections, manifest, find, mark, place }: ReadingColumnProps) {
  const text = useText();
  const article = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const hash = useSectionHashes()?.get(section.id);
  const news = useNewsOnOpening(section.id);
  const inChanges = useEditionChanges()?.changes.changed.some((one) => one.id === section.id) ?? false;
  const words = useFoundWords(section.id, language, find);
  const steps = useMemo(() => (words.length === 0 ? undefined : [markWords(words)]), [words]);
  const at = sections.findIndex((one) => one.id === section.id);
  const [previous, next] = [sections[at - 1], sections[at + 1]];
  const chapter = manifest.chapters.find((one) => one.id === section.chapterId);
  const content = { lang: language, dir: contentDirection(language) };
  const original = { lang: manifest.language, dir: contentDirection(manifest.language) };

  useFocusOnOpen(title, section.id);
  usePrintFoot(manifest);
  useEffect(() => {
    if (hash === undefined) return undefined;
    const timer = window.setTimeout(() => void vault.commands.markSectionRead(section.id, hash), readAfterMs);
    return () => window.clearTimeout(timer);
  }, [section.id, hash]);
  useEffect(() => {
    if (steps !== undefined) article.current?.querySelector('mark')?.scrollIntoView({ block: 'center' });
  }, [steps]);

  return (
    <article ref={article} className={styles.column} aria-labelledby="section-title">
      <p className={styles.chapter} {...original}>{chapter === undefined ? '' : `${chapter.number} ${chapter.title}`}</p>
      <h2 id="section-title" ref={title} tabIndex={-1} className={styles.title} {...content}>
        {section.title}
      </h2>
      {news !== null && (
        <p className={styles.change}>
          {text(newsMessage(news, inChanges), { edition: manifest.edition })}{' '}
          {inChanges && <Link to="/changes">{text('today.edition.see')}</Link>}
        </p>
      )}
      {note}
      <MarkedText key={language} section={section} manifest={manifest} language={language} steps={steps} markId={mark} placingId={place} />
      <AcknowledgeBox sectionId={section.id} manifest={manifest} />
      <footer className={styles.foot}>
        <details className={styles.sources}>
          <summary>{text('manual.sources')}</summary>
          <ul {...content}>
            {section.sources.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </details>
        <PageActions pdfName={text('print.sectionFile', { number: section.number, title: section.title, edition: manifest.edition })} copyLabel={text('manual.copyCitation')} copyText={text('manual.citation', { title: manifest.title, number: section.number, section: section.title, edition: manifest.edition })} />
        <nav className={styles.turn} aria-label={text('manual.turn')}>
          {previous !== undefined && (
            <Link to="/manual/$sectionId" params={{ sectionId: previous.id }} rel="prev">
              <small>{text('manual.previous')}</small>
              <bdi>{previous.number} {previous.title}</bdi>
            </Link>
          )}
          {next !== undefined && (
            <Link to="/manual/$sectionId" params={{ sectionId: next.id }} rel="next" className={styles.next}>
              <small>{text('manual.next')}</small>
              <bdi>{next.number} {next.title}</bdi>
            </Link>
          )}
        </nav>
        <p className={styles.printed}>
          {text('manual.printed', { title: manifest.title, number: section.number, edition: manifest.edition, publisher: manifest.publisher, date: exactDate(text, manifest.publishedOn), today: exactDate(text, today()) })}
        </p>
      </footer>
    </article>
  );
}

function newsMessage(news: NonNullable<SectionNews>, inChanges: boolean): MessageId {
  if (news === 'new') return 'manual.new';
  if (news === 'changed') return 'manual.changedSince';
  return inChanges ? 'manual.changedAfterReading' : 'manual.changedSinceRead';
}

/** What was new when the section was opened. Reading it settles that for the contents, but the reader still sees why it was marked. */
function useNewsOnOpening(id: string): SectionNews {
  const newsOf = useSectionNews();
  const [news, setNews] = useState<SectionNews>();
  useEffect(() => {
    if (newsOf !== undefined) setNews((before) => (before === undefined ? newsOf(id) : before));
  }, [newsOf, id]);
  return news ?? null;
}
