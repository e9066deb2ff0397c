import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { parse } from 'yaml';
import { toolkitSchema } from '../../content/content.schema.ts';
import type { StoredEntry } from '../vault/entry.ts';
import { fixedDays } from './fixedDays.ts';
import { nextOccurrence, reminderDays, upcoming } from './upcoming.ts';

const entry = (over: Partial<StoredEntry<'date'>>): StoredEntry<'date'> => ({
  type: 'date', id: '1'.repeat(32), createdAt: '', changedAt: '', trashedAt: null, title: 'Annual meeting', kind: 'meeting', startsOn: '2026-05-14', startsAt: null, endsOn: null,
  place: '', note: '', yearly: false, remindDays: null, uid: 'a', sequence: 0, ...over,
} as StoredEntry<'date'>);

describe('what is coming', () => {
  it('ends with the last day of what lasts, and repeats what comes each year', () => {
    expect(nextOccurrence(entry({ endsOn: '2026-05-15' }), '2026-05-15')).toMatchObject({ on: '2026-05-14' });
    expect(nextOccurrence(entry({ endsOn: '2026-05-15' }), '2026-05-16')).toBeNull();
    expect(nextOccurrence(entry({ yearly: true, startsOn: '2024-02-29' }), '2025-01-01')).toMatchObject({ on: '2025-02-28' });
  });

  it('joins own entries and the days of the edition, soonest first', () => {
    const days = [{ id: 'a', month: 12, day: 9, title: 'Victims of genocide' }, { id: 'b', month: 1, day: 27, title: 'Remembrance' }];
    expect(upcoming([entry({ startsOn: '2026-12-20' })], days, '2026-12-09', 60).map(({ on }) => on)).toEqual(['2026-12-09', '2026-12-20', '2027-01-27']);
  });

  it('reads every dated line of the bundled calendar', async () => {
    const toolkit = v.parse(toolkitSchema, parse(await readFile(new URL('../../../assets/content/en/toolkits/annual-calendar.yaml', import.meta.url), 'utf8')));
    const days = fixedDays(toolkit);
    expect(days.length).toBeGreaterThanOrEqual(11);
    expect(days).toContainEqual({ id: 'qozkdp3y', month: 12, day: 9, title: 'Victims of the crime of genocide' });
  });

  it('reminds on days only, once each, never in the past', () => {
    const list = [entry({ startsOn: '2026-12-10', remindDays: 3 }), entry({ startsOn: '2026-12-01', remindDays: 10 })];
    expect(reminderDays(list, ['2026-12-07', '2026-11-01'], '2026-11-25')).toEqual(['2026-12-07']);
  });
});
