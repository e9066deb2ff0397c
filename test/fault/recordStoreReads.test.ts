import { expect, it, vi } from 'vitest';
import { RecordStore } from '../../renderer/vault/engine/recordStore.ts';
import { freshIndexedDb, valueOf } from './vaultRig.ts';

const id = (number: number): string => number.toString(16).padStart(32, '0');
const put = (number: number) => ({ op: 'put', id: id(number), bucket: id(1_000), blob: Uint8Array.of(number) }) as const;

it('shares a transaction between what is asked for in one turn', async () => {
  const indexedDb = freshIndexedDb();
  const store = valueOf(await RecordStore.open(indexedDb));
  await store.apply({ generation: 1, entries: Array.from({ length: 100 }, (_, number) => put(number)) });
  const native = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDb.indexedDB.open('focalpoint-vault');
    opening.onsuccess = () => resolve(opening.result);
  });
  const begun = vi.spyOn(Object.getPrototypeOf(native) as IDBDatabase, 'transaction');
  const [whole, ...single] = await Promise.all([store.bucket(id(1_000)), ...Array.from({ length: 100 }, (_, number) => store.get(id(number)))]);
  expect(whole).toHaveLength(100);
  expect(single.map((record) => record?.blob[0])).toEqual(Array.from({ length: 100 }, (_, number) => number));
  expect(begun).toHaveBeenCalledTimes(1);
  begun.mockRestore();
  native.close();
  store.close();
});

it('lets a save in while somebody reads on and on, and shows it to who asks afterwards', async () => {
  const store = valueOf(await RecordStore.open(freshIndexedDb()));
  await store.apply({ generation: 1, entries: [put(1)] });
  let saved = false;
  let reads = 0;
  const reading = (async () => {
    // Each is asked for in the answer of the one before: were it to join that one's transaction, the save would wait for the last.
    for (; reads < 500 && !saved; reads += 1) await store.get(id(1));
  })();
  await store.apply({ generation: 2, entries: [put(2)] });
  saved = true;
  await reading;
  expect(reads).toBeLessThan(500);
  expect((await store.get(id(2)))?.blob).toEqual(Uint8Array.of(2));
  store.close();
});
