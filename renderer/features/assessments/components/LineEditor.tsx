import { useState } from 'react';
import type { BriefingLine, LineChange } from '../../../../shared/domain/assessments/briefing.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { gradeWords, noteName, SettlingText } from '../../runs/index.ts';
import styles from './Briefing.module.css';

interface LineEditorProps {
  readonly line: BriefingLine;
  readonly label: string;
  readonly notes: readonly NoteSummary[];
  readonly onChange: (change: LineChange) => void;
}

/** One line of the page: its text, and the notes that stand behind it. */
export function LineEditor({ line, label, notes, onChange }: LineEditorProps) {
  const text = useText();
  const [linking, setLinking] = useState(false);
  return (
    <div className={styles.line}>
      <SettlingText label={label} initial={line.text} onChange={(value) => onChange({ set: 'text', part: line.part, text: value })} lines={2} maxLength={2_000} />
      {line.others.length > 0 && <p className={styles.small}>{text('run.alsoWritten', { text: line.others.join(' · ') })}</p>}
      <div className={styles.tools}>
        <span>{text('briefing.line.notes', { count: line.noteIds.length })}</span>
        <Button look="quiet" onPress={() => setLinking(true)}>{text('briefing.line.link')}</Button>
        <Button look="quiet" onPress={() => onChange({ set: 'removed' })}>{text('briefing.line.remove')}</Button>
      </div>
      <Dialog title={text('briefing.line.linkTitle')} isOpen={linking} onClose={() => setLinking(false)}>
        <div className={styles.form}>
          {notes.length === 0 && <p>{text('run.evidence.noNotes')}</p>}
          {notes.filter((note) => note.trashedAt === null || line.noteIds.includes(note.id)).map((note) => (
            <Tick key={note.id} isSelected={line.noteIds.includes(note.id)} onChange={(linked) => onChange({ set: 'note', noteId: note.id, linked })}>
              <span dir="auto">{noteName(text, note)}</span> <span className={styles.small}>{gradeWords(text, note)} · {text(`note.handling.${note.handling}`)}</span>
            </Tick>
          ))}
          <div>
            <Button onPress={() => setLinking(false)}>{text('run.evidence.close')}</Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}
