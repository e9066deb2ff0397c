import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJournal, type Journal } from '../../electron/vault/journal.ts';
import { reconcileStores } from '../../renderer/vault/engine/reconcileStores.ts';
import { RecordStore } from '../../renderer/vault/engine/recordStore.ts';
import { SavePipeline } from '../../renderer/vault/engine/savePipeline.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import type { JournalEntry } from '../../shared/contracts/vaultStorage.ts';
import { fail } from '../../shared/errors/result.ts';
import { freshIndexedDb, valueOf } from './vaultRig.ts';

/** What the two stores do while one save is under way. The working store is asked once beside the journal and once more after it, where need be. */
interface Fault {
  readonly journal: 'takes' | 'refuses';
  readonly store: readonly ['takes' | 'refuses', 'takes' | 'refuses'];
}
/** How far the save came that was under way when the program ended. */
type Ending = 'nothing under way' | 'in the journal alone' | 'in the working store alone' | 'in both' | 'in neither';

const faults: readonly Fault[] = (['takes', 'refuses'] as const).flatMap((journal) =>
  ([['takes', 'takes'], ['refuses', 'takes'], ['refuses', 'refuses'], ['takes', 'refuses']] as const).map((store) => ({ journal, store })),
);
const endings: readonly Ending[] = ['nothing under way', 'in the journal alone', 'in the working store alone', 'in both', 'in neither'];

const idOf = (number: number): string => number.toString(16).padStart(32, '0');
const bucket = idOf(99);
const [shared, gone] = [idOf(1), idOf(2)];
const put = (id: string, text: string): JournalEntry => ({ op: 'put', id, bucket, blob: new TextEncoder().encode(text) });
/** Writes a record that each save writes, twice as a save may, one of its own, and one that every second save deletes. */
const entriesOf = (save: number): JournalEntry[] => [put(shared, `half of ${save}`), put(shared, `save ${save}`), put(idOf(10 + save), `save ${save}`), save % 2 === 0 ? { op: 'delete', id: gone } : put(gone, `save ${save}`)];

type Content = Readonly<Record<string, string>>;
const contentOf = (records: readonly { readonly id: string; readonly blob: Uint8Array }[]): Content => Object.fromEntries(records.map(({ id, blob }) => [id, new TextDecoder().decode(blob)]));

function after(content: Content, save: number): Content {
  const next = new Map(Object.entries(content));
  for (const entry of entriesOf(save)) {
    if (entry.op === 'put') next.set(entry.id, new TextDecoder().decode(entry.blob));
    else next.delete(entry.id);
  }
  return Object.fromEntries(next);
}

/** Both stores in a folder and a database of their own; what is written next may be told to fail. */
class World {
  readonly #indexedDb = freshIndexedDb();
  readonly #directory: string;
  journal: Journal;
  store: RecordStore | null = null;
  journalTakes = true;
  storeAnswers: ('takes' | 'refuses')[] = [];

  constructor(directory: string) {
    this.#directory = directory;
    this.journal = createJournal({ directory });
  }

