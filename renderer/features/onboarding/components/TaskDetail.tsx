import { Check } from 'lucide-react';
import { useState } from 'react';
import { isInherited, isSettled, type PlannedPhase, type PlannedTask } from '../../../../shared/domain/programme/plan.ts';
import type { TaskState, TaskStateNote } from '../../../../shared/domain/vault/programmeProgress.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { usePhaseTitle, useWordedTask } from '../../../data/useTranslatedWords.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { SavedTick } from '../../../design/components/SavedTick.tsx';
import { exactDate, nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { NotesLinkingHere } from '../../backlinks/index.ts';
import { WordsNote } from '../../editions/index.ts';
import { recordTask } from '../recordTask.ts';
import { dueWords, effort, stateWords } from '../taskWords.ts';
import { DatesForm } from './DatesForm.tsx';
import { DeclineForm } from './DeclineForm.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { SectionExcerpt } from './SectionExcerpt.tsx';
import { WaitForm } from './WaitForm.tsx';
import { WorkingDocuments } from './WorkingDocuments.tsx';
import styles from './TaskDetail.module.css';

interface TaskDetailProps {
  readonly planned: PlannedTask;
  readonly phase: PlannedPhase;
  readonly onOpen: (taskId: string) => void;
  /** For a task of the user's own. */
  readonly onEdit: () => void;
}

type Asking = 'dates' | 'decline' | 'wait' | 'first' | null;

/** One task: why, how, when it is done, the Manual beside it, and what the user makes of it. */
export function TaskDetail({ planned, phase, onOpen, onEdit }: TaskDetailProps) {
  const text = useText();
  const { task, state, stepsDone, waitsFor, dueOn, moved, shifted, plannedOn, progress, ownId, retired, lastDoneOn } = planned;
  const { task: read, worded } = useWordedTask(task);
  const titleOf = usePhaseTitle();
  const [asking, setAsking] = useState<Asking>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const due = dueWords(text, planned);
  const settled = isSettled(state);
  const position = phase.tasks.findIndex((one) => one.task.id === task.id) + 1;
  const close = (): void => setAsking(null);
  const day = (date: string): string => nearDate(text, date, today());

  const setState = async (next: TaskState, note: TaskStateNote = {}): Promise<void> => {
    const saved = await recordTask(task, next, note);
    setFailed(saved.ok ? null : saved.error);
    if (saved.ok) close();
  };
  const removeOwn = async (): Promise<void> => {
    const saved = ownId === null ? undefined : await vault.commands.trashEntry(ownId, true);
    if (saved?.ok === false) setFailed(saved.error);
  };

  return (
    <Card as="article">
      <p className={styles.meta}>{text('onboarding.task.position', { phase: titleOf(phase), position, total: phase.tasks.length })}</p>
      <h2 className={styles.title} lang={worded?.language}><bdi>{read.title}</bdi></h2>
      {worded !== null && <WordsNote lag={worded.lag} />}
      <div className={styles.facts}>
        {due !== null && <Pill tone={due.near ? 'warn' : 'plain'} title={dueOn === null ? undefined : exactDate(text, dueOn)}>{due.words}</Pill>}
        {plannedOn !== null && !settled && <Pill tone="accent" title={exactDate(text, plannedOn)}>{text('onboarding.planned', { when: day(plannedOn) })}</Pill>}
        {moved && <Pill>{text('onboarding.moved')}</Pill>}
        {shifted && <Pill>{text('onboarding.shifted')}</Pill>}
        <Pill>{effort(text, task.minutes)}</Pill>
        {ownId !== null && <Pill>{text('onboarding.own')}</Pill>}
        {state !== 'todo' && <Pill tone={state === 'done' ? 'ok' : 'accent'}>{stateWords(text, planned)}</Pill>}
        {lastDoneOn !== null && <Pill tone="ok">{text('onboarding.lastDone', { when: day(lastDoneOn) })}</Pill>}
      </div>
      {retired && <Notice>{text('onboarding.retired')}</Notice>}
      {isInherited(planned) && (
        <Notice action={<Button onPress={() => void setState('done')}>{text('onboarding.inherited.keep')}</Button>}>
          {text('onboarding.inherited.text', { when: progress?.inherited?.on == null ? '' : day(progress.inherited.on) })} {progress?.inherited?.line !== '' && <bdi>{progress?.inherited?.line}</bdi>}
        </Notice>
      )}
      {task.why !== '' && <p className={styles.why} lang={worded?.language} dir="auto">{read.why}</p>}
      {!settled && waitsFor[0] !== undefined && <Notice>{text('onboarding.task.waitsAsk', { task: waitsFor[0].title })}</Notice>}
      {state === 'waiting' && (
        <p className={styles.evidence}>
          <b>{text('onboarding.wait.for')}</b> <bdi>{progress?.whom}</bdi>
          {progress?.until != null && <> · {text('onboarding.wait.ask', { when: day(progress.until) })}</>}
        </p>
      )}
      {task.steps.length > 0 && (
        <ul className={styles.steps} aria-label={text('onboarding.task.steps')}>
          {read.steps.map((step) => (
            <li key={step.id}>
              <SavedTick isSelected={stepsDone.has(step.id)} onSave={(done) => vault.commands.setStepDone(task.id, step.id, done)}><bdi lang={worded?.language}>{step.text}</bdi></SavedTick>
            </li>
          ))}
        </ul>
      )}
      {task.evidence !== '' && <p className={styles.evidence}><b>{text('onboarding.task.evidence')}</b> <bdi lang={worded?.language}>{read.evidence}</bdi></p>}
      <EvidenceList taskId={task.id} links={progress?.evidenceLinks ?? []} />
      {settled && progress?.reason != null && progress.reason !== '' && <p className={styles.evidence} dir="auto"><b>{text('onboarding.task.reason')}</b> {progress.reason}</p>}
      {task.sections[0] !== undefined && <SectionExcerpt id={task.sections[0]} />}
      <WorkingDocuments task={task} />
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.actions}>
        {settled ? (
          <Button onPress={() => void setState('todo')}>{text('onboarding.task.reopen')}</Button>
        ) : (
          <>
            <Button look="primary" onPress={() => (waitsFor.length > 0 ? setAsking('first') : void setState('done'))}>
              <Check size={15} aria-hidden="true" />
              {text('onboarding.task.done')}
            </Button>
            {state !== 'in-progress' && <Button onPress={() => void setState('in-progress')}>{text(state === 'waiting' ? 'onboarding.task.goOn' : 'onboarding.task.start')}</Button>}
            <Button onPress={() => setAsking('dates')}>{text('onboarding.task.dates')}</Button>
            <Button onPress={() => setAsking('wait')}>{text(state === 'waiting' ? 'onboarding.wait.change' : 'onboarding.task.wait')}</Button>
            <Button look="quiet" onPress={() => setAsking('decline')}>{text('onboarding.task.decline')}</Button>
            {ownId === null && <Button look="quiet" onPress={() => void setState('not-applicable')}>{text('onboarding.task.notApplicable')}</Button>}
          </>
        )}
        {ownId !== null && <Button look="quiet" onPress={onEdit}>{text('onboarding.own.edit')}</Button>}
        {ownId !== null && <Button look="quiet" onPress={() => void removeOwn()}>{text('common.remove')}</Button>}
      </div>
      <NotesLinkingHere kind="task" id={task.id} />
      <Dialog title={text('onboarding.task.dates')} isOpen={asking === 'dates'} onClose={close}>
        <DatesForm planned={planned} onDone={close} />
      </Dialog>
      <Dialog title={text('onboarding.wait.title')} isOpen={asking === 'wait'} onClose={close}>
        <WaitForm whom={progress?.whom ?? ''} until={progress?.until ?? ''} onSave={(note) => void setState('waiting', note)} onCancel={close} />
      </Dialog>
      <Dialog title={text('onboarding.task.declineTitle')} isOpen={asking === 'decline'} onClose={close}>
        <DeclineForm onSave={(reason) => void setState('declined', { reason })} onCancel={close} />
      </Dialog>
      <Dialog title={text('onboarding.first.title')} isOpen={asking === 'first'} onClose={close}>
        <p>{text('onboarding.first.text', { count: waitsFor.length })}</p>
        <ul className={styles.names}>{waitsFor.map((needed) => <li key={needed.id}>{needed.title}</li>)}</ul>
        <div className={styles.actions}>
          <Button look="primary" autoFocus onPress={() => void setState('done')}>{text('onboarding.first.done')}</Button>
          <Button onPress={() => { close(); if (waitsFor[0] !== undefined) onOpen(waitsFor[0].id); }}>{text('onboarding.first.open')}</Button>
          <Button look="quiet" onPress={close}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
    </Card>
  );
}
