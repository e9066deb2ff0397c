import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import type { Situation } from '../../../../shared/domain/vault/situation.ts';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { type ChosenNote, type HandoverDraft, without } from '../useHandoverChoice.ts';
import styles from '../HandoverScreen.module.css';

type Chosen = HandoverDraft['situations'];

/** A situation: it goes without its notes, and a note without its source, unless each is chosen. */
export function SituationChoice({ situation, chosen, onChange }: { readonly situation: Situation; readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void }) {
  const text = useText();
  const { id, name } = situation;
  const own = chosen[id];
  const notes = useVaultValue({ name: 'notes', situationId: id })?.filter(({ trashedAt }) => trashedAt === null) ?? [];
  return (
    <li className={styles.choice}>
      <Tick isSelected={own !== undefined} onChange={(on) => onChange(on ? { ...chosen, [id]: { line: '', notes: {} } } : without(chosen, id))}>
        <bdi>{name}</bdi> <span className={styles.muted}>{text('handover.notesCount', { count: notes.length })}</span>
      </Tick>
      {own !== undefined && (
        <div className={styles.inside}>
          <TextField label={text('handover.stands', { name })} lines={2} value={own.line} onChange={(line) => onChange({ ...chosen, [id]: { ...own, line } })} maxLength={2000} />
          {notes.length > 0 && (
            <ul className={styles.choices} aria-label={text('handover.notesOf', { name })}>
              {notes.map((note) => (
                <NoteChoice
                  key={note.id}
                  note={note}
                  chosen={own.notes[note.id]}
                  onChange={(value) => onChange({ ...chosen, [id]: { ...own, notes: value === undefined ? without(own.notes, note.id) : { ...own.notes, [note.id]: value } } })}
                />
              ))}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}

function NoteChoice({ note, chosen, onChange }: { readonly note: NoteSummary; readonly chosen: ChosenNote | undefined; readonly onChange: (chosen: ChosenNote | undefined) => void }) {
  const text = useText();
  const detail = useVaultValue({ name: 'note', id: note.id });
  const title = note.title === '' ? text('onboarding.evidence.untitled') : note.title;
  const source = detail?.fields.source ?? '';
  return (
    <li className={styles.choice}>
      <Tick isSelected={chosen !== undefined} onChange={(on) => onChange(on ? { line: '', withSource: false, consent: '' } : undefined)}>
        <bdi>{title}</bdi> <span className={styles.muted}>{text(`note.handling.${note.handling}`)}</span>
      </Tick>
      {chosen !== undefined && (
        <div className={styles.inside}>
          <TextField label={text('handover.line', { name: title })} value={chosen.line} onChange={(line) => onChange({ ...chosen, line })} maxLength={2000} />
          {source !== '' && (
            <>
              <Tick isSelected={chosen.withSource} onChange={(withSource) => onChange({ ...chosen, withSource })}>{text('handover.source', { source })}</Tick>
              {chosen.withSource && <TextField label={text('handover.consent')} description={text('handover.consentHelp')} value={chosen.consent} onChange={(consent) => onChange({ ...chosen, consent })} maxLength={400} />}
            </>
          )}
        </div>
      )}
    </li>
  );
}