  /** The working store whose writes fail where this world says so. */
  async open(): Promise<RecordStore> {
    const store = valueOf(await RecordStore.open(this.#indexedDb));
    this.store = store;
    const refused = (): boolean => this.storeAnswers.shift() === 'refuses';
    const [apply, applyRevocably] = [store.apply.bind(store), store.applyRevocably.bind(store)];
    const noRoom = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    store.apply = (batch) => (refused() ? noRoom() : apply(batch));
    store.applyRevocably = (batch) => (refused() ? noRoom() : applyRevocably(batch));
    return store;
  }

  get storage(): VaultStorage {
    return {
      journalAppend: (batch) => (this.journalTakes ? this.journal.append(batch) : Promise.resolve(fail('vault.diskFull', 'later'))),
      journalState: () => this.journal.state(),
      journalRead: (cursor) => this.journal.read(cursor),
    } as VaultStorage;
  }

  async restart(): Promise<RecordStore> {
    this.store?.close();
    await this.journal.close();
    this.journal = createJournal({ directory: this.#directory });
    this.journalTakes = true;
    this.storeAnswers = [];
    return this.open();
  }
}

/** Runs saves with these faults and ends the program so; answers what differs from what was promised. */
async function run(directory: string, steps: readonly Fault[], ending: Ending): Promise<void> {
  const world = new World(directory);
  const store = await world.open();
  const pipeline = new SavePipeline(world.storage, store, 0);
  const told = `${JSON.stringify(steps)}, ${ending}`;
  let save = 1;
  let acknowledged: Content = {};
  valueOf(await pipeline.save(entriesOf(save)));
  acknowledged = after(acknowledged, save);
  // What may be found after the end: besides what was acknowledged, a save that was refused while it could not be taken back.
  let possible: readonly Content[] = [acknowledged];
  for (const fault of steps) {
    save += 1;
    world.journalTakes = fault.journal === 'takes';
    world.storeAnswers = [...fault.store];
    const wasLevel = !pipeline.journalOnly;
    const saved = await pipeline.save(entriesOf(save));
    expect(saved.ok, told).toBe(fault.journal === 'takes');
    if (saved.ok) possible = [(acknowledged = after(acknowledged, save))];
    else if (wasLevel && fault.store[0] === 'takes' && fault.store[1] === 'refuses') possible = [acknowledged, after(acknowledged, save)];
    world.storeAnswers = [];
    expect(contentOf(await pipeline.bucket(bucket)), told).toEqual(acknowledged);
    expect((await pipeline.get(shared))?.blob, told).toEqual(new TextEncoder().encode(acknowledged[shared] ?? ''));
    if (!pipeline.journalOnly) expect((await store.state()).generation, told).toBe(valueOf(await world.journal.state()).generation);
  }
  save += 1;
  const batch = { generation: pipeline.generation + 1, entries: entriesOf(save) };
  if (ending === 'in the journal alone' || ending === 'in both') valueOf(await world.journal.append(batch));
  // It is written beside the journal only where nothing waits; else the working store gets nothing before what waits.
  const isBeside = !pipeline.journalOnly && (ending === 'in the working store alone' || ending === 'in both');
  if (isBeside) await store.applyRevocably(batch);
  if (ending === 'in the journal alone' || ending === 'in both') possible = [after(acknowledged, save)];
  else if (isBeside) possible = [after(acknowledged, save)];

  const reopened = await world.restart();
  const { generation } = valueOf(await reconcileStores(world.storage, reopened, 'opened', true));
  const inStore = contentOf(await reopened.page(null, 1_000));
  expect(possible, told).toContainEqual(inStore);
  expect(contentOf(valueOf(await world.journal.read(null)).entries), told).toEqual(inStore);
  expect([await reopened.generation(), valueOf(await world.journal.state()).generation], told).toEqual([generation, generation]);
  // And it goes on from there.
  const again = new SavePipeline(world.storage, reopened, generation);
  valueOf(await again.save(entriesOf(50)));
  expect(contentOf(await reopened.page(null, 1_000)), told).toEqual(after(inStore, 50));
  reopened.close();
  await world.journal.close();
}

describe('a save that goes to journal and working store at once', () => {
  it('is in both or told as refused and in neither, whichever of them fails, for every order of two saves and every end in the middle of a third', async () => {
    const root = await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-beside-'));
    let worlds = 0;
    try {
      for (const first of faults) {
        for (const second of faults) {
          for (const ending of endings) await run(path.join(root, String((worlds += 1))), [first, second], ending);
        }
      }
    } finally {
      await fs.rm(root, { recursive: true, force: true });
    }
    expect(worlds).toBe(faults.length ** 2 * endings.length);
  });

  it('is not seen by who reads meanwhile, before it is known whether it counts', async () => {
    const root = await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-beside-'));
    const world = new World(root);
    const pipeline = new SavePipeline(world.storage, await world.open(), 0);
    valueOf(await pipeline.save(entriesOf(1)));
    world.journalTakes = false;
    const saving = pipeline.save(entriesOf(2));
    const [one, all] = await Promise.all([pipeline.get(shared), pipeline.bucket(bucket)]);
    expect((await saving).ok).toBe(false);
    expect(new TextDecoder().decode(one?.blob)).toBe('save 1');
    expect(contentOf(all)).toEqual(after({}, 1));
    world.store?.close();
    await world.journal.close();
    await fs.rm(root, { recursive: true, force: true });
  });
});
