import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import type { Situation } from '../../../../shared/domain/vault/situation.ts';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { fileSize } from '../../../i18n/fileSize.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { type ChosenNote, type HandoverDraft, without } from '../useHandoverChoice.ts';
import { KeptChoice } from './KeptChoice.tsx';
import { LineChoices } from './LineChoices.tsx';
import styles from '../HandoverScreen.module.css';

type Chosen = HandoverDraft['situations'];

/** A situation: it goes without its notes, and a note without its source, unless each is chosen. */
export function SituationChoice({ situation, chosen, onChange }: { readonly situation: Situation; readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void }) {
  const text = useText();
  const { id, name } = situation;
  const own = chosen[id];
  const runs = useVaultValue({ name: 'runs' })?.filter((run) => run.situationId === id && run.trashedAt === null) ?? [];
  const briefings = useVaultValue({ name: 'briefings', situationId: id })?.filter(({ trashedAt }) => trashedAt === null) ?? [];
  const notes = useVaultValue({ name: 'notes', situationId: id })?.filter(({ trashedAt }) => trashedAt === null) ?? [];
  return (
    <li className={styles.choice}>
      <Tick isSelected={own !== undefined} onChange={(on) => onChange(on ? { ...chosen, [id]: { line: '', notes: {}, kept: [], runs: {}, briefings: {} } } : without(chosen, id))}>
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
          {runs.length > 0 && (
            <LineChoices
              label={text('handover.runsOf', { name })}
              items={runs.map((run) => ({ id: run.id, name: run.name === '' ? run.title : run.name, facts: text(run.finalAt === null ? 'handover.draft' : 'handover.signedOff') }))}
              chosen={own.runs}
              onChange={(chosenRuns) => onChange({ ...chosen, [id]: { ...own, runs: chosenRuns } })}
            />
          )}
          {briefings.length > 0 && (
            <LineChoices
              label={text('handover.briefingsOf', { name })}
              items={briefings.map(({ id: briefingId, title, kind }) => ({ id: briefingId, name: title === '' ? text(`briefing.kind.${kind}`) : title, ...(title === '' ? {} : { facts: text(`briefing.kind.${kind}`) }) }))}
              chosen={own.briefings}
              onChange={(chosenBriefings) => onChange({ ...chosen, [id]: { ...own, briefings: chosenBriefings } })}
            />
          )}
          <KeptChoice situationId={id} name={name} chosen={own.kept} onChange={(kept) => onChange({ ...chosen, [id]: { ...own, kept } })} />
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
  const files = detail?.files ?? [];
  return (
    <li className={styles.choice}>
      <Tick isSelected={chosen !== undefined} onChange={(on) => onChange(on ? { line: '', withSource: false, consent: '', files: {} } : undefined)}>
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
          {files.length > 0 && (
            <ul className={styles.choices} aria-label={text('handover.filesOf', { name: title })}>
              {files.map(({ id, name, bytes }) => (
                <li key={id}>
                  <Tick isSelected={id in chosen.files} onChange={(on) => onChange({ ...chosen, files: on ? { ...chosen.files, [id]: bytes } : without(chosen.files, id) })}>
                    <bdi>{name}</bdi> <span className={styles.muted}>{fileSize(text, bytes)}</span>
                  </Tick>
                </li>
              ))}
              {Object.keys(chosen.files).length > 0 && <li className={styles.muted}>{text('handover.filesAsTheyAre')}</li>}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}
