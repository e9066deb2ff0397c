import { expect, it } from 'vitest';
import * as v from 'valibot';
import { sharedProgressSchema } from '../../contracts/progressApi.ts';
import { phases } from '../../content/content.schema.ts';
import type { TaskState } from '../vault/programmeProgress.ts';
import type { Plan, PlannedTask } from './plan.ts';
import { progressCounts } from './progressCounts.ts';

const task = (state: TaskState, change: Partial<PlannedTask> = {}): PlannedTask => ({ state, ownId: null, retired: false, ...change }) as PlannedTask;
const planOf = (tasks: readonly PlannedTask[]): Plan => ({ tasks, settled: 0, phases: phases.map((id) => ({ id, title: 'A title', intro: '', settled: 0, tasks: id === 'first-week' ? tasks : [] })) });

it('counts each state, and leaves out what does not apply, own tasks and dropped ones', () => {
  const counted = progressCounts(planOf([task('todo'), task('done'), task('done'), task('in-progress'), task('waiting'), task('declined'), task('not-applicable'), task('done', { ownId: 'own' }), task('done', { retired: true })]), { number: 3, name: '2026.3' });
  expect(counted.phases['first-week']).toEqual({ applies: 6, done: 2, inProgress: 1, waiting: 1, declined: 1 });
  expect(counted.phases.leaving).toEqual({ applies: 0, done: 0, inProgress: 0, waiting: 0, declined: 0 });
  expect(v.is(sharedProgressSchema, counted)).toBe(true);
  expect(JSON.stringify(counted)).not.toContain('title');
});
