import { expect, it } from 'vitest';
import type { StoredEntry } from '../vault/entry.ts';
import { tasksAround } from './tasksAround.ts';

const words = { title: (kind: string, part: string) => `${kind} ${part}`, why: () => 'why', steps: () => ['one', 'two'] };
const date = { uid: 'a@b' };
const stored = (task: ReturnType<typeof tasksAround>[number], title = task.title) => ({ ...task, title, id: '0'.repeat(32), createdAt: '', changedAt: '', trashedAt: null }) as StoredEntry<'ownTask'>;

it('plans before and after a meeting, and never in the past', () => {
  const made = tasksAround(date, { first: '2027-05-14', last: '2027-05-15' }, 'meeting', '2026-11-21', [], words);
  expect(made.map(({ title, dueOn, steps }) => [title, dueOn, steps.length])).toEqual([['meeting before', '2027-04-23', 2], ['meeting after', '2027-05-22', 2]]);
  expect(tasksAround(date, { first: '2026-11-25', last: '2026-11-25' }, 'meeting', '2026-11-21', [], words)[0]?.dueOn).toBe('2026-11-21');
  expect(tasksAround(date, { first: '2027-05-14', last: '2027-05-14' }, 'review', '2026-11-21', [], words).map(({ dueOn }) => dueOn)).toEqual(['2027-03-05', '2027-06-13']);
});

it('makes none a second time, but anew for the next year', () => {
  const on = { first: '2027-05-14', last: '2027-05-14' };
  const tasks = tasksAround(date, on, 'meeting', '2026-11-21', [], words).map((task) => stored(task, 'reworded'));
  expect(tasksAround(date, on, 'meeting', '2026-11-21', tasks, words)).toEqual([]);
  expect(tasksAround(date, on, 'meeting', '2026-11-21', tasks.slice(1), words)).toHaveLength(1);
  expect(tasksAround(date, { first: '2028-05-14', last: '2028-05-14' }, 'meeting', '2027-11-21', tasks, words)).toHaveLength(2);
});
