import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { parse } from 'yaml';
import { toolkitSchema } from '../../content/content.schema.ts';
import type { StoredEntry } from '../vault/entry.ts';
import { filterMeasures, measuresOf, noFilter } from './measures.ts';

const toolkit = v.parse(toolkitSchema, parse(await readFile(new URL('../../../assets/content/en/toolkits/options-by-pillar.yaml', import.meta.url), 'utf8')));
const said = (itemId: string, can: StoredEntry<'capability'>['can'], changedAt = '2026-11-01T10:00:00.000Z'): StoredEntry<'capability'> =>
  ({ type: 'capability', id: itemId.padEnd(32, '0'), toolkitId: toolkit.id, itemId, can, decides: '', note: '', createdAt: changedAt, changedAt, trashedAt: null }) as StoredEntry<'capability'>;
const all = measuresOf(toolkit, []);

it('goes from persuasive to coercive with force last, and every measure says what a reader must know', () => {
  const forces = all.map(({ facts }) => facts.forcefulness);
  expect(new Set(forces)).toEqual(new Set(['persuasive', 'middle', 'coercive', 'force']));
  expect(forces).toEqual([...forces].sort((a, b) => ['persuasive', 'middle', 'coercive', 'force'].indexOf(a) - ['persuasive', 'middle', 'coercive', 'force'].indexOf(b)));
  expect(all.at(-1)?.item.label).toContain('Use of force');
  for (const { item, facts } of all) expect(Object.values({ ...facts, decider: facts.decider ?? '', soonest: facts.soonest ?? '', notKnown: facts.notKnown ?? '' }).every((words) => words !== ''), item.label).toBe(true);
  for (const { item } of all) expect([1, 2, 3]).toContain(item.pillar);
});

it('narrows by what this government can do, who decides and how soon', () => {
  const [first, second, third] = all.map(({ item }) => item.id);
  const measures = measuresOf(toolkit, [said(first!, 'no'), said(second!, 'no', '2026-11-01T10:00:00.000Z'), said(second!, 'with-others', '2026-11-02T10:00:00.000Z'), said(third!, 'unknown')]);
  const ids = (filter: Partial<typeof noFilter>): string[] => filterMeasures(measures, { ...noFilter, ...filter }).map(({ item }) => item.id);
  expect(ids({ can: 'possible' })).toEqual([second]);
  expect(ids({ can: 'not-ruled-out' })).toHaveLength(all.length - 1);
  expect(ids({})).toHaveLength(all.length);
  const quick = filterMeasures(measures, { ...noFilter, within: 'days' });
  expect(quick.length).toBeGreaterThan(3);
  for (const { facts } of quick) expect(['hours', 'days']).toContain(facts.soonest);
  for (const { facts } of filterMeasures(measures, { ...noFilter, decider: 'courts' })) expect(facts.decider).toBe('courts');
  for (const { item } of filterMeasures(measures, { ...noFilter, pillar: 2 })) expect(item.pillar).toBe(2);
});
