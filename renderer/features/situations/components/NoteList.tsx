import { useState } from 'react';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { gradeCode } from '../gradeCode.ts';
import styles from './NoteList.module.css';

/** Thousands of rows at once would hold up typing; more are a press away, and the search finds all. */
const shownAtOnce = 200;

export function NoteList({ notes, current, onOpen }: { readonly notes: readonly NoteSummary[]; readonly current: string | undefined; readonly onOpen: (id: string) => void }) {
  const text = useText();
  const [shown, setShown] = useState(shownAtOnce);
  const first = notes.slice(0, shown);
  // The open note stays in the list, however far down it would be.
  const open = first.some(({ id }) => id === current) ? undefined : notes.find(({ id }) => id === current);
  const rows = open === undefined ? first : [...first, open];
  return (
    <>
    <ul className={styles.list} aria-label={text('situation.notes')}>
      {rows.map((note) => (
        <li key={note.id}>
          <button type="button" className={styles.row} aria-current={note.id === current ? 'true' : undefined} onClick={() => onOpen(note.id)}>
            <span className={styles.words}>
              <span className={styles.title} dir="auto">{note.title === '' ? (note.excerpt === '' ? text('note.untitled') : note.excerpt) : note.title}</span>
              <span className={styles.when}>{nearTime(text, note.changedAt, Date.now())}</span>
            </span>
            {gradeCode(note) !== null && <Pill>{gradeCode(note)}</Pill>}
          </button>
        </li>
      ))}
    </ul>
    {notes.length > shown && <Button look="quiet" onPress={() => setShown(shown + shownAtOnce)}>{text('situation.notes.more', { count: notes.length - shown })}</Button>}
    </>
  );
}
