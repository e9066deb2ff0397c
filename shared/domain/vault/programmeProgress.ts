import * as v from 'valibot';
import { boundedText, dateSchema, documentIdSchema, instantSchema } from './storedText.ts';

export const taskStates = ['todo', 'in-progress', 'waiting', 'done', 'declined', 'not-applicable'] as const;
export const taskStateSchema = v.picklist(taskStates);
export type TaskState = v.InferOutput<typeof taskStateSchema>;

/** What goes with a state: why a task was declined or does not apply, whom one waits for, what shows that it is done. */
export const taskStateNoteSchema = v.strictObject({
  reason: v.optional(boundedText(2_000)),
  whom: v.optional(boundedText(400)),
  evidence: v.optional(boundedText(4_000)),
  /** When to ask again, while one waits for someone. */
  until: v.optional(dateSchema),
  /** What the task was called when this was recorded, so that the record can be read when an edition no longer has the task. */
  title: v.optional(boundedText(400)),
});
export type TaskStateNote = v.InferOutput<typeof taskStateNoteSchema>;

export const evidenceKinds = ['text', 'note', 'run'] as const;
/** Something that shows that a task was done: a line of text, or a note or toolkit run of this vault. */
export const newEvidenceSchema = v.strictObject({
  kind: v.picklist(evidenceKinds),
  label: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000)),
  /** The note or run; null for text. */
  target: v.nullable(documentIdSchema),
  /** The situation that the note is in. */
  situationId: v.nullable(documentIdSchema),
});
export type NewEvidence = v.InferOutput<typeof newEvidenceSchema>;
export const evidenceLinkSchema = v.looseObject({ ...newEvidenceSchema.entries, id: v.string(), addedAt: instantSchema });
export type EvidenceLink = v.InferOutput<typeof evidenceLinkSchema>;

/** What a predecessor had recorded on a task, as the handover file said it. */
export const inheritedTaskSchema = v.looseObject({
  state: taskStateSchema,
  /** The day of the record; null where the predecessor had only set a date. */
  on: v.nullable(dateSchema),
  whom: v.nullable(boundedText(400)),
  dueOn: v.nullable(dateSchema),
  /** The predecessor's line on it; may be empty. */
  line: boundedText(2_000),
});
export type InheritedTask = v.InferOutput<typeof inheritedTaskSchema>;

/** Fields that were added later are optional with a default, so that views saved by an earlier version still open. */
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
  /** When the user means to do it; beside the due date, never in its place. */
  plannedOn: v.optional(v.nullable(dateSchema), null),
  /** When to ask again, while waiting. */
  until: v.optional(v.nullable(dateSchema), null),
  title: v.optional(v.nullable(v.string()), null),
  /** By step: when it was ticked. */
  stepsDoneAt: v.optional(v.record(v.string(), v.string()), {}),
  /** Every day on which the task was marked done, oldest first: the record of a task that comes back each year. */
  doneOn: v.optional(v.array(dateSchema), []),
  evidenceLinks: v.optional(v.array(evidenceLinkSchema), []),
  inherited: v.optional(v.nullable(inheritedTaskSchema), null),
});
export type TaskProgress = v.InferOutput<typeof taskProgressSchema>;

/** By task id. A task that was never touched has no entry. */
export const programmeProgressSchema = v.record(v.string(), taskProgressSchema);
export type ProgrammeProgress = Readonly<Record<string, TaskProgress>>;
