import { useState } from 'react';
import type { PlannedTask } from '../../../../shared/domain/programme/plan.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './TaskDetail.module.css';

const isDate = (entered: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(entered);

/** When the user means to do a task, and when it is due. Both are the user's to set; neither is a promise to anyone. */
export function DatesForm({ planned, onDone }: { readonly planned: PlannedTask; readonly onDone: () => void }) {
  const text = useText();
  const [plannedOn, setPlannedOn] = useState(planned.plannedOn ?? '');
  const [dueOn, setDueOn] = useState(planned.dueOn ?? '');
  const [failed, setFailed] = useState<Failure | null>(null);
  const late = isDate(plannedOn) && isDate(dueOn) && plannedOn > dueOn;
  const save = async (due: string | null): Promise<void> => {
    const saved = [await vault.commands.planTask(planned.task.id, isDate(plannedOn) ? plannedOn : null)];
    if (due !== planned.dueOn) saved.push(await vault.commands.moveTaskDate(planned.task.id, due));
    const problem = saved.find((one) => !one.ok);
    if (problem?.ok === false) setFailed(problem.error);
    else onDone();
  };
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save(isDate(dueOn) ? dueOn : null);
      }}
    >
      <TextField label={text('onboarding.dates.planned')} description={text('onboarding.dates.plannedHelp')} type="date" value={plannedOn} onChange={setPlannedOn} autoFocus />
      <TextField label={text('onboarding.dates.due')} type="date" value={dueOn} onChange={setDueOn} />
      {late && <Notice>{text('onboarding.dates.late')}</Notice>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        {planned.moved && <Button look="quiet" onPress={() => void save(null)}>{text('onboarding.task.dateBack')}</Button>}
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
