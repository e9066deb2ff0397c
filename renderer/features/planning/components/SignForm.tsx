import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { gradeWords, noteName } from '../../runs/index.ts';
import styles from './Planning.module.css';

interface SignFormProps {
  readonly scenario: StoredEntry<'scenario'>;
  readonly sign: StoredEntry<'scenarioSign'> | null;
  readonly notes: readonly NoteSummary[];
  readonly onDone: () => void;
}

/** One sign of a path: what would be seen, by whom, when it was, and the notes that show it. */
export function SignForm({ scenario, sign, notes, onDone }: SignFormProps) {
  const text = useText();
  const [words, setWords] = useState(sign?.sign ?? '');
  const [watcher, setWatcher] = useState(sign?.watcher ?? '');
  const [seenOn, setSeenOn] = useState(sign?.seenOn ?? '');
  const [noteIds, setNoteIds] = useState<readonly string[]>(sign?.noteIds ?? []);
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const offered = notes.filter(({ trashedAt }) => trashedAt === null);
  const save = async (): Promise<void> => {
    if (words.trim() === '') return setMissing(true);
    const saved = await vault.commands.saveEntry(sign?.id ?? null, { type: 'scenarioSign', situationId: scenario.situationId, scenarioId: scenario.id, sign: words.trim(), watcher: watcher.trim(), seenOn: /^\d{4}-\d{2}-\d{2}$/.test(seenOn) ? seenOn : null, noteIds: [...noteIds] });
    if (saved.ok) onDone();
    else setFailed(saved.error);
    return undefined;
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField label={text('scenarios.sign.field')} value={words} onChange={setWords} maxLength={400} autoFocus error={missing && words.trim() === '' ? text('scenarios.sign.missing') : undefined} />
      <div className={styles.pair}>
        <TextField label={text('scenarios.sign.watcher')} value={watcher} onChange={setWatcher} maxLength={200} />
        <TextField label={text('scenarios.sign.seenOn')} type="date" value={seenOn} onChange={setSeenOn} />
      </div>
      <section className={styles.part} aria-label={text('scenarios.sign.notes')}>
        <h3>{text('scenarios.sign.notes')}</h3>
        {offered.length === 0 && <p className={styles.faint}>{text('scenarios.sign.noNotes')}</p>}
        {offered.map((note) => (
          <Tick key={note.id} isSelected={noteIds.includes(note.id)} onChange={(on) => setNoteIds(on ? [...noteIds, note.id] : noteIds.filter((id) => id !== note.id))}>
            <span dir="auto">{noteName(text, note)}</span> <span className={styles.faint}>{gradeWords(text, note)}</span>
          </Tick>
        ))}
      </section>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
