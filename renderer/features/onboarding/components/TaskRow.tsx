import { memo } from 'react';
import { isInherited, isSettled, type PlannedTask } from '../../../../shared/domain/programme/plan.ts';
import { useWordedTask } from '../../../data/useTranslatedWords.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { SavedTick } from '../../../design/components/SavedTick.tsx';
import { exactDate, nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { recordTask } from '../recordTask.ts';
import { dueWords, effort, stateWords } from '../taskWords.ts';
import styles from './TaskRow.module.css';

interface TaskRowProps {
  readonly planned: PlannedTask;
  readonly chosen?: boolean;
  readonly onOpen: (taskId: string) => void;
}

/** A task in a list: tick it, or open it. What it builds on is said, never used to bar the way. */
export const TaskRow = memo(function TaskRow({ planned, chosen = false, onOpen }: TaskRowProps) {
  const text = useText();
  const { task, state, waitsFor, opens, dueOn, plannedOn, progress, ownId, lastDoneOn } = planned;
  const { task: read, worded } = useWordedTask(task);
  const due = dueWords(text, planned);
  const settled = isSettled(state);
  const facts = [
    stateWords(text, planned),
    ...(state === 'waiting' && progress?.whom != null ? [progress.whom] : []),
    ...(isInherited(planned) ? [text('onboarding.inherited')] : []),
    ...(plannedOn !== null && !settled ? [text('onboarding.planned', { when: nearDate(text, plannedOn, today()) })] : []),
    ...(lastDoneOn !== null && !settled ? [text('onboarding.lastDone', { when: nearDate(text, lastDoneOn, today()) })] : []),
    ...(ownId !== null ? [text('onboarding.own')] : []),
    ...(settled ? [] : [effort(text, task.minutes)]),
    ...(settled || waitsFor.length === 0 ? [] : [text('onboarding.task.waits', { task: waitsFor[0]!.title })]),
    ...(settled || waitsFor.length > 0 || opens.length === 0 ? [] : [text('onboarding.task.opens', { task: opens[0]!.title })]),
  ].filter((fact) => fact !== '');
  return (
    <li className={styles.row} data-chosen={chosen || undefined}>
      <SavedTick isSelected={state === 'done'} label={text('onboarding.task.tick', { task: read.title })} onSave={(done) => recordTask(task, done ? 'done' : 'todo')} />
      <button type="button" className={styles.open} onClick={() => onOpen(task.id)} aria-current={chosen ? 'true' : undefined}>
        <span className={settled ? styles.settled : styles.title} dir={ownId === null ? undefined : 'auto'}><bdi lang={worded?.language}>{read.title}</bdi></span>
        <span className={styles.facts}>{facts.map((fact, at) => <span key={at}>{at > 0 && ' · '}<bdi>{fact}</bdi></span>)}</span>
      </button>
      {due !== null && (
        <Pill tone={due.near ? 'warn' : 'plain'} title={dueOn === null ? undefined : exactDate(text, dueOn)}>
          {due.words}
        </Pill>
      )}
    </li>
  );
});
