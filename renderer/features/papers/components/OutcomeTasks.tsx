import { useState } from 'react';
import { outcomeTasks } from '../../../../shared/domain/papers/outcomeTasks.ts';
import { ownTaskId } from '../../../../shared/domain/programme/ownTask.ts';
import type { RenderedRun } from '../../../../shared/domain/runs/renderRun.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../Papers.module.css';

interface OutcomeTasksProps {
  readonly runId: string;
  readonly meeting: string;
  readonly rendered: RenderedRun;
}

/** What a meeting decided, as own tasks. Which of them are the user's own is said here; the others wait for whoever owns them. */
export function OutcomeTasks({ runId, meeting, rendered }: OutcomeTasksProps) {
  const text = useText();
  const tasks = useVaultValue({ name: 'entries', type: 'ownTask' });
  const [open, setOpen] = useState(false);
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const [made, setMade] = useState<number | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  if (tasks === undefined) return null;
  const why = (recommendation: string): string => (recommendation === '' ? text('outcomes.whyPlain', { meeting }) : text('outcomes.why', { meeting, recommendation }));
  const wanted = outcomeTasks(runId, rendered, tasks, why);
  const make = async (): Promise<void> => {
    for (const { entry, owner } of wanted) {
      const saved = await vault.commands.saveEntry(null, entry);
      if (!saved.ok) return setFailed(saved.error);
      const waits = owner === '' || mine.has(entry.fromRow?.rowId ?? '') ? null : await vault.commands.setTaskState(ownTaskId(saved.value.id), 'waiting', { title: entry.title, whom: owner, ...(entry.dueOn === null ? {} : { until: entry.dueOn }) });
      if (waits?.ok === false) return setFailed(waits.error);
    }
    setMade(wanted.length);
    setOpen(false);
    return undefined;
  };
  return (
    <div className={styles.row}>
      <Button onPress={() => { setMade(null); setOpen(true); }}>{text('outcomes.open')}</Button>
      {made !== null && <Notice tone="good">{text('outcomes.made', { count: made })}</Notice>}
      <Dialog title={text('outcomes.title')} isOpen={open} onClose={() => setOpen(false)}>
        {wanted.length === 0 ? <p>{text('outcomes.none')}</p> : (
          <>
            <p>{text('outcomes.text')}</p>
            <ul className={styles.list}>
              {wanted.map(({ entry, owner }) => {
                const rowId = entry.fromRow?.rowId ?? '';
                return (
                  <li key={rowId} className={styles.entry}>
                    <span>
                      <b><bdi>{entry.title}</bdi></b>
                      <br />
                      <span className={styles.small}>{owner === '' ? text('outcomes.noOwner') : text('outcomes.owner', { owner })} · {entry.dueOn === null ? text('outcomes.noDue') : text('outcomes.due', { when: nearDate(text, entry.dueOn, today()) })}</span>
                    </span>
                    {owner !== '' && <Tick isSelected={mine.has(rowId)} onChange={(on) => setMine(new Set(on ? [...mine, rowId] : [...mine].filter((id) => id !== rowId)))}>{text('outcomes.mine')}</Tick>}
                  </li>
                );
              })}
            </ul>
            <p className={styles.small}>{text('outcomes.waits')}</p>
            {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
          </>
        )}
        <div className={styles.row}>
          {wanted.length > 0 && <Button look="primary" onPress={() => void make()}>{text('outcomes.make', { count: wanted.length })}</Button>}
          <Button look="quiet" onPress={() => setOpen(false)}>{text('paper.close')}</Button>
        </div>
      </Dialog>
    </div>
  );
}
