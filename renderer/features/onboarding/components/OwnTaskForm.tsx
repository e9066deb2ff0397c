import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { phases, type Phase } from '../../../../shared/content/content.schema.ts';
import { ownTaskId } from '../../../../shared/domain/programme/ownTask.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { effort } from '../taskWords.ts';
import styles from './TaskDetail.module.css';

const efforts = [15, 30, 60, 120, 240, 420, 840] as const;
const stepIds = 'abcdefghijklmnopqrstuvwxyz';

interface OwnTaskFormProps {
  /** null for a new one. */
  readonly entry: StoredEntry<'ownTask'> | null;
  readonly phase: Phase;
  readonly phaseTitles: Readonly<Partial<Record<Phase, string>>>;
  readonly onSaved: (taskId: string) => void;
  readonly onCancel: () => void;
}

/** A task of the user's own: what, why, in which phase, until when, in which steps. */
export function OwnTaskForm({ entry, phase: shown, phaseTitles, onSaved, onCancel }: OwnTaskFormProps) {
  const text = useText();
  const [title, setTitle] = useState(entry?.title ?? '');
  const [why, setWhy] = useState(entry?.why ?? '');
  const [phase, setPhase] = useState<Phase>(entry?.phase ?? shown);
  const [dueOn, setDueOn] = useState(entry?.dueOn ?? '');
  const [minutes, setMinutes] = useState(entry?.minutes ?? 60);
  const [yearly, setYearly] = useState(entry?.yearly ?? false);
  const [steps, setSteps] = useState<readonly { readonly id: string; readonly text: string }[]>(entry?.steps ?? []);
  const [problem, setProblem] = useState<Failure | 'missing' | null>(null);
  // The id of a removed step is not given out again: what was ticked under it must not reappear under other words.
  const [used, setUsed] = useState(() => new Set((entry?.steps ?? []).map(({ id }) => id)));

  const addStep = (): void => {
    const id = [...stepIds].flatMap((letter) => [letter, `${letter}2`, `${letter}3`]).find((one) => !used.has(one));
    if (id === undefined || steps.length >= 40) return;
    setUsed(new Set([...used, id]));
    setSteps([...steps, { id, text: '' }]);
  };
  const save = async (): Promise<void> => {
    if (title.trim() === '') return setProblem('missing');
    const saved = await vault.commands.saveEntry(entry?.id ?? null, {
      type: 'ownTask', title: title.trim(), why: why.trim(), phase, dueOn: /^\d{4}-\d{2}-\d{2}$/.test(dueOn) ? dueOn : null, minutes, yearly,
      steps: steps.filter((step) => step.text.trim() !== '').map(({ id, text: words }) => ({ id, text: words.trim() })),
    });
    if (saved.ok) onSaved(ownTaskId(saved.value.id));
    else setProblem(saved.error);
    return undefined;
  };
  const choices = [...new Set([...efforts, minutes])].sort((a, b) => a - b);

  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField label={text('onboarding.own.title')} value={title} onChange={setTitle} maxLength={200} error={problem === 'missing' && title.trim() === '' ? text('onboarding.own.missing') : undefined} autoFocus />
      <TextField label={text('onboarding.own.why')} lines={2} value={why} onChange={setWhy} maxLength={4000} />
      <Select label={text('onboarding.own.phase')} options={phases.map((value) => ({ value, label: phaseTitles[value] ?? value }))} value={phase} onChange={setPhase} />
      <TextField label={text('onboarding.own.due')} type="date" value={dueOn} onChange={setDueOn} />
      <Select label={text('onboarding.own.effort')} options={choices.map((value) => ({ value: String(value), label: effort(text, value) }))} value={String(minutes)} onChange={(value) => setMinutes(Number(value))} />
      <Tick isSelected={yearly} onChange={setYearly}>{text('onboarding.own.yearly')}</Tick>
      <fieldset className={styles.stepFields}>
        <legend>{text('onboarding.task.steps')}</legend>
        {steps.map((step, at) => (
          <div key={step.id} className={styles.stepField}>
            <TextField label={text('onboarding.own.step', { number: at + 1 })} value={step.text} onChange={(words) => setSteps(steps.map((one) => (one.id === step.id ? { ...one, text: words } : one)))} maxLength={400} />
            <Button look="quiet" aria-label={text('onboarding.own.removeStep', { number: at + 1 })} onPress={() => setSteps(steps.filter((one) => one.id !== step.id))}><X size={15} aria-hidden="true" /></Button>
          </div>
        ))}
        <div><Button look="quiet" onPress={addStep}><Plus size={15} aria-hidden="true" />{text('onboarding.own.addStep')}</Button></div>
      </fieldset>
      {problem !== null && problem !== 'missing' && <Notice tone="problem">{text.failure(problem)}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" look="primary">{text(entry === null ? 'onboarding.own.create' : 'common.save')}</Button>
        <Button look="quiet" onPress={onCancel}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
