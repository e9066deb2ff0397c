import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { useManifest } from '../../../data/publishedReads.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import styles from './Margin.module.css';
import { MarkDialog } from './MarkDialog.tsx';
import { type PlacedMark, shortQuote, wordsNow } from './placedMarks.ts';
import { changeMark, removeMark } from './saveMark.ts';
import { useSectionMarks } from './useMargin.ts';

/** The marks of the section that is open, in the order of its text. Choosing one shows it there. */
export function MarginCard({ section, language }: { readonly section: Section; readonly language: string }) {
  const text = useText();
  const original = useManifest()?.language ?? 'en';
  const marks = useSectionMarks(section.id, language === original ? null : language).filter(({ range }) => range !== null);
  const content = { lang: language, dir: contentDirection(language) } as const;
  const [open, setOpen] = useState<PlacedMark | null>(null);
  const goTo = (id: string): void => {
    const mark = document.querySelector<HTMLElement>(`[data-mark="${CSS.escape(id)}"]`);
    if (mark === null) return;
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: 'center' });
  };
  return (
    <Card title={text('margin.inSection')}>
      {marks.length === 0 && <p className={styles.quiet}>{text('margin.section.none')}</p>}
      <ul className={styles.list}>
        {marks.map((placed) => (
          <li key={placed.mark.id}>
            <button type="button" id={`words-${placed.mark.id}`} className={styles.go} onClick={() => goTo(placed.mark.id)} {...content}>{shortQuote(wordsNow(placed), 90)}</button>
            {placed.mark.note !== '' && <p className={styles.note} dir="auto">{placed.mark.note}</p>}
            <button type="button" className={styles.edit} aria-describedby={`words-${placed.mark.id}`} onClick={() => setOpen(placed)}>{text(placed.mark.note === '' ? 'margin.addNote' : 'margin.edit')}</button>
          </li>
        ))}
      </ul>
      <p><Link to="/manual/margin" className={styles.all}>{text('margin.all')}</Link></p>
      {open !== null && (
        <MarkDialog quote={wordsNow(open)} content={content} note={open.mark.note} onClose={() => setOpen(null)} onSave={(note) => changeMark(open.mark, { note })} onRemove={() => removeMark(open.mark)} />
      )}
    </Card>
  );
}
