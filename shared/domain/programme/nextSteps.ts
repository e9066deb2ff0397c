import { phases, type Phase } from '../../content/content.schema.ts';
import { addDays, type CalendarDate, daysBetween } from '../../time/calendarDate.ts';
import { byDueDate, isInherited, type Plan, type PlannedTask } from './plan.ts';

/** The phase that the day falls into, counted from appointment. */
export function currentPhase(appointedOn: CalendarDate, today: CalendarDate): Phase {
  const day = daysBetween(appointedOn, today);
  if (day < 0) return 'before-appointment';
  if (day < 7) return 'first-week';
  if (day < 30) return 'first-month';
  return day <= 100 ? 'first-100-days' : 'annual-cycle';
}

/** A task that the user means to do later than this is not put forward before. */
const soonDays = 7;

/**
 * The next steps, at most `limit`: what the user means to do now and what is under way first, then what can be begun, soonest date
 * first. Tasks of phases that have not begun, tasks meant for later and tasks that a predecessor has done come only when nothing else is
 * left, and leaving the post is never suggested.
 */
export function nextSteps(of: Plan, appointedOn: CalendarDate, today: CalendarDate, limit = 3): PlannedTask[] {
  const reached = phases.indexOf(currentPhase(appointedOn, today));
  const soon = addDays(today, soonDays);
  const open = of.tasks.filter(({ state, task, retired }) => (state === 'todo' || state === 'in-progress') && task.phase !== 'leaving' && !retired);
  const rank = (planned: PlannedTask): number => {
    const phase = phases.indexOf(planned.task.phase);
    const meant = planned.plannedOn !== null && planned.plannedOn <= soon;
    if (meant) return planned.plannedOn <= today ? -2 : -1;
    return (
      (isInherited(planned) ? 1_000 : 0) +
      (planned.plannedOn !== null ? 200 : 0) +
      (planned.waitsFor.length > 0 ? 100 : 0) +
      (phase > reached && planned.ownId === null ? 10 * (phase - reached) : 0) +
      (planned.state === 'in-progress' ? 0 : 1)
    );
  };
  const when = (a: PlannedTask, b: PlannedTask): number => (a.plannedOn !== null && b.plannedOn !== null ? a.plannedOn.localeCompare(b.plannedOn) : 0);
  return [...open].sort((a, b) => rank(a) - rank(b) || when(a, b) || byDueDate(a, b)).slice(0, limit);
}

/** What waits for someone else, the ones to ask again first; those without such a day last. */
export function waitingFor(of: Plan): PlannedTask[] {
  const until = ({ progress }: PlannedTask): string => progress?.until ?? '9999-12-31';
  return of.tasks.filter(({ state }) => state === 'waiting').sort((a, b) => until(a).localeCompare(until(b)) || a.task.title.localeCompare(b.task.title));
}
