/**
 * Turns the published programme, a profile and what was done so far into the plan that is shown: which tasks apply, when they are
 * due, what they wait for. Pure: today's date is handed in.
 *
 * Dates are advice and dependencies ask rather than block. Nothing is scored.
 */
import type { AppliesWhen, Phase, Programme, Task } from '../../content/content.schema.ts';
import { phases } from '../../content/content.schema.ts';
import { addDays, type CalendarDate } from '../../time/calendarDate.ts';
import type { StoredEntry } from '../vault/entry.ts';
import type { Profile } from '../vault/profile.ts';
import type { ProgrammeProgress, TaskProgress, TaskState } from '../vault/programmeProgress.ts';
import { ownEntryId, retiredTasks, taskOfOwn } from './ownTask.ts';
import { addYears, type Away, nextWorkingDay, postYearStart, type RestWeek } from './workingDays.ts';

export interface PlannedTask {
  readonly task: Task;
  readonly state: TaskState;
  readonly stepsDone: ReadonlySet<string>;
  readonly dueOn: CalendarDate | null;
  /** True where the user set the date. */
  readonly moved: boolean;
  /** True where the advice was put off from a day off, from leave or from travel. */
  readonly shifted: boolean;
  /** When the user means to do it, beside when it is due. */
  readonly plannedOn: CalendarDate | null;
  /** Tasks of the plan that this one builds on and that are still open. */
  readonly waitsFor: readonly Task[];
  /** Tasks of the plan that build on this one. */
  readonly opens: readonly Task[];
  readonly progress: TaskProgress | null;
  /** The entry of a task that the user added; null for one of the programme. */
  readonly ownId: string | null;
  /** True where the edition in force no longer has the task; it stays because something was recorded on it. */
  readonly retired: boolean;
  /** For a task that comes back each year: the last day it was done in an earlier year of the post. */
  readonly lastDoneOn: CalendarDate | null;
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
export type TailoringProfile = Partial<Pick<Profile, 'location' | 'appointment' | 'portfolio' | 'form' | 'capacity' | 'riskHistory' | 'regionalBodyHasFocalPoint' | 'stage'>>;

/** What a plan takes into account beside programme, profile and progress. Everything is optional. */
export interface PlanSurroundings {
  readonly ownTasks?: readonly StoredEntry<'ownTask'>[];
  readonly away?: readonly Away[];
  readonly restWeek?: RestWeek;
  /** Dates are counted from here in place of the appointment, for someone who opens the app long after it. */
  readonly countFrom?: CalendarDate | null;
  /** Needed for tasks that come back each year; without it nothing comes back. */
  readonly today?: CalendarDate;
  /** The programme of the edition before, to show tasks that the present one dropped. */
  readonly earlier?: Programme | null;
}

/** Whether a task applies: every condition that is present must list the profile's answer. */
export function applies(condition: AppliesWhen | null, profile: TailoringProfile): boolean {
  if (condition === null) return true;
  return Object.entries(condition).every(([key, accepted]) => {
    const answer = profile[key as keyof TailoringProfile];
    return accepted === undefined || answer === undefined || (accepted as readonly unknown[]).includes(answer);
  });
}

export const isSettled = (state: TaskState): boolean => state === 'done' || state === 'declined' || state === 'not-applicable';

/** Done by a predecessor and not yet looked at: it holds nothing up, and it is not counted as done either. */
export const isInherited = ({ state, progress }: Pick<PlannedTask, 'state' | 'progress'>): boolean => state === 'todo' && progress?.inherited?.state === 'done';

interface YearState {
  readonly state: TaskState;
  readonly stepsDone: ReadonlySet<string>;
  readonly lastDoneOn: CalendarDate | null;
}

/** How a task stands in the present year of the post: what was done in an earlier year has come back and stays as a record. */
function stateThisYear(recorded: TaskProgress | null, yearStart: CalendarDate | null): YearState {
  const state = recorded?.state ?? 'todo';
  const stepsDone = new Set(recorded?.stepsDone ?? []);
  const earlier = yearStart === null ? [] : (recorded?.doneOn ?? []).filter((day) => day < yearStart);
  const cameBack = yearStart !== null && state === 'done' && recorded?.changedAt != null && recorded.changedAt.slice(0, 10) < yearStart;
  if (!cameBack) return { state, stepsDone, lastDoneOn: earlier.at(-1) ?? null };
  const stepsThisYear = [...stepsDone].filter((step) => (recorded.stepsDoneAt[step] ?? '').slice(0, 10) >= yearStart);
  return { state: 'todo', stepsDone: new Set(stepsThisYear), lastDoneOn: earlier.at(-1) ?? recorded.changedAt?.slice(0, 10) ?? null };
}

/**
 * Builds the plan. A task that no longer applies, or that the edition no longer has, stays in it when something was recorded on it, so
 * that a changed profile or a new edition of the programme loses nothing that was done.
 */
export function plan(programme: Programme, profile: TailoringProfile & { readonly appointedOn: CalendarDate }, progress: ProgrammeProgress, around: PlanSurroundings = {}): Plan {
  const own = around.ownTasks ?? [];
  // Before there is an appointment only what leads to one is asked for.
  const fits = (task: Task): boolean => applies(task.appliesWhen, profile) && (profile.stage !== 'considering' || task.phase === 'before-appointment');
  const given = programme.tasks.filter((task) => fits(task) || progress[task.id] !== undefined);
  const retired = retiredTasks(programme, around.earlier ?? null, progress);
  const retiredIds = new Set(retired.map(({ id }) => id));
  const chosen = [...given, ...retired, ...own.map(taskOfOwn)];
  const ownById = new Map(own.map((entry) => [entry.id, entry]));
  const byId = new Map(chosen.map((task) => [task.id, task]));
  const yearStart = around.today === undefined ? null : postYearStart(profile.appointedOn, around.today);
  const countFrom = around.countFrom ?? profile.appointedOn;
  const openedBy = new Map<string, Task[]>();
  for (const task of chosen) for (const id of task.dependsOn) openedBy.set(id, [...(openedBy.get(id) ?? []), task]);

  const years = new Map(chosen.map((task): [string, YearState] => {
    const ownId = ownEntryId(task.id);
    const yearly = ownId === null ? task.phase === 'annual-cycle' && !retiredIds.has(task.id) : (ownById.get(ownId)?.yearly ?? false);
    return [task.id, stateThisYear(progress[task.id] ?? null, yearly ? yearStart : null)];
  }));
  const holdsUp = (id: string): boolean => {
    const state = years.get(id)?.state ?? 'todo';
    // What comes back each year was done once already, so what builds on it can be done.
    return !isSettled(state) && !isInherited({ state, progress: progress[id] ?? null }) && years.get(id)?.lastDoneOn === null;
  };

  const tasks = chosen.map((task): PlannedTask => {
    const recorded = progress[task.id] ?? null;
    const ownId = ownEntryId(task.id);
    const counted = countedDate(task, ownId === null ? undefined : ownById.get(ownId), countFrom, yearStart);
    // Who gives an own task a Sunday means it; leave that was entered later is what nobody thought of.
    const away = around.away ?? [];
    const stays = counted === null || (ownId !== null && !away.some(({ from, to }) => from <= counted && counted <= to));
    const advised = stays ? counted : nextWorkingDay(counted, around.restWeek ?? 'sat-sun', away);
    const dueOn = recorded?.dueOn ?? advised;
    const { state, stepsDone, lastDoneOn } = years.get(task.id) ?? { state: 'todo', stepsDone: new Set<string>(), lastDoneOn: null };
    return {
      task,
      state,
      stepsDone,
      dueOn,
      moved: recorded?.dueOn != null && recorded.dueOn !== advised,
      shifted: recorded?.dueOn == null && advised !== counted,
      plannedOn: recorded?.plannedOn ?? null,
      waitsFor: task.dependsOn.flatMap((id) => byId.get(id) ?? []).filter((needed) => needed.id !== task.id && holdsUp(needed.id)),
      opens: openedBy.get(task.id) ?? [],
      progress: recorded,
      ownId,
      retired: retiredIds.has(task.id),
      lastDoneOn,
    };
  });
  const planned = phases.map((id): PlannedPhase => {
    const about = programme.phases.find((phase) => phase.id === id);
    const inPhase = tasks.filter(({ task }) => task.phase === id).sort(byDueDate);
    return { id, title: about?.title ?? id, intro: about?.intro ?? '', tasks: inPhase, settled: inPhase.filter(({ state }) => isSettled(state)).length };
  });
  return { phases: planned, tasks, settled: tasks.filter(({ state }) => isSettled(state)).length };
}

function countedDate(task: Task, own: StoredEntry<'ownTask'> | undefined, countFrom: CalendarDate, yearStart: CalendarDate | null): CalendarDate | null {
  if (own === undefined) return task.dueDaysAfterAppointment === null ? null : addDays(countFrom, task.dueDaysAfterAppointment);
  if (own.dueOn === null || !own.yearly || yearStart === null) return own.dueOn;
  let due = own.dueOn;
  for (let years = 1; due < yearStart && years <= 100; years++) due = addYears(own.dueOn, years);
  return due;
}

export const byDueDate = (a: PlannedTask, b: PlannedTask): number => (a.dueOn === b.dueOn ? 0 : a.dueOn === null ? 1 : b.dueOn === null ? -1 : a.dueOn < b.dueOn ? -1 : 1);
