import { useState } from 'react';
import { type AroundKind, aroundKinds, tasksAround } from '../../../../shared/domain/calendar/tasksAround.ts';
import type { Occurrence } from '../../../../shared/domain/calendar/upcoming.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../CalendarScreen.module.css';

/** Tasks before and after a date: the preparation and follow-up of a meeting, or the review of a country that is followed. */
export function AroundForm({ occurrence, entry, onDone }: { readonly occurrence: Occurrence; readonly entry: StoredEntry<'date'>; readonly onDone: () => void }) {
  const text = useText();
  const tasks = useVaultValue({ name: 'entries', type: 'ownTask' });
  const [kind, setKind] = useState<AroundKind>(entry.kind === 'session' ? 'review' : 'meeting');
  const [failed, setFailed] = useState<Failure | null>(null);
  if (tasks === undefined) return null;
  const { title, on, endsOn } = occurrence;
  const made = tasksAround(entry, { first: on, last: endsOn ?? on }, kind, today(), tasks, {
    title: (of, part) => text(`around.${of}.${part}`, { title }),
    why: (of, part) => text(`around.${of}.${part}.why`),
    steps: (of, part) => ([1, 2, 3] as const).map((step) => text(`around.${of}.${part}.${step}`)),
  });
  const save = async (): Promise<void> => {
    for (const task of made) {
      const saved = await vault.commands.saveEntry(null, task);
      if (!saved.ok) return setFailed(saved.error);
    }
    return onDone();
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <Choice label={text('around.kind')} options={aroundKinds.map((value) => ({ value, label: text(`around.kind.${value}`) }))} value={kind} onChange={setKind} />
      {made.length === 0 ? <p>{text('around.there')}</p> : (
        <ul>{made.map((task) => <li key={task.title}><bdi>{task.title}</bdi> <span className={styles.muted}>{task.dueOn === null ? '' : nearDate(text, task.dueOn, today())}</span></li>)}</ul>
      )}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        {made.length > 0 && <Button type="submit" look="primary">{text('around.make')}</Button>}
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
