import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phases, type Programme, type Task } from '../../content/content.schema.ts';
import { currentPhase, nextSteps } from './nextSteps.ts';
import { applies, plan } from './plan.ts';

const task = (id: string, over: Partial<Task> = {}): Task => ({
  id, phase: 'first-month', title: id, why: 'why', steps: [{ id: 'a', text: 'step' }], evidence: 'evidence', minutes: 30, dependsOn: [], appliesWhen: null,
  dueDaysAfterAppointment: 10, sections: ['role'], toolkits: [], templates: [], source: 'source', covers: [], ...over,
});
const programme = (tasks: Task[]): Programme => ({ phases: phases.map((id) => ({ id, title: id, intro: id })), tasks });
const progress = (state: 'done' | 'todo' | 'in-progress' | 'waiting' | 'declined') => ({ state, changedAt: null, reason: null, whom: null, evidence: null, stepsDone: [], dueOn: null, concurrentStates: [], plannedOn: null, until: null, title: null, stepsDoneAt: {}, doneOn: [], evidenceLinks: [], inherited: null });
const ids = (list: readonly { task: Task }[]) => list.map((planned) => planned.task.id);

describe('tailoring', () => {
  it('needs every condition to match', () => {
    const condition = { location: ['foreign-ministry' as const], appointment: ['career' as const] };
    expect(applies(condition, { location: 'foreign-ministry', appointment: 'career' })).toBe(true);
    expect(applies(condition, { location: 'foreign-ministry', appointment: 'political' })).toBe(false);
  });

  it('never hides a task because a question is unanswered', () => {
    expect(applies({ regionalBodyHasFocalPoint: [false] }, {})).toBe(true);
  });

  it('keeps a task that no longer applies when something was recorded on it', () => {
    const tasks = [task('a', { appliesWhen: { capacity: ['low'] } }), task('b', { appliesWhen: { capacity: ['low'] } })];
    const made = plan(programme(tasks), { appointedOn: '2026-11-01', capacity: 'high' }, { a: progress('done') });
    expect(ids(made.tasks)).toEqual(['a']);
  });
});

describe('dates', () => {
  it('are counted from appointment across a change of clocks', () => {
    const made = plan(programme([task('a', { dueDaysAfterAppointment: 30 })]), { appointedOn: '2026-10-20' }, {});
    expect(made.tasks[0]?.dueOn).toBe('2026-11-19');
  });

  it('take the date that the user set', () => {
    const made = plan(programme([task('a')]), { appointedOn: '2026-11-01' }, { a: { ...progress('todo'), dueOn: '2027-02-01' } });
    expect(made.tasks[0]).toMatchObject({ dueOn: '2027-02-01', moved: true });
  });

  it('of an own task give way to leave, not to a Sunday that was chosen, and never where a date was set', () => {
    const own = (id: string, dueOn: string) => ({ type: 'ownTask' as const, id: id.repeat(32), createdAt: '', changedAt: '', trashedAt: null, title: id, why: '', phase: 'first-month' as const, dueOn, minutes: 30, steps: [], yearly: false });
    const around = { ownTasks: [own('a', '2026-12-02'), own('b', '2026-12-20'), own('c', '2026-12-02')], away: [{ from: '2026-12-01', to: '2026-12-04' }] };
    const made = plan(programme([task('given')]), { appointedOn: '2026-11-01' }, { [`own-${'c'.repeat(32)}`]: { ...progress('todo'), dueOn: '2026-12-03' } }, around);
    expect(made.tasks.slice(1).map(({ dueOn, shifted }) => [dueOn, shifted])).toEqual([['2026-12-07', true], ['2026-12-20', false], ['2026-12-03', false]]);
  });

  it('name the phase of a day', () => {
    expect(['2026-10-31', '2026-11-01', '2026-11-08', '2026-12-01', '2027-02-09', '2027-02-10'].map((day) => currentPhase('2026-11-01', day))).toEqual([
      'before-appointment', 'first-week', 'first-month', 'first-100-days', 'first-100-days', 'annual-cycle',
    ]);
  });
});

describe('next steps', () => {
  const tasks = [task('late', { dueDaysAfterAppointment: 25 }), task('soon', { dueDaysAfterAppointment: 5 }), task('blocked', { dueDaysAfterAppointment: 1, dependsOn: ['late'] }), task('leave', { phase: 'leaving', dueDaysAfterAppointment: 0 })];
  const profile = { appointedOn: '2026-11-01' };

  it('are the soonest that can be begun, at most three, and never leaving the post', () => {
    expect(ids(nextSteps(plan(programme(tasks), profile, {}), profile.appointedOn, '2026-11-10'))).toEqual(['soon', 'late', 'blocked']);
  });

  it('put what is under way first and leave out what is settled or waits for someone', () => {
    const made = plan(programme(tasks), profile, { late: progress('in-progress'), soon: progress('waiting') });
    expect(ids(nextSteps(made, profile.appointedOn, '2026-11-10'))).toEqual(['late', 'blocked']);
  });
});

it('gives the same plan for the same inputs, loses no recorded task and misses none that applies', () => {
  const anyTask = fc.record({ n: fc.nat(40), phase: fc.constantFrom(...phases), capacity: fc.option(fc.constantFrom('low' as const, 'high' as const)) });
  fc.assert(
    fc.property(fc.uniqueArray(anyTask, { selector: (value) => value.n, minLength: 1 }), fc.array(fc.nat(40)), fc.constantFrom('low' as const, 'medium' as const, 'high' as const), (list, done, capacity) => {
      const tasks = list.map(({ n, phase, capacity: when }) => task(`t${n}`, { phase, appliesWhen: when === null ? null : { capacity: [when] } }));
      const recorded = Object.fromEntries(done.map((n) => [`t${n}`, progress('done')]));
      const profile = { appointedOn: '2026-11-01', capacity };
      const made = plan(programme(tasks), profile, recorded);
      expect(plan(programme(tasks), profile, recorded)).toEqual(made);
      const shown = new Set(ids(made.tasks));
      for (const one of tasks) if (recorded[one.id] !== undefined || applies(one.appliesWhen, profile)) expect(shown.has(one.id)).toBe(true);
      expect(made.phases.reduce((sum, phase) => sum + phase.tasks.length, 0)).toBe(made.tasks.length);
    }),
  );
});
