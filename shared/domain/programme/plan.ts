/**
 * Turns the published programme, a profile and what was done so far into the plan that is shown: which tasks apply, when they are
 * due, what they wait for, and which three come next. Pure: today's date is handed in.
 *
 * Dates are advice and dependencies ask rather than block. Nothing is scored.
 */
import type { AppliesWhen, Phase, Programme, Task } from '../../content/content.schema.ts';
import { phases } from '../../content/content.schema.ts';
import { addDays, type CalendarDate, daysBetween } from '../../time/calendarDate.ts';
import type { Profile } from '../vault/profile.ts';
import type { ProgrammeProgress, TaskProgress, TaskState } from '../vault/programmeProgress.ts';

export interface PlannedTask {
  readonly task: Task;
  readonly state: TaskState;
  readonly stepsDone: ReadonlySet<string>;
  readonly dueOn: CalendarDate | null;
  /** True where the user set the date. */
  readonly moved: boolean;
  /** Tasks of the plan that this one builds on and that are still open. */
  readonly waitsFor: readonly Task[];
  /** Tasks of the plan that build on this one. */
  readonly opens: readonly Task[];
  readonly progress: TaskProgress | null;
}

export interface PlannedPhase {
  readonly id: Phase;
  readonly title: string;
  readonly intro: string;
  readonly tasks: readonly PlannedTask[];
  /** Settled: done, declined or not applicable. */
  readonly settled: number;
}

export interface Plan {
  readonly phases: readonly PlannedPhase[];
  readonly tasks: readonly PlannedTask[];
  readonly settled: number;
}

/** What a task is fitted to. A profile in progress may lack answers; an unanswered question never hides a task. */
export type TailoringProfile = Partial<Pick<Profile, 'location' | 'appointment' | 'portfolio' | 'form' | 'capacity' | 'riskHistory' | 'regionalBodyHasFocalPoint'>>;

/** Whether a task applies: every condition that is present must list the profile's answer. */
export function applies(condition: AppliesWhen | null, profile: TailoringProfile): boolean {
  if (condition === null) return true;
  return Object.entries(condition).every(([key, accepted]) => {
    const answer = profile[key as keyof TailoringProfile];
    return accepted === undefined || answer === undefined || (accepted as readonly unknown[]).includes(answer);
  });
}

export const isSettled = (state: TaskState): boolean => state === 'done' || state === 'declined' || state === 'not-applicable';

/**
 * Builds the plan. A task that no longer applies stays in it when something was recorded on it, so that a changed profile or a new
 * edition of the programme loses nothing that was done.
 */
export function plan(programme: Programme, profile: TailoringProfile & { readonly appointedOn: CalendarDate }, progress: ProgrammeProgress): Plan {
  const chosen = programme.tasks.filter((task) => applies(task.appliesWhen, profile) || progress[task.id] !== undefined);
  const byId = new Map(chosen.map((task) => [task.id, task]));
  const stateOf = (id: string): TaskState => progress[id]?.state ?? 'todo';
  const openedBy = new Map<string, Task[]>();
  for (const task of chosen) for (const id of task.dependsOn) openedBy.set(id, [...(openedBy.get(id) ?? []), task]);

  const tasks = chosen.map((task): PlannedTask => {
    const recorded = progress[task.id] ?? null;
    const counted = task.dueDaysAfterAppointment === null ? null : addDays(profile.appointedOn, task.dueDaysAfterAppointment);
    return {
      task,
      state: stateOf(task.id),
      stepsDone: new Set(recorded?.stepsDone ?? []),
      dueOn: recorded?.dueOn ?? counted,
      moved: recorded?.dueOn != null && recorded.dueOn !== counted,
      waitsFor: task.dependsOn.flatMap((id) => byId.get(id) ?? []).filter((needed) => !isSettled(stateOf(needed.id))),
      opens: openedBy.get(task.id) ?? [],
      progress: recorded,
    };
  });
  const planned = phases.map((id): PlannedPhase => {
    const about = programme.phases.find((phase) => phase.id === id);
    const own = tasks.filter(({ task }) => task.phase === id).sort(byDueDate);
    return { id, title: about?.title ?? id, intro: about?.intro ?? '', tasks: own, settled: own.filter(({ state }) => isSettled(state)).length };
  });
  return { phases: planned, tasks, settled: tasks.filter(({ state }) => isSettled(state)).length };
}

const byDueDate = (a: PlannedTask, b: PlannedTask): number => (a.dueOn === b.dueOn ? 0 : a.dueOn === null ? 1 : b.dueOn === null ? -1 : a.dueOn < b.dueOn ? -1 : 1);

/** The phase that the day falls into, counted from appointment. */
export function currentPhase(appointedOn: CalendarDate, today: CalendarDate): Phase {
  const day = daysBetween(appointedOn, today);
  if (day < 0) return 'before-appointment';
  if (day < 7) return 'first-week';
  if (day < 30) return 'first-month';
  return day <= 100 ? 'first-100-days' : 'annual-cycle';
}

/**
 * The next steps, at most `limit`: what is under way first, then what can be begun, soonest date first. Tasks of phases that have not
 * begun come only when nothing earlier is left, and leaving the post is never suggested.
 */
export function nextSteps(of: Plan, appointedOn: CalendarDate, today: CalendarDate, limit = 3): PlannedTask[] {
  const reached = phases.indexOf(currentPhase(appointedOn, today));
  const open = of.tasks.filter(({ state, task }) => (state === 'todo' || state === 'in-progress') && task.phase !== 'leaving');
  const rank = (planned: PlannedTask): number => {
    const phase = phases.indexOf(planned.task.phase);
    return (planned.waitsFor.length > 0 ? 100 : 0) + (phase > reached ? 10 * (phase - reached) : 0) + (planned.state === 'in-progress' ? 0 : 1);
  };
  return [...open].sort((a, b) => rank(a) - rank(b) || byDueDate(a, b)).slice(0, limit);
}
