import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import { newestFirst } from './engine/newestFirst.ts';
import { readKey } from './protocol.ts';
import { ReadCache } from './readCache.ts';

const read = { name: 'notes', situationId: '1'.repeat(32) } as const;
const key = readKey(read);
const note = (id: number, changed: number): NoteSummary => ({ id: String(id), changedAt: String(changed).padStart(4, '0') }) as NoteSummary;

const watching = (): { readonly cache: ReadCache; readonly heard: () => number; readonly list: () => readonly NoteSummary[] | null } => {
  const cache = new ReadCache();
  let heard = 0;
  cache.add(read, () => (heard += 1));
  return {
    cache,
    heard: () => heard,
    list: () => {
      const snapshot = cache.snapshot(read);
      return snapshot.state === 'ready' ? (snapshot.value as readonly NoteSummary[]) : null;
    },
  };
};

it('shows a list that comes in parts when it is whole, and begins anew with a first part', () => {
  const { cache, heard, list } = watching();
  cache.putPart(key, [note(9, 9)], true, false);
  cache.putPart(key, [note(1, 3)], true, false);
  expect([heard(), list()]).toEqual([0, null]);
  cache.putPart(key, [note(2, 2)], false, true);
  expect(heard()).toBe(1);
  expect(list()?.map(({ id }) => id)).toEqual(['1', '2']);
  cache.putPart(key, [], true, true);
  expect(list()).toEqual([]);
  cache.putPart(key, [note(1, 1)], true, false);
  cache.clear();
  cache.putPart(key, [note(2, 2)], false, true);
  expect(list()).toBeNull();
});

it('keeps a list, by what changed of it, as it would be if it were sent whole', () => {
  const change = fc.record({ put: fc.array(fc.tuple(fc.nat(12), fc.nat(50)), { maxLength: 4 }), gone: fc.array(fc.nat(12), { maxLength: 2 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const { cache, list } = watching();
      cache.putPart(key, [], true, true);
      const whole = new Map<string, NoteSummary>();
      for (const { put, gone } of changes) {
        const values = new Map(put.map(([id, changed]) => [String(id), note(id, changed)]));
        const left = gone.map(String).filter((id) => !values.has(id));
        for (const id of left) whole.delete(id);
        for (const [id, value] of values) whole.set(id, value);
        cache.change(key, [...values.values()], left);
        expect(list()).toEqual([...whole.values()].sort(newestFirst));
      }
    }),
  );
});
