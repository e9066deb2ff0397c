import type { PlannedTask } from '../../../shared/domain/programme/plan.ts';
import { isSettled } from '../../../shared/domain/programme/plan.ts';
import { nearDate, today } from '../../i18n/nearDate.ts';
import type { TextTools } from '../../i18n/useText.ts';

/** Working time as one says it: minutes below an hour, then hours, then days of seven hours. */
export function effort(text: TextTools, minutes: number): string {
  if (minutes < 60) return text('common.minutes', { minutes });
  if (minutes < 8 * 60) return text('common.aboutHours', { hours: Math.round(minutes / 60) });
  return text('common.aboutDays', { days: Math.max(1, Math.round(minutes / 420)) });
}

export interface DueWords {
  readonly words: string;
  /** Within a week, or past. */
  readonly near: boolean;
}

/** When a task is due, in words; null for a task without a date or one that is settled. */
export function dueWords(text: TextTools, { dueOn, state }: PlannedTask): DueWords | null {
  if (dueOn === null || isSettled(state)) return null;
  const now = today();
  const when = nearDate(text, dueOn, now);
  if (dueOn < now) return { words: text('onboarding.wasDue', { when }), near: true };
  return { words: text('onboarding.due', { when }), near: Date.parse(dueOn) - Date.parse(now) <= 7 * 86_400_000 };
}

/** How a task stands, in words; empty while it is simply open. */
export function stateWords(text: TextTools, { state, progress }: PlannedTask): string {
  switch (state) {
    case 'todo': return '';
    case 'done': return text('onboarding.state.done', { when: progress?.changedAt == null ? '' : nearDate(text, progress.changedAt.slice(0, 10), today()) }).trim();
    default: return text(`onboarding.state.${state}`);
  }
}
