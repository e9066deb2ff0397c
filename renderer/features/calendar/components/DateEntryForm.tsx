import { useState } from 'react';
import { dateKinds, type StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { randomUid } from '../randomUid.ts';
import styles from '../CalendarScreen.module.css';

const isDate = (entered: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(entered);
const reminders = ['never', '0', '1', '7', '14', '30'] as const;

/** A date of the user's own. `title` fills a new one, for a session that the Manual speaks of. */
export function DateEntryForm({ entry, onDone }: { readonly entry: StoredEntry<'date'> | null; readonly onDone: () => void }) {
  const text = useText();
  const [title, setTitle] = useState(entry?.title ?? '');
  const [kind, setKind] = useState(entry?.kind ?? 'meeting');
  const [startsOn, setStartsOn] = useState(entry?.startsOn ?? '');
  const [startsAt, setStartsAt] = useState(entry?.startsAt ?? '');
  const [endsOn, setEndsOn] = useState(entry?.endsOn ?? '');
  const [place, setPlace] = useState(entry?.place ?? '');
  const [note, setNote] = useState(entry?.note ?? '');
  const [yearly, setYearly] = useState(entry?.yearly ?? false);
  const [remind, setRemind] = useState<string>(entry?.remindDays == null ? 'never' : String(entry.remindDays));
  const [problem, setProblem] = useState<Failure | 'missing' | 'order' | null>(null);
  const save = async (): Promise<void> => {
    if (title.trim() === '' || !isDate(startsOn)) return setProblem('missing');
    if (isDate(endsOn) && endsOn < startsOn) return setProblem('order');
    const saved = await vault.commands.saveEntry(entry?.id ?? null, {
      type: 'date', title: title.trim(), kind, startsOn, startsAt: /^\d{2}:\d{2}$/.test(startsAt) ? startsAt : null, endsOn: isDate(endsOn) ? endsOn : null, place: place.trim(), note: note.trim(), yearly,
      remindDays: remind === 'never' ? null : Number(remind), uid: entry?.uid ?? randomUid(), sequence: entry === null ? 0 : entry.sequence + 1,
    });
    if (saved.ok) onDone();
    else setProblem(saved.error);
    return undefined;
  };
  const choices = [...new Set<string>([...reminders, remind])];
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField label={text('calendar.field.title')} value={title} onChange={setTitle} maxLength={200} error={problem === 'missing' && title.trim() === '' ? text('calendar.field.titleMissing') : undefined} autoFocus />
      <Select label={text('calendar.field.kind')} options={dateKinds.map((value) => ({ value, label: text(`calendar.kind.${value}`) }))} value={kind} onChange={setKind} />
      <div className={styles.pair}>
        <TextField label={text('calendar.field.from')} type="date" value={startsOn} onChange={setStartsOn} error={problem === 'missing' && !isDate(startsOn) ? text('calendar.field.fromMissing') : undefined} />
        <TextField label={text('calendar.field.at')} type="time" value={startsAt} onChange={setStartsAt} />
        <TextField label={text('calendar.field.to')} type="date" value={endsOn} onChange={setEndsOn} error={problem === 'order' ? text('calendar.field.order') : undefined} />
      </div>
      <TextField label={text('calendar.field.place')} value={place} onChange={setPlace} maxLength={400} />
      <TextField label={text('calendar.field.note')} lines={2} value={note} onChange={setNote} maxLength={4000} />
      <Select label={text('calendar.field.remind')} description={text('calendar.field.remindHelp')} options={choices.map((value) => ({ value, label: value === 'never' ? text('calendar.remind.never') : text('calendar.remind.days', { days: Number(value) }) }))} value={remind} onChange={setRemind} />
      <Tick isSelected={yearly} onChange={setYearly}>{text('calendar.field.yearly')}</Tick>
      {problem !== null && typeof problem !== 'string' && <Notice tone="problem">{text.failure(problem)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
