import type { Task } from '../../content/content.schema.ts';
import { isSettled, type Plan, type PlannedTask } from './plan.ts';

/** What another selection of tasks means for someone, told before it is made. */
export interface SelectionChange {
  readonly added: readonly Task[];
  /** Nothing was recorded on these, so they simply go. */
  readonly removed: readonly Task[];
  /** No longer chosen by the answers, kept because something was recorded on them. */
  readonly kept: readonly Task[];
  /** Open tasks with another counted date. */
  readonly redated: readonly { readonly task: Task; readonly from: string | null; readonly to: string | null }[];
  /** Same task, other words. */
  readonly reworded: readonly Task[];
}

export const isEmptyChange = (change: SelectionChange): boolean => Object.values(change).every((list: readonly unknown[]) => list.length === 0);

/**
 * Compares two plans of the same person.
 *
 * @param wanted whether the new answers, or the new edition, would choose a task by themselves
 */
export function selectionChange(before: Plan, after: Plan, wanted: (task: Task) => boolean): SelectionChange {
  const byId = (plan: Plan): Map<string, PlannedTask> => new Map(plan.tasks.map((planned) => [planned.task.id, planned]));
  const [old, next] = [byId(before), byId(after)];
  const both = after.tasks.flatMap((now) => {
    const was = old.get(now.task.id);
    return was === undefined ? [] : [{ was, now }];
  });
  return {
    added: after.tasks.filter(({ task }) => !old.has(task.id)).map(({ task }) => task),
    removed: before.tasks.filter(({ task }) => !next.has(task.id)).map(({ task }) => task),
    kept: both.filter(({ now, was }) => now.ownId === null && (now.retired ? !was.retired : !wanted(now.task) && !was.retired)).map(({ now }) => now.task),
    redated: both.filter(({ was, now }) => was.dueOn !== now.dueOn && !isSettled(now.state)).map(({ was, now }) => ({ task: now.task, from: was.dueOn, to: now.dueOn })),
    reworded: both.filter(({ was, now }) => now.ownId === null && !now.retired && textOf(was.task) !== textOf(now.task)).map(({ now }) => now.task),
  };
}

const textOf = ({ title, why, steps, evidence }: Task): string => JSON.stringify([title, why, steps, evidence]);

/** A chain of tasks in which each builds on the next and the last on the first; null where there is none. */
export function dependencyCycle(tasks: readonly Pick<Task, 'id' | 'dependsOn'>[]): readonly string[] | null {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const finished = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] | null => {
    const at = path.indexOf(id);
    if (at >= 0) return path.slice(at);
    if (finished.has(id)) return null;
    for (const needed of byId.get(id)?.dependsOn ?? []) {
      const cycle = visit(needed, [...path, id]);
      if (cycle !== null) return cycle;
    }
    finished.add(id);
    return null;
  };
  for (const { id } of tasks) {
    const cycle = visit(id, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
