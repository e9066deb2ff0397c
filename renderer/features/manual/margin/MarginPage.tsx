import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { foldText } from '../../../../shared/search/foldText.ts';
import { useManifest, useSections } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Empty } from '../../../design/components/Empty.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Segmented } from '../../../design/components/Segmented.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import reading from '../components/ReadingColumn.module.css';
import { useFocusOnOpen } from '../useFocusOnOpen.ts';
import { LostMarks } from './LostMarks.tsx';
import styles from './Margin.module.css';
import { MarkRow } from './MarkRow.tsx';
import { type Mark, type PlacedMark, wordsNow } from './placedMarks.ts';
import { keepMark } from './saveMark.ts';
import { useMargin } from './useMargin.ts';

const kinds = ['all', 'notes', 'highlights', 'bookmarks'] as const;
type Kind = (typeof kinds)[number];
const kindOf = (mark: Mark): Kind => (mark.anchor === null ? 'bookmarks' : mark.note === '' ? 'highlights' : 'notes');

/** Everything the reader marked in the Manual, in reading order; what lost its place stands first. */
export function MarginPage() {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const margin = useMargin();
  const manifest = useManifest();
  const firstSection = useSections()?.[0]?.id ?? '';
  const [kind, setKind] = useState<Kind>('all');
  const [typed, setTyped] = useState('');
  const [removed, setRemoved] = useState<Mark | null>(null);
  useFocusOnOpen(title, 'margin');
  if (margin === undefined || manifest == null) return null;
  const sought = foldText(typed.trim()).folded;
  const isShown = (placed: PlacedMark): boolean => (kind === 'all' || kindOf(placed.mark) === kind) && (sought === '' || foldText(`${wordsNow(placed)} ${placed.mark.note} ${placed.section.number} ${placed.section.title}`).folded.includes(sought));
  const shown = margin.placed.filter(isShown);
  const sections = [...new Set(shown.map(({ section }) => section))];
  const isEmpty = margin.placed.length + margin.lost.length === 0;
  return (
    <article className={`${reading.column} ${styles.page}`} aria-labelledby="margin-title">
      <h2 id="margin-title" ref={title} tabIndex={-1} className={reading.title}>{text('margin.title')}</h2>
      {removed !== null && (
        <Notice action={<Button look="quiet" onPress={() => { keepMark(removed); setRemoved(null); }}>{text('margin.undo')}</Button>}>{text('margin.removed')}</Notice>
      )}
      {isEmpty ? <Empty title={text('margin.none')}>{text('margin.none.help')}</Empty> : <p className={styles.lead}>{text('margin.lead')}</p>}
      <LostMarks lost={margin.lost} manifest={manifest} firstSection={firstSection} onRemoved={setRemoved} />
      {margin.placed.length > 0 && (
        <div className={styles.filters}>
          <Segmented label={text('margin.filter')} options={kinds.map((value) => ({ value, label: text(`margin.filter.${value}`) }))} value={kind} onChange={(next) => setKind(next ?? 'all')} />
          <TextField label={text('margin.search')} value={typed} onChange={setTyped} maxLength={200} />
          <p className={styles.quiet} role="status">{shown.length === 0 && typed.trim() !== '' ? text('margin.search.none', { typed: typed.trim() }) : text('margin.count', { count: shown.length })}</p>
        </div>
      )}
      {sections.map((section) => (
        <section key={section.id} className={styles.group} aria-labelledby={`margin-${section.id}`}>
          <h3 id={`margin-${section.id}`}>
            <Link to="/manual/$sectionId" params={{ sectionId: section.id }}><bdi>{section.number} {section.title}</bdi></Link>
          </h3>
          <ul className={styles.list}>
            {shown.filter((one) => one.section === section).map((placed) => (
              <MarkRow key={placed.mark.id} placed={placed} manifest={manifest} onRemoved={setRemoved} />
            ))}
          </ul>
        </section>
      ))}
    </article>
  );
}
