import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { informationCredibilities, sourceReliabilities } from '../../../../shared/domain/vault/note.ts';
import { signalPartLength } from '../../../../shared/domain/signals/signal.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { localDate } from '../../../../shared/time/calendarDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { patchEntry } from '../../../platform/patchEntry.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { fileSignal, paragraphsOf, type NoteBlock } from '../fileSignal.ts';
import { templateHeadings } from '../../situations/index.ts';
import styles from './Signals.module.css';

interface FileFormProps {
  readonly signal: StoredEntry<'signal'>;
  /** The text that the note takes: the whole, or its first part. */
  readonly words: string;
}

/** Makes a note of a signal: where it belongs, how it is called, and its two grades, judged apart. */
export function FileForm({ signal, words }: FileFormProps) {
  const text = useText();
  const situations = useVaultValue({ name: 'situations' })?.filter(({ archivedAt }) => archivedAt === null) ?? [];
  const [situationId, setSituationId] = useState<string | null>(situations.length === 1 ? (situations[0]?.id ?? null) : null);
  const [title, setTitle] = useState((signal.text.trim().split('\n')[0] ?? '').slice(0, 120));
  const [source, setSource] = useState(signal.source);
  const [reliability, setReliability] = useState<(typeof sourceReliabilities)[number] | null>(null);
  const [credibility, setCredibility] = useState<(typeof informationCredibilities)[number] | null>(null);
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  if (situations.length === 0) return <Notice>{text('signals.file.noSituation')}</Notice>;
  const file = async (): Promise<void> => {
    if (situationId === null) return setMissing(true);
    const body = paragraphsOf(words);
    const blocks: readonly NoteBlock[] = signal.kind === 'media'
      ? templateHeadings.media.flatMap((id, at): NoteBlock[] => [{ heading: true, text: text(id) }, ...(at === 0 ? body : [{ heading: false, text: '' }])])
      : body;
    const caughtOn = localDate(Date.parse(signal.caughtAt), new Date(signal.caughtAt).getTimezoneOffset());
    const made = await fileSignal(situationId, { title: title.trim(), source: source.trim(), reliability, credibility, observedOn: caughtOn, observedPrecision: 'about' }, blocks);
    if (!made.ok) return setFailed(made.error);
    const saved = await patchEntry(signal, { noteId: made.value, situationId, filedAt: new Date().toISOString() });
    setFailed(saved.ok ? null : saved.error);
    return undefined;
  };
  return (
    <form noValidate className={styles.form} aria-label={text('signals.file')} onSubmit={(event) => { event.preventDefault(); void file(); }}>
      <h2>{text('signals.file')}</h2>
      <Select label={text('signals.file.where')} placeholder={text('run.choose')} options={situations.map(({ id, name }) => ({ value: id, label: name }))} value={situationId} onChange={setSituationId} error={missing && situationId === null ? text('signals.file.whereMissing') : undefined} />
      <TextField label={text('signals.file.title')} value={title} onChange={setTitle} maxLength={300} />
      <TextField label={text('note.source')} description={text('note.source.help')} value={source} onChange={setSource} maxLength={400} />
      <div className={styles.pair}>
        <Select label={text('note.reliability')} placeholder={text('note.grade.none')} options={sourceReliabilities.map((value) => ({ value, label: text(`note.reliability.${value}`) }))} value={reliability} onChange={setReliability} />
        <Select label={text('note.credibility')} placeholder={text('note.grade.none')} options={informationCredibilities.map((value) => ({ value, label: text(`note.credibility.${value}`) }))} value={credibility} onChange={setCredibility} />
      </div>
      {signal.parts > 1 && <p className={styles.faint}>{text('signals.file.long', { count: signalPartLength })}</p>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div><Button type="submit" look="primary">{text('signals.file.do')}</Button></div>
    </form>
  );
}
