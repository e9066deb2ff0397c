import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { parse } from 'yaml';
import { phases, programmeSchema, type Programme, type Task } from '../../content/content.schema.ts';
import { addDays, daysBetween } from '../../time/calendarDate.ts';
import type { StoredEntry } from '../vault/entry.ts';
import { type ProgrammeProgress, type TaskProgress, taskStates } from '../vault/programmeProgress.ts';
import { nextSteps, waitingFor } from './nextSteps.ts';
import { ownTaskId } from './ownTask.ts';
import { applies, isSettled, plan, type PlanSurroundings, type TailoringProfile } from './plan.ts';
import { dependencyCycle, isEmptyChange, selectionChange } from './selectionChange.ts';
import { addYears, nextWorkingDay, postYearStart, restWeeks, type RestWeek } from './workingDays.ts';

const recorded = (over: Partial<TaskProgress> = {}): TaskProgress => ({
  state: 'todo', changedAt: null, reason: null, whom: null, evidence: null, stepsDone: [], dueOn: null, concurrentStates: [],
  plannedOn: null, until: null, title: null, stepsDoneAt: {}, doneOn: [], evidenceLinks: [], inherited: null, ...over,
});
const done = (on: string, over: Partial<TaskProgress> = {}): TaskProgress => recorded({ state: 'done', changedAt: `${on}T10:00:00.000Z`, doneOn: [on], ...over });
const task = (id: string, over: Partial<Task> = {}): Task => ({
  id, phase: 'first-month', title: `Title of ${id}`, why: 'why', steps: [{ id: 'a', text: 'step' }, { id: 'b', text: 'step' }], evidence: 'evidence', minutes: 30, dependsOn: [], appliesWhen: null,
  dueDaysAfterAppointment: 10, sections: ['role'], toolkits: [], templates: [], source: 'source', covers: [], ...over,
});
const programme = (tasks: Task[]): Programme => ({ phases: phases.map((id) => ({ id, title: id, intro: id })), tasks });
const own = (id: string, over: Partial<StoredEntry<'ownTask'>> = {}): StoredEntry<'ownTask'> => ({
  type: 'ownTask', id: id.padStart(32, '0'), title: id, why: '', phase: 'annual-cycle', dueOn: null, minutes: 30, steps: [], yearly: false,
  createdAt: '2026-11-01T00:00:00.000Z', changedAt: '2026-11-01T00:00:00.000Z', trashedAt: null, ...over,
} as StoredEntry<'ownTask'>);

