import * as v from 'valibot';
import type * as Y from 'yjs';
import { taskStateSchema, type ProgrammeProgress, type TaskProgress, type TaskState, type TaskStateNote } from '../../../shared/domain/vault/programmeProgress.ts';
import { dateSchema } from '../../../shared/domain/vault/storedText.ts';
import { readRegister, writeRegister } from './multiValueRegister.ts';

/**
 * One flat map, because two devices that each make a nested map for the same task would lose one of them. Keys: `<task>/state@<device>`
 * (a register), `<task>/step/<step>`, `<task>/due`.
 */
const tasksMap = 'tasks';

const storedStateSchema = v.looseObject({ state: taskStateSchema, changedAt: v.string(), reason: v.optional(v.string()), whom: v.optional(v.string()), evidence: v.optional(v.string()) });

export function writeTaskState(doc: Y.Doc, deviceId: string, taskId: string, state: TaskState, note: TaskStateNote, changedAt: string): void {
  writeRegister(doc.getMap<unknown>(tasksMap), `${taskId}/state`, deviceId, { ...note, state, changedAt });
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

const storedStates = (map: Y.Map<unknown>, taskId: string) => readRegister(map, `${taskId}/state`).flatMap((value) => (v.is(storedStateSchema, value) ? [value] : []));

export function programmeProgress(doc: Y.Doc): ProgrammeProgress {
  const map = doc.getMap<unknown>(tasksMap);
  const taskIds = new Set([...map.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  return Object.fromEntries([...taskIds].sort().map((taskId) => [taskId, taskProgress(map, taskId)]));
}

function taskProgress(map: Y.Map<unknown>, taskId: string): TaskProgress {
  const states = storedStates(map, taskId);
  const stepPrefix = `${taskId}/step/`;
  const steps = [...map.keys()].filter((key) => key.startsWith(stepPrefix));
  const due = map.get(`${taskId}/due`);
  const chosen = states[0];
  const changes = [...states.map((entry) => entry.changedAt), ...steps.map((key) => map.get(key))].filter((at): at is string => typeof at === 'string');
  return {
    state: chosen?.state ?? 'todo',
    changedAt: changes.sort().at(-1) ?? null,
    reason: chosen?.reason ?? null,
    whom: chosen?.whom ?? null,
    evidence: chosen?.evidence ?? null,
    stepsDone: steps.map((key) => key.slice(stepPrefix.length)).sort(),
    dueOn: v.is(dateSchema, due) ? due : null,
    concurrentStates: states.length > 1 ? states.map((entry) => entry.state) : [],
  };
}
