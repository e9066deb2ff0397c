import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { gradeCode } from '../gradeCode.ts';
import styles from './NoteList.module.css';

export function NoteList({ notes, current, onOpen }: { readonly notes: readonly NoteSummary[]; readonly current: string | undefined; readonly onOpen: (id: string) => void }) {
  const text = useText();
  return (
    <ul className={styles.list} aria-label={text('situation.notes')}>
      {notes.map((note) => (
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
  );
}
