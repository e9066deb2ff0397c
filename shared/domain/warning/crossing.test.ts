import { expect, it } from 'vitest';
import type { RunSummary } from '../runs/run.ts';
import type { RunDefinition } from '../runs/runDefinition.ts';
import { crossing, type WatchedState } from './crossing.ts';

const definition: RunDefinition = {
  id: 'framework-of-analysis', title: 'Framework', kind: 'assessment',
  groups: [{ id: 'g', title: 'G', items: [
    { id: 'newest00', rev: 1, type: 'judgement', label: 'Third wording', replaces: ['middle00'] },
    { id: 'middle00', rev: 1, type: 'judgement', label: 'Second wording', replaces: ['oldest00'], retired: true },
    { id: 'splitone', rev: 1, type: 'indicator', label: 'Half', replaces: ['signwhol'] },
    { id: 'splittwo', rev: 1, type: 'indicator', label: 'Other half', replaces: ['signwhol'] },
    { id: 'signtwo0', rev: 1, type: 'indicator', label: 'Another' },
  ] }],
};
let made = 0;
const run = (over: Partial<RunSummary>): RunSummary => ({
  id: String((made += 1)).padStart(32, '0'), toolkitId: 'framework-of-analysis', title: '', kind: 'assessment', name: '', situationId: 'a'.repeat(32), taskId: null,
  pin: { hash: 'a'.repeat(64), edition: 1, editionName: '2026.1' }, answered: 0, unsettled: 0, judgements: {}, observed: [], createdAt: '2026-11-01T10:00:00.000Z', changedAt: '2026-11-01T10:00:00.000Z', finalAt: null, inheritedOn: null, trashedAt: null, ...over,
});
const state = (runs: readonly RunSummary[], stage: WatchedState['stage'] = 'watching'): WatchedState => ({ stage, runs, definition: () => definition });
const judged = (step: number, finalAt: string | null, id = 'newest00') => run({ judgements: { [id]: { step, rev: 1, open: false } }, finalAt });
const factor = { kind: 'factor', itemId: 'oldest00', label: '', atLeast: 'strong' } as const;

it('reads judgements from the newest signed-off assessment only, and follows an item through its replacements', () => {
  expect(crossing(factor, state([judged(4, null)])), 'a draft is not a judgement').toBeNull();
  expect(crossing(factor, state([judged(4, null)]), true)).not.toBeNull();
  expect(crossing(factor, state([judged(2, '2026-11-02T10:00:00.000Z')])), 'below').toBeNull();
  expect(crossing(factor, state([judged(3, '2026-11-02T10:00:00.000Z')]))?.itemIds).toEqual(['newest00']);
  expect(crossing(factor, state([judged(4, '2026-11-02T10:00:00.000Z'), judged(0, '2026-11-09T10:00:00.000Z')])), 'a later look found less').toBeNull();
  expect(crossing(factor, state([{ ...judged(4, '2026-11-02T10:00:00.000Z'), trashedAt: '2026-11-03T10:00:00.000Z' }]))).toBeNull();
});

it('counts factors that reach a step, whatever the others say', () => {
  const two = run({ finalAt: '2026-11-02T10:00:00.000Z', judgements: { a: { step: 4, rev: 1, open: false }, b: { step: 3, rev: 1, open: false }, c: { step: 0, rev: 1, open: false } } });
  expect(crossing({ kind: 'factors', count: 2, atLeast: 'strong' }, state([two]))?.itemIds).toEqual(['a', 'b']);
  expect(crossing({ kind: 'factors', count: 3, atLeast: 'strong' }, state([two]))).toBeNull();
});

it('takes a stage and those beyond it, and never a closed situation', () => {
  const rule = { kind: 'stage', stage: 'imminent-risk' } as const;
  expect(crossing(rule, state([], 'serious-concern'))).toBeNull();
  expect(crossing(rule, state([], 'imminent-risk'))).not.toBeNull();
  expect(crossing(rule, state([], 'current-crisis'))).not.toBeNull();
  expect(crossing(rule, state([], 'closed'))).toBeNull();
});

it('takes observed signs from the newest run of the toolkit, signed off or not, and counts a split sign once', () => {
  const rule = { kind: 'signs' as const, toolkitId: 'framework-of-analysis', itemIds: ['signwhol', 'signtwo0'], label: '', count: 1 };
  const both = run({ observed: ['splitone', 'splittwo'] });
  expect(crossing(rule, state([both]))?.itemIds).toEqual(['splitone']);
  expect(crossing({ ...rule, count: 2 }, state([both])), 'two halves are one sign').toBeNull();
  expect(crossing({ ...rule, count: 2 }, state([run({ observed: ['splitone', 'signtwo0'] })]))).not.toBeNull();
  expect(crossing(rule, state([both, run({ createdAt: '2026-11-09T10:00:00.000Z' })])), 'the newer look saw nothing').toBeNull();
  expect(crossing({ ...rule, toolkitId: 'gender-lens' }, state([both]))).toBeNull();
});
