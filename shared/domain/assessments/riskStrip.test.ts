import { expect, it } from 'vitest';
import type { RunSummary } from '../runs/run.ts';
import type { RunDefinition } from '../runs/runDefinition.ts';
import { datesAhead } from './datesAhead.ts';
import { riskChanges } from './riskChanges.ts';
import { riskFactors } from './riskFactors.ts';
import { riskStrip } from './riskStrip.ts';

const options = [0, 1, 2, 3, 4].map((n) => ({ id: `o${n}`, label: `Option ${n}` }));
const definition = (judgement: { rev?: number; id?: string; replaces?: string[] } = {}): RunDefinition => ({
  id: 'framework-of-analysis', title: 'Framework', kind: 'assessment',
  groups: [
    { id: 'g0', title: 'The situation', items: [{ id: 't', rev: 1, type: 'entries', label: 'Dates', columns: [{ id: 'e', label: 'Event', type: 'text' }, { id: 'd', label: 'Date', type: 'date' }] }] },
    { id: 'g1', title: 'Conflict', number: '1', items: [{ id: 'i1', rev: 1, type: 'indicator', label: 'War' }, { id: judgement.id ?? 'j1', rev: judgement.rev ?? 1, type: 'judgement', label: 'Judgement', options, ...(judgement.replaces ? { replaces: judgement.replaces } : {}) }, { id: 'c1', rev: 1, type: 'choice', label: 'Confidence' }, { id: 'r1', rev: 1, type: 'longtext', label: 'Reasons' }] },
    { id: 'g9', title: 'Tension', number: '9', items: [{ id: 'j9', rev: 1, type: 'judgement', label: 'Judgement', options }] },
  ],
});
let made = 0;
const run = (day: number, judgements: Record<string, number | [number, number]>, more: Partial<RunSummary> = {}): RunSummary => {
  const at = `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  return {
    id: String((made += 1)).padStart(32, '0'), toolkitId: 'framework-of-analysis', title: '', kind: 'assessment', name: '', situationId: null, taskId: null,
    pin: { hash: 'a'.repeat(64), edition: 1, editionName: '2026.1' }, answered: 0, unsettled: 0, createdAt: at, changedAt: at, finalAt: at, inheritedOn: null, trashedAt: null,
    judgements: Object.fromEntries(Object.entries(judgements).map(([id, value]) => [id, { step: Array.isArray(value) ? value[0] : value, rev: Array.isArray(value) ? value[1] : 1, open: false }])), observed: [], ...more,
  };
};

it('finds factors with what belongs to their judgement', () => {
  expect(riskFactors(definition()).map(({ number, isCommon, confidence, reasons }) => [number, isCommon, confidence?.id, reasons?.id])).toEqual([['1', true, 'c1', 'r1'], ['9', false, undefined, undefined]]);
});

it('orders by signing off, drafts last, and says what changed in words that can be read', () => {
  const strip = riskStrip(riskFactors(definition()), [run(20, { j1: 3, j9: 1 }), run(5, { j1: 1, j9: 2 }), run(1, { j1: 4 }, { trashedAt: '2026-11-02T10:00:00.000Z' }), run(2, { j1: 4 }, { finalAt: null })]);
  expect(strip.columns.map(({ isFinal }) => isFinal)).toEqual([true, true, false]);
  expect(strip.rows[0]?.cells.map(({ step }) => step)).toEqual(['possible', 'strong', 'acute']);
  expect(riskChanges(strip, 1).map(({ factor, kind, from, to }) => [factor.number, kind, from, to])).toEqual([['1', 'rose', 'possible', 'strong'], ['9', 'fell', 'present', 'possible']]);
  expect(riskChanges(strip, 2).map(({ factor, kind }) => [factor.number, kind])).toEqual([['1', 'rose'], ['9', 'not-judged']]);
  expect(riskChanges(strip, 0)).toEqual([]);
});

it('breaks where the meaning changed, and goes on across a gap and a replaced item', () => {
  const factors = riskFactors(definition({ id: 'jx', replaces: ['j1'] }));
  const strip = riskStrip(factors, [run(1, { j1: 1 }), run(2, { j1: [1, 2] }), run(3, {}), run(4, { jx: 1 })]);
  expect(strip.rows[0]?.cells.map(({ step, breaks }) => [step, breaks])).toEqual([['possible', false], ['possible', true], [null, false], ['possible', true]]);
  expect(riskChanges(strip, 1)[0]?.kind).toBe('redefined');
});

it('lists dates ahead, soonest first, and passes over what cannot be read', () => {
  const rows = [['Verdict', '2026-12-05'], ['Past', '2026-01-01'], ['Election', '2026-11-30'], ['No date', ''], ['', '2026-12-01']].map(([event, on], at) => ({ id: String(at), cells: { e: [event!], d: [on!] } }));
  expect(datesAhead(definition(), { t: { values: [], remarks: [], evidence: {}, rows } }, '2026-11-21').map(({ on, words }) => [on, ...words])).toEqual([['2026-11-30', 'Election'], ['2026-12-05', 'Verdict']]);
});
