import * as v from 'valibot';
import type * as Y from 'yjs';
import { evidenceLinkSchema, inheritedTaskSchema, taskStateSchema, type EvidenceLink, type InheritedTask, type NewEvidence, type ProgrammeProgress, type TaskProgress, type TaskState, type TaskStateNote } from '../../../shared/domain/vault/programmeProgress.ts';
import { dateSchema } from '../../../shared/domain/vault/storedText.ts';
import { readRegister, writeRegister } from './multiValueRegister.ts';

/**
 * One flat map, because two devices that each make a nested map for the same task would lose one of them. Keys: `<task>/state@<device>`
 * (a register), `<task>/step/<step>`, `<task>/due`, `<task>/planned`, `<task>/doneOn/<date>`, `<task>/evidence/<id>`, `<task>/inherited`.
 */
const tasksMap = 'tasks';

const storedStateSchema = v.looseObject({ state: taskStateSchema, changedAt: v.string(), reason: v.optional(v.string()), whom: v.optional(v.string()), evidence: v.optional(v.string()), until: v.optional(v.string()), title: v.optional(v.string()) });

export function writeTaskState(doc: Y.Doc, deviceId: string, taskId: string, state: TaskState, note: TaskStateNote, changedAt: string): void {
  const map = doc.getMap<unknown>(tasksMap);
  const before = storedStates(map, taskId)[0];
  const title = note.title ?? before?.title;
  // Taking back a "done" takes back its day; the days of earlier years stay.
  if (before?.state === 'done' && state !== 'done') map.delete(`${taskId}/doneOn/${before.changedAt.slice(0, 10)}`);
  if (state === 'done') map.set(`${taskId}/doneOn/${changedAt.slice(0, 10)}`, true);
  writeRegister(map, `${taskId}/state`, deviceId, { ...note, ...(title === undefined ? {} : { title }), state, changedAt });
}

export function writeTaskPlanned(doc: Y.Doc, taskId: string, plannedOn: string | null): void {
  const map = doc.getMap<unknown>(tasksMap);
  if (plannedOn === null) map.delete(`${taskId}/planned`);
  else map.set(`${taskId}/planned`, plannedOn);
}

export function writeEvidence(doc: Y.Doc, taskId: string, id: string, evidence: NewEvidence | null, addedAt: string): void {
  const map = doc.getMap<unknown>(tasksMap);
  if (evidence === null) map.delete(`${taskId}/evidence/${id}`);
  else map.set(`${taskId}/evidence/${id}`, { ...evidence, id, addedAt });
}

export function writeInherited(doc: Y.Doc, taskId: string, inherited: InheritedTask): void {
  doc.getMap<unknown>(tasksMap).set(`${taskId}/inherited`, inherited);
}

/** A step that is done starts its task, so that a task with ticked steps never reads as untouched. */
export function writeStepDone(doc: Y.Doc, deviceId: string, taskId: string, stepId: string, done: boolean, changedAt: string): void {
  const map = doc.getMap<unknown>(tasksMap);
  const key = `${taskId}/step/${stepId}`;
  if (done) map.set(key, changedAt);
  else map.delete(key);
  const state = storedStates(map, taskId)[0]?.state ?? 'todo';
  if (done && state === 'todo') writeTaskState(doc, deviceId, taskId, 'in-progress', {}, changedAt);
}

export function writeTaskDate(doc: Y.Doc, taskId: string, dueOn: string | null): void {
  const map = doc.getMap<unknown>(tasksMap);
  if (dueOn === null) map.delete(`${taskId}/due`);
  else map.set(`${taskId}/due`, dueOn);
}

const areStates = (values: readonly unknown[]): v.InferOutput<typeof storedStateSchema>[] => values.flatMap((value) => (v.is(storedStateSchema, value) ? [value] : []));
const storedStates = (map: Y.Map<unknown>, taskId: string) => areStates(readRegister(map, `${taskId}/state`));

/** In one pass over the map: it holds a few entries for each of many tasks, and every save makes this anew. */
export function programmeProgress(doc: Y.Doc): ProgrammeProgress {
  const byTask = new Map<string, Map<string, unknown>>();
  for (const [key, value] of doc.getMap<unknown>(tasksMap).entries()) {
    const slash = key.indexOf('/');
    const taskId = key.slice(0, slash);
    const entries = byTask.get(taskId) ?? new Map<string, unknown>();
    byTask.set(taskId, entries.set(key.slice(slash + 1), value));
  }
  return Object.fromEntries([...byTask].sort(([a], [b]) => (a < b ? -1 : 1)).map(([taskId, entries]) => [taskId, taskProgress(entries)]));
}

/** `entries`: what the map holds of one task, without the task's id in front. */
function taskProgress(entries: ReadonlyMap<string, unknown>): TaskProgress {
  const states = areStates(readRegister(entries, 'state'));
  const under = (part: string): [string, unknown][] => [...entries].filter(([key]) => key.startsWith(`${part}/`)).map(([key, value]) => [key.slice(part.length + 1), value]);
  const date = (part: string): string | null => {
    const value = entries.get(part);
    return v.is(dateSchema, value) ? value : null;
  };
  const steps = under('step').filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const inherited = entries.get('inherited');
  const chosen = states[0];
  return {
    state: chosen?.state ?? 'todo',
    changedAt: [...states.map((entry) => entry.changedAt), ...steps.map(([, at]) => at)].sort().at(-1) ?? null,
    reason: chosen?.reason ?? null,
    whom: chosen?.whom ?? null,
    evidence: chosen?.evidence ?? null,
    until: v.is(dateSchema, chosen?.until) ? chosen.until : null,
    title: chosen?.title ?? null,
    stepsDone: steps.map(([step]) => step).sort(),
    stepsDoneAt: Object.fromEntries(steps.sort(([a], [b]) => (a < b ? -1 : 1))),
    dueOn: date('due'),
    plannedOn: date('planned'),
    doneOn: under('doneOn').map(([day]) => day).filter((day) => v.is(dateSchema, day)).sort(),
    evidenceLinks: under('evidence').map(([, value]) => value).filter((value): value is EvidenceLink => v.is(evidenceLinkSchema, value)).sort((a, b) => a.addedAt.localeCompare(b.addedAt) || a.id.localeCompare(b.id)),
    inherited: v.is(inheritedTaskSchema, inherited) ? inherited : null,
    concurrentStates: states.length > 1 ? states.map((entry) => entry.state) : [],
  };
}
