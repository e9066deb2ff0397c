import { exportRule, type ExportFormat } from '../../../../shared/domain/carry/exportRule.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './Carry.module.css';

interface ExportedNotesProps {
  readonly notes: readonly NoteSummary[];
  readonly format: ExportFormat;
  readonly isChosen: (note: NoteSummary) => boolean;
  readonly onChange: (note: NoteSummary, chosen: boolean) => void;
}

/** The notes by what their handling rule says: those that go, those that go only if chosen one by one, those that stay. */
export function ExportedNotes({ notes, format, isChosen, onChange }: ExportedNotesProps) {
  const text = useText();
  return (['leaves', 'ask', 'stays'] as const).map((rule) => {
    const shown = notes.filter((note) => exportRule(note.handling, format) === rule);
    if (shown.length === 0) return null;
    const heading = text(`export.rule.${rule}`, { count: shown.length });
    return (
      <section key={rule} className={styles.section} aria-label={heading}>
        <h3>{heading}</h3>
        {rule !== 'leaves' && <p className={styles.aside}>{text(`export.rule.${rule}.text`)}</p>}
        <ul className={styles.notes} aria-label={heading}>
          {shown.map((note) => {
            const title = note.title === '' ? note.excerpt === '' ? text('note.untitled') : note.excerpt : note.title;
            return (
              <li key={note.id} className={styles.note}>
                {rule === 'stays' ? <bdi>{title}</bdi> : <Tick isSelected={isChosen(note)} onChange={(on) => onChange(note, on)}><bdi>{title}</bdi></Tick>}
                <span className={styles.aside}>{text(`note.handling.${note.handling}`)}{(note.files ?? []).length > 0 && ` · ${text('export.files', { count: (note.files ?? []).length })}`}</span>
              </li>
            );
          })}
        </ul>
      </section>
    );
  });
}
