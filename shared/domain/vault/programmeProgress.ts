import * as v from 'valibot';
import { boundedText, dateSchema, instantSchema } from './storedText.ts';

export const taskStates = ['todo', 'in-progress', 'waiting', 'done', 'declined', 'not-applicable'] as const;
export const taskStateSchema = v.picklist(taskStates);
export type TaskState = v.InferOutput<typeof taskStateSchema>;

/** What goes with a state: why a task was declined or does not apply, whom one waits for, what shows that it is done. */
export const taskStateNoteSchema = v.strictObject({
  reason: v.optional(boundedText(2_000)),
  whom: v.optional(boundedText(400)),
  evidence: v.optional(boundedText(4_000)),
});
export type TaskStateNote = v.InferOutput<typeof taskStateNoteSchema>;

export const taskProgressSchema = v.looseObject({
  state: taskStateSchema,
  /** When the state or a step last changed; null where only the date was moved. */
  changedAt: v.nullable(instantSchema),
  reason: v.nullable(v.string()),
  whom: v.nullable(v.string()),
  evidence: v.nullable(v.string()),
  /** Ids of the steps that are done, sorted. */
  stepsDone: v.array(v.string()),
  /** A date that the user set in place of the counted one. */
  dueOn: v.nullable(dateSchema),
  /** States chosen on different devices at the same time, all of them; empty where there is nothing to settle. */
  concurrentStates: v.array(taskStateSchema),
});
export type TaskProgress = v.InferOutput<typeof taskProgressSchema>;

/** By task id. A task that was never touched has no entry. */
export const programmeProgressSchema = v.record(v.string(), taskProgressSchema);
export type ProgrammeProgress = Readonly<Record<string, TaskProgress>>;