const anyDate = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2005-01-01', days));
const anyProfile = fc.record(
  {
    location: fc.constantFrom('chief-executive' as const, 'foreign-ministry' as const, 'interior-ministry' as const, 'other' as const),
    appointment: fc.constantFrom('political' as const, 'career' as const),
    portfolio: fc.constantFrom('broad' as const, 'dedicated' as const),
    form: fc.constantFrom('individual' as const, 'office' as const),
    capacity: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
    riskHistory: fc.boolean(),
    regionalBodyHasFocalPoint: fc.boolean(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<TailoringProfile>;
/** Programmes without a cycle: each task builds only on tasks before it. */
const anyProgramme = fc
  .uniqueArray(fc.record({ n: fc.nat(60), phase: fc.constantFrom(...phases), when: fc.option(anyProfile), due: fc.option(fc.nat(400)), needs: fc.array(fc.nat(60), { maxLength: 3 }) }), { selector: ({ n }) => n, minLength: 1, maxLength: 40 })
  .map((list) => programme(list.map(({ n, phase, when, due, needs }, at) => {
    const earlier = new Set(list.slice(0, at).map((one) => one.n));
    const appliesWhen = when === null ? null : Object.fromEntries(Object.entries(when).map(([key, value]) => [key, [value]]));
    return task(`t${n}`, { phase, appliesWhen, dueDaysAfterAppointment: due, dependsOn: needs.filter((one) => earlier.has(one)).map((one) => `t${one}`) });
  })));
const anyProgress: fc.Arbitrary<ProgrammeProgress> = fc.dictionary(
  fc.nat(60).map((n) => `t${n}`),
  fc.record({ state: fc.constantFrom(...taskStates), on: anyDate, dueOn: fc.option(anyDate), plannedOn: fc.option(anyDate), steps: fc.subarray(['a', 'b']) }).map(({ state, on, dueOn, plannedOn, steps }) =>
    recorded({ state, changedAt: `${on}T09:00:00.000Z`, dueOn, plannedOn, stepsDone: steps, stepsDoneAt: Object.fromEntries(steps.map((step) => [step, `${on}T08:00:00.000Z`])), doneOn: state === 'done' ? [on] : [], title: 'as it was called' })),
);
const anySurroundings: fc.Arbitrary<PlanSurroundings> = fc.record({
  ownTasks: fc.uniqueArray(fc.record({ n: fc.nat(30), phase: fc.constantFrom(...phases), dueOn: fc.option(anyDate), yearly: fc.boolean() }), { selector: ({ n }) => n, maxLength: 6 }).map((list) => list.map(({ n, ...over }) => own(String(n), over))),
  away: fc.array(fc.record({ from: anyDate, days: fc.nat(30) }).map(({ from, days }) => ({ from, to: addDays(from, days) })), { maxLength: 4 }),
  restWeek: fc.constantFrom(...(Object.keys(restWeeks) as RestWeek[])),
  countFrom: fc.option(anyDate),
  today: anyDate,
});

describe('over any profile, edit, re-selection and clock', () => {
  it('nothing recorded is lost, no task that applies is missing, and the same inputs give the same plan', () => {
    fc.assert(
      fc.property(anyProgramme, anyProgramme, fc.array(anyProfile, { minLength: 1, maxLength: 10 }), anyDate, anyProgress, anySurroundings, (first, second, profiles, appointedOn, progress, around) => {
        let earlier: Programme | null = null;
        for (const edition of [first, second]) {
          for (const answers of profiles) {
            const profile = { ...answers, appointedOn };
            const inputs = JSON.stringify([edition, profile, progress, around]);
            const made = plan(edition, profile, progress, { ...around, earlier });
            expect(plan(edition, profile, progress, { ...around, earlier })).toEqual(made);
            expect(JSON.stringify([edition, profile, progress, around]), 'inputs are left alone').toBe(inputs);
            const shown = new Map(made.tasks.map((planned) => [planned.task.id, planned]));
            expect(shown.size, 'each task once').toBe(made.tasks.length);
            for (const [id, kept] of Object.entries(progress)) {
              const planned = shown.get(id);
              expect(planned?.progress).toEqual(kept);
              // What was done is still done, or has come back with the day on which it was done.
              if (kept.state === 'done') expect(planned?.state === 'done' || planned?.lastDoneOn === kept.changedAt?.slice(0, 10)).toBe(true);
              else expect(planned?.state).toBe(kept.state);
            }
            for (const one of edition.tasks) expect(shown.has(one.id)).toBe(progress[one.id] !== undefined || applies(one.appliesWhen, profile));
            for (const entry of around.ownTasks ?? []) expect(shown.get(ownTaskId(entry.id))?.ownId).toBe(entry.id);
            expect(made.phases.flatMap(({ tasks }) => tasks)).toHaveLength(made.tasks.length);
            expect(made.settled).toBe(made.tasks.filter(({ state }) => isSettled(state)).length);
            expect(dependencyCycle(made.tasks.map((planned) => planned.task))).toBeNull();
          }
          earlier = edition;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('puts forward at most three, never one that is settled, waits or belongs to leaving', () => {
    fc.assert(
      fc.property(anyProgramme, anyProfile, anyDate, anyProgress, anySurroundings, (edition, answers, appointedOn, progress, around) => {
        const made = plan(edition, { ...answers, appointedOn }, progress, around);
        const steps = nextSteps(made, appointedOn, around.today ?? appointedOn);
        expect(steps.length).toBeLessThanOrEqual(3);
        for (const { state, task: one } of steps) expect([isSettled(state), state === 'waiting', one.phase === 'leaving']).toEqual([false, false, false]);
        const open = made.tasks.filter((planned) => ['todo', 'in-progress'].includes(planned.state) && planned.task.phase !== 'leaving' && !planned.retired);
        expect(steps.length).toBe(Math.min(3, open.length));
      }),
    );
  });

  it('gives advice only for days on which one can work', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom(...(Object.keys(restWeeks) as RestWeek[])), fc.array(fc.record({ from: anyDate, days: fc.nat(30) }).map(({ from, days }) => ({ from, to: addDays(from, days) })), { maxLength: 5 }), (date, restWeek, away) => {
        const day = nextWorkingDay(date, restWeek, away);
        expect(daysBetween(date, day)).toBeGreaterThanOrEqual(0);
        expect((restWeeks[restWeek] as readonly number[]).includes(new Date(`${day}T00:00:00Z`).getUTCDay())).toBe(false);
        expect(away.some(({ from, to }) => from <= day && day <= to)).toBe(false);
        expect(nextWorkingDay(day, restWeek, away)).toBe(day);
      }),
    );
  });

  it('a preview names exactly what changes', () => {
    fc.assert(
      fc.property(anyProgramme, anyProfile, anyProfile, anyDate, anyProgress, (edition, before, after, appointedOn, progress) => {
        const [old, next] = [before, after].map((answers) => plan(edition, { ...answers, appointedOn }, progress)) as [ReturnType<typeof plan>, ReturnType<typeof plan>];
        const change = selectionChange(old, next, (one) => applies(one.appliesWhen, after));
        const ids = new Set(old.tasks.map((planned) => planned.task.id));
        for (const { id } of change.removed) {
          expect(progress[id], 'nothing with a record goes').toBeUndefined();
          ids.delete(id);
        }
        for (const { id } of change.added) ids.add(id);
        expect(ids).toEqual(new Set(next.tasks.map((planned) => planned.task.id)));
        for (const { id } of change.kept) expect(progress[id]).toBeDefined();
        expect(isEmptyChange(selectionChange(old, old, () => true))).toBe(true);
      }),
    );
  });
});

describe('the year of the post', () => {
  const profile = { appointedOn: '2024-03-10' };
  const yearly = programme([task('y', { phase: 'annual-cycle', dueDaysAfterAppointment: null })]);

  it('brings a yearly task back at the anniversary and keeps the day it was done', () => {
    const progress = { y: done('2025-01-20', { stepsDone: ['a'], stepsDoneAt: { a: '2025-01-19T08:00:00.000Z' } }) };
    expect(plan(yearly, profile, progress, { today: '2025-03-09' }).tasks[0]).toMatchObject({ state: 'done', lastDoneOn: null });
    const back = plan(yearly, profile, progress, { today: '2025-03-10' }).tasks[0];
    expect(back).toMatchObject({ state: 'todo', lastDoneOn: '2025-01-20' });
    expect(back?.stepsDone.size).toBe(0);
  });

  it('moves the date of an own yearly task into the present year', () => {
    const made = plan(yearly, profile, {}, { today: '2027-04-01', ownTasks: [own('1', { dueOn: '2024-06-01', yearly: true })] });
    expect(made.tasks.find(({ ownId }) => ownId !== null)?.dueOn).toBe('2027-06-01');
  });

  it('knows 29 February and a clock set before the appointment', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(postYearStart('2024-02-29', '2026-02-28')).toBe('2026-02-28');
    expect(postYearStart('2024-03-10', '2020-01-01')).toBe('2024-03-10');
  });
});

describe('what is shown of a task', () => {
  it('keeps a task that the edition dropped, by the words of the edition before or by its kept title', () => {
    const progress = { gone: done('2026-11-02', { title: 'What it was called' }) };
    expect(plan(programme([task('a')]), { appointedOn: '2026-11-01' }, progress).tasks.at(-1)).toMatchObject({ retired: true, state: 'done', task: { title: 'What it was called' } });
    expect(plan(programme([task('a')]), { appointedOn: '2026-11-01' }, progress, { earlier: programme([task('gone')]) }).tasks.at(-1)).toMatchObject({ retired: true, task: { title: 'Title of gone' } });
  });

  it('keeps the planned day beside the due date, and puts what is meant for today first', () => {
    const tasks = programme([task('soon', { dueDaysAfterAppointment: 3 }), task('later', { dueDaysAfterAppointment: 40 })]);
    const made = plan(tasks, { appointedOn: '2026-11-02' }, { later: recorded({ plannedOn: '2026-11-04' }) });
    expect(made.tasks[1]).toMatchObject({ dueOn: '2026-12-14', shifted: true, plannedOn: '2026-11-04' }); // 12 December 2026 is a Saturday
    expect(nextSteps(made, '2026-11-02', '2026-11-04').map((planned) => planned.task.id)).toEqual(['later', 'soon']);
  });

  it('holds nothing up when a predecessor has done it, and asks again by date', () => {
    const tasks = programme([task('a'), task('b', { dependsOn: ['a'] }), task('c')]);
    const inherited = { state: 'done' as const, on: '2025-01-01', whom: null, dueOn: null, line: '' };
    const made = plan(tasks, { appointedOn: '2026-11-02' }, { a: recorded({ inherited }), b: recorded({ state: 'waiting', whom: 'Legal service', until: '2026-11-20' }), c: recorded({ state: 'waiting', whom: 'Press' }) });
    expect(made.tasks[1]?.waitsFor).toEqual([]);
    expect(waitingFor(made).map((planned) => planned.task.id)).toEqual(['b', 'c']);
  });
});

it('the bundled programme has no cycle, and no profile makes a task wait for one that it does not show', async () => {
  const bundled = v.parse(programmeSchema, parse(await readFile(new URL('../../../assets/content/en/programme.yaml', import.meta.url), 'utf8')));
  expect(dependencyCycle(bundled.tasks)).toBeNull();
  expect(dependencyCycle([{ id: 'a', dependsOn: ['b'] }, { id: 'b', dependsOn: ['a'] }])).toEqual(['a', 'b']);
  fc.assert(
    fc.property(anyProfile, (answers) => {
      const made = plan(bundled, { ...answers, appointedOn: '2026-11-01' }, {});
      const shown = new Set(made.tasks.map((planned) => planned.task.id));
      for (const planned of made.tasks) for (const needed of planned.waitsFor) expect(shown.has(needed.id)).toBe(true);
    }),
  );
});
