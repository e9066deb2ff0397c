import { Link } from '@tanstack/react-router';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { useEditionChanges, useSectionHashes } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { MarkdownText } from './MarkdownText.tsx';
import styles from './ReadingColumn.module.css';

interface ReadingColumnProps {
  readonly section: Section;
  readonly sections: readonly Section[];
  readonly manifest: Manifest;
  /** Words that the reader came by, marked in the text. */
  readonly find: string | undefined;
}

/** How long a section must be open before it counts as read. */
const readAfterMs = 5_000;

export function ReadingColumn({ section, sections, manifest, find }: ReadingColumnProps) {
  const text = useText();
  const [copied, setCopied] = useState(false);
  const changes = useEditionChanges();
  const hash = useSectionHashes()?.get(section.id);
  const at = sections.findIndex((one) => one.id === section.id);
  const [previous, next] = [sections[at - 1], sections[at + 1]];
  const chapter = manifest.chapters.find((one) => one.id === section.chapterId);
  const isNew = changes?.changes.added.some((one) => one.id === section.id) ?? false;
  const isChanged = changes?.changes.changed.some((one) => one.id === section.id) ?? false;

  useEffect(() => {
    if (hash === undefined) return undefined;
    const timer = window.setTimeout(() => void vault.commands.markSectionRead(section.id, hash), readAfterMs);
    return () => window.clearTimeout(timer);
  }, [section.id, hash]);

  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text('manual.citation', { title: manifest.title, number: section.number, section: section.title, edition: manifest.edition }));
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2_000);
  };

  return (
    <article className={styles.column} lang={manifest.language} aria-labelledby="section-title">
      <p className={styles.chapter}>
        {chapter === undefined ? '' : `${chapter.number} ${chapter.title}`}
      </p>
      <h2 id="section-title" className={styles.title}>
        {section.title}
      </h2>
      {(isNew || isChanged) && (
        <p className={styles.change}>
          {text(isNew ? 'manual.new' : 'manual.changedSince', { edition: manifest.edition })} <Link to="/changes">{text('today.edition.see')}</Link>
        </p>
      )}
      <p className={styles.summary}>{section.summary}</p>
      <MarkdownText body={section.body} find={find} />
      <footer className={styles.foot}>
        <details>
          <summary>{text('manual.sources')}</summary>
          <ul>
            {section.sources.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </details>
        <div className={styles.actions}>
          <Button look="quiet" onPress={() => void copy()}>
            {copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
            {text(copied ? 'common.copied' : 'manual.copyCitation')}
          </Button>
        </div>
        <nav className={styles.turn} aria-label={text('manual.title')}>
          {previous !== undefined && <Link to="/manual/$sectionId" params={{ sectionId: previous.id }}>{text('manual.previous', { title: previous.title })}</Link>}
          {next !== undefined && <Link to="/manual/$sectionId" params={{ sectionId: next.id }}>{text('manual.next', { title: next.title })}</Link>}
        </nav>
      </footer>
    </article>
  );
}
