import { Check } from 'lucide-react';
import { useState } from 'react';
import { isSettled, type PlannedPhase, type PlannedTask } from '../../../../shared/domain/programme/plan.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { dueWords, effort, stateWords } from '../taskWords.ts';
import { SectionExcerpt } from './SectionExcerpt.tsx';
import { ToolkitLinks } from './ToolkitLinks.tsx';
import styles from './TaskDetail.module.css';

/** One task: why, how, when it is done, the Manual beside it, and what the user makes of it. */
export function TaskDetail({ planned, phase }: { readonly planned: PlannedTask; readonly phase: PlannedPhase }) {
  const text = useText();
  const { task, state, stepsDone, waitsFor, dueOn, moved, progress } = planned;
  const [asking, setAsking] = useState<'date' | 'decline' | null>(null);
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<Failure | null>(null);
  const due = dueWords(text, planned);
  const settled = isSettled(state);
  const position = phase.tasks.findIndex((one) => one.task.id === task.id) + 1;

  const setState = async (next: 'todo' | 'in-progress' | 'done' | 'declined' | 'not-applicable', note?: { reason: string }): Promise<void> => {
    const saved = note === undefined ? await vault.commands.setTaskState(task.id, next) : await vault.commands.setTaskState(task.id, next, note);
    setFailed(saved.ok ? null : saved.error);
    setAsking(null);
  };

  return (
    <Card as="article">
      <p className={styles.meta}>{text('onboarding.task.position', { phase: phase.title, position, total: phase.tasks.length })}</p>
      <h2 className={styles.title}>{task.title}</h2>
      <div className={styles.facts}>
        {due !== null && <Pill tone={due.near ? 'warn' : 'plain'} title={dueOn === null ? undefined : exactDate(text, dueOn)}>{due.words}</Pill>}
        {moved && <Pill>{text('onboarding.moved')}</Pill>}
        <Pill>{effort(text, task.minutes)}</Pill>
        {state !== 'todo' && <Pill tone={state === 'done' ? 'ok' : 'accent'}>{stateWords(text, planned)}</Pill>}
      </div>
      <p className={styles.why}>{task.why}</p>
      {!settled && waitsFor[0] !== undefined && <Notice>{text('onboarding.task.waitsAsk', { task: waitsFor[0].title })}</Notice>}
      <ul className={styles.steps} aria-label={text('onboarding.task.steps')}>
        {task.steps.map((step) => (
          <li key={step.id}>
            <Tick isSelected={stepsDone.has(step.id)} onChange={(done) => void vault.commands.setStepDone(task.id, step.id, done)}>
              {step.text}
            </Tick>
          </li>
        ))}
      </ul>
      <p className={styles.evidence}>
        <b>{text('onboarding.task.evidence')}</b> {task.evidence}
      </p>
      {progress?.reason != null && progress.reason !== '' && <p className={styles.evidence} dir="auto"><b>{text('onboarding.task.reason')}</b> {progress.reason}</p>}
      {task.sections[0] !== undefined && <SectionExcerpt id={task.sections[0]} />}
      <ToolkitLinks ids={task.toolkits} taskId={task.id} />
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.actions}>
        {settled ? (
          <Button onPress={() => void setState('todo')}>{text('onboarding.task.reopen')}</Button>
        ) : (
          <>
            <Button look="primary" onPress={() => void setState('done')}>
              <Check size={15} aria-hidden="true" />
              {text('onboarding.task.done')}
            </Button>
            {state === 'todo' && <Button onPress={() => void setState('in-progress')}>{text('onboarding.task.start')}</Button>}
            <Button onPress={() => setAsking('date')}>{text('onboarding.task.moveDate')}</Button>
            <Button look="quiet" onPress={() => setAsking('decline')}>{text('onboarding.task.decline')}</Button>
            <Button look="quiet" onPress={() => void setState('not-applicable')}>{text('onboarding.task.notApplicable')}</Button>
          </>
        )}
      </div>
      <Dialog title={text('onboarding.task.moveDate')} isOpen={asking === 'date'} onClose={() => setAsking(null)}>
        <DateForm
          initial={dueOn ?? ''}
          onSave={(date) => {
            void vault.commands.moveTaskDate(task.id, date);
            setAsking(null);
          }}
        />
      </Dialog>
      <Dialog title={text('onboarding.task.declineTitle')} isOpen={asking === 'decline'} onClose={() => setAsking(null)}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void setState('declined', { reason });
          }}
        >
          <TextField label={text('onboarding.task.reason')} description={text('onboarding.task.declineText')} lines={3} value={reason} onChange={setReason} maxLength={2000} autoFocus />
          <div className={styles.actions}>
            <Button type="submit" look="primary">{text('onboarding.task.decline')}</Button>
            <Button look="quiet" onPress={() => setAsking(null)}>{text('common.cancel')}</Button>
          </div>
        </form>
      </Dialog>
    </Card>
  );
}

function DateForm({ initial, onSave }: { readonly initial: string; readonly onSave: (date: string | null) => void }) {
  const text = useText();
  const [date, setDate] = useState(initial);
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(date);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onSave(date);
      }}
    >
      <TextField label={text('onboarding.task.newDate')} type="date" value={date} onChange={setDate} autoFocus />
      <div className={styles.actions}>
        <Button type="submit" look="primary" isDisabled={!valid}>{text('onboarding.task.moveDate')}</Button>
        <Button look="quiet" onPress={() => onSave(null)}>{text('onboarding.task.dateBack')}</Button>
      </div>
    </form>
  );
}
