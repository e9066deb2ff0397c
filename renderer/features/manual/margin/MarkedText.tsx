import { useNavigate } from '@tanstack/react-router';
import { Bookmark, BookmarkCheck, Highlighter } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Options } from 'react-markdown';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { type Anchor, makeAnchor } from '../../../../shared/text/anchor.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { MarkdownText } from '../components/MarkdownText.tsx';
import reading from '../components/ReadingColumn.module.css';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { type DrawnRange, drawMarks } from './drawMarks.ts';
import styles from './Margin.module.css';
import { MarkDialog } from './MarkDialog.tsx';
import { MarkedSummary } from './MarkedSummary.tsx';
import { PassageBar } from './PassageBar.tsx';
import { type PlacedMark, shortQuote, wordsNow } from './placedMarks.ts';
import { readingText } from './readingText.ts';
import { changeMark, removeMark, saveNewMark } from './saveMark.ts';
import { useSectionMarks } from './useMargin.ts';
import { usePassage } from './usePassage.ts';

interface MarkedTextProps {
  readonly section: Section;
  readonly manifest: Manifest;
  /** Language of the section's text, which may be a translation. */
  readonly language: string;
  /** Further steps between Markdown and the screen. */
  readonly steps: Options['rehypePlugins'];
  /** A mark to show, from the list of all. */
  readonly markId: string | undefined;
  /** A mark that lost its place and is given one here. */
  readonly placingId: string | undefined;
}

const chooserId = 'choose-passage';

/** Summary and body of a section with the reader's marks, and what makes new ones. */
export function MarkedText({ section, manifest, language, steps, markId, placingId }: MarkedTextProps) {
  const text = useText();
  const navigate = useNavigate();
  const body = useRef<HTMLDivElement>(null);
  const content = { lang: language, dir: contentDirection(language) } as const;
  const marks = useSectionMarks(section.id, language === manifest.language ? null : language);
  const placing = useVaultValue({ name: 'entries', type: 'mark' })?.find(({ id }) => id === placingId);
  const { chosen, begin, step, end } = usePassage(body, language);
  const [writing, setWriting] = useState<Anchor | null>(null);
  const [open, setOpen] = useState<PlacedMark | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const bookmark = marks.find(({ mark }) => mark.anchor === null);
  const ranges = useMemo(() => marks.flatMap(({ mark, range }): DrawnRange[] => (range === null ? [] : [{ id: mark.id, start: range.start, end: range.end, hasNote: mark.note !== '' }])), [marks]);
  const { bodyAt } = readingText(section);
  const allSteps = useMemo(() => {
    const inBody = ranges.filter((range) => range.end > bodyAt).map((range) => ({ ...range, start: Math.max(0, range.start - bodyAt), end: range.end - bodyAt }));
    return inBody.length === 0 ? steps : [drawMarks(inBody), ...(steps ?? [])];
  }, [ranges, bodyAt, steps]);
  const anchor = useMemo(() => (chosen === null ? null : makeAnchor(chosen.text, chosen.start, chosen.end)), [chosen]);

  // The keyboard reaches every mark in the list beside the text; here only the pointer is heard.
  useEffect(() => {
    const element = body.current;
    const click = (event: MouseEvent): void => {
      const id = event.target instanceof Element ? event.target.closest('[data-mark]')?.getAttribute('data-mark') : null;
      if (id == null || document.getSelection()?.isCollapsed === false) return;
      setOpen(marks.find(({ mark }) => mark.id === id) ?? null);
    };
    element?.addEventListener('click', click);
    return () => element?.removeEventListener('click', click);
  }, [marks]);
  const hasMark = ranges.some(({ id }) => id === markId);
  useEffect(() => {
    if (hasMark) body.current?.querySelector(`[data-mark="${CSS.escape(markId ?? '')}"]`)?.scrollIntoView({ block: 'center' });
  }, [hasMark, markId]);

  const settle = (work: Promise<Failure | null>): void => void work.then(setFailure);
  const leave = (): void => {
    const byKeyboard = chosen?.byKeyboard === true;
    end();
    if (byKeyboard) document.getElementById(chooserId)?.focus();
  };
  const place = { sectionId: section.id, sectionName: `${section.number} ${section.title}`.slice(0, 500), edition: manifest.edition };
  const keep = (): void => {
    if (anchor === null) return;
    if (placing === undefined) settle(saveNewMark(section, manifest, anchor, '', language));
    else {
      settle(changeMark(placing, { anchor, ...place, language: language === manifest.language ? undefined : language }));
      void navigate({ to: '/manual/$sectionId', params: { sectionId: section.id }, search: { mark: placing.id, in: language }, replace: true });
    }
    leave();
  };
  const copy = (): void => {
    if (anchor !== null) void navigator.clipboard.writeText(text('margin.citation', { quote: shortQuote(anchor.quote, anchor.quote.length), title: manifest.title, number: section.number, section: section.title, edition: manifest.edition }));
    leave();
  };

  return (
    <>
      <div className={styles.tools}>
        <Button look="quiet" aria-pressed={bookmark !== undefined} onPress={() => settle(bookmark === undefined ? saveNewMark(section, manifest, null, '', language) : removeMark(bookmark.mark))}>
          {bookmark === undefined ? <Bookmark size={15} aria-hidden="true" /> : <BookmarkCheck size={15} aria-hidden="true" />}
          {text(bookmark === undefined ? 'margin.bookmark' : 'margin.bookmarked')}
        </Button>
        <Button id={chooserId} look="quiet" onPress={begin}>
          <Highlighter size={15} aria-hidden="true" />
          {text('margin.choose')}
        </Button>
      </div>
      {failure !== null && <Notice tone="problem">{text.failure(failure)}</Notice>}
      {placing !== undefined && <Notice>{text('margin.placing')} <q {...content}>{shortQuote(placing.anchor?.quote ?? '')}</q></Notice>}
      <div ref={body} className={`${reading.body} ${styles.marked}`} {...content}>
        <p className={reading.summary}><MarkedSummary summary={section.summary} ranges={ranges} /></p>
        <MarkdownText body={section.body} id={section.id} steps={allSteps} />
      </div>
      {chosen !== null && (
        <PassageBar
          words={chosen.text.slice(chosen.start, chosen.end)} byKeyboard={chosen.byKeyboard} isRtl={content.dir === 'rtl'} tooLong={anchor === null} placing={placing !== undefined}
          onStep={step} onHighlight={keep} onNote={() => setWriting(anchor)} onCopy={copy} onClose={leave}
        />
      )}
      {writing !== null && (
        <MarkDialog quote={writing.quote} content={content} note="" onClose={() => { setWriting(null); leave(); }} onSave={(note) => saveNewMark(section, manifest, writing, note, language)} />
      )}
      {open !== null && (
        <MarkDialog quote={wordsNow(open)} content={content} note={open.mark.note} onClose={() => setOpen(null)} onSave={(note) => changeMark(open.mark, { note })} onRemove={() => removeMark(open.mark)} />
      )}
    </>
  );
}
