import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import sodium from 'libsodium-wrappers-sumo';
import { foldNotes } from '../../renderer/vault/engine/foldNotes.ts';
import { runCommand } from '../../renderer/vault/engine/commandHandlers.ts';
import type { OpenVault } from '../../renderer/vault/engine/openVault.ts';
import { RecordStore, type StoredRecord } from '../../renderer/vault/engine/recordStore.ts';
import { SavePipeline } from '../../renderer/vault/engine/savePipeline.ts';
import { unlockVault } from '../../renderer/vault/engine/vaultOpening.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import type { JournalEntry } from '../../shared/contracts/vaultStorage.ts';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import { ok } from '../../shared/errors/result.ts';
import { freshIndexedDb, passphrase, quickDerive, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

const notes = 230;
let rig: VaultRig;
let running: RunningVault;
let situationId: string;

const openEngine = async (): Promise<OpenVault> => valueOf(await unlockVault({ sodium, storage: running.storage, indexedDb: rig.indexedDb, now: () => new Date().toISOString(), derive: quickDerive }, passphrase)).vault;
const run = async (vault: OpenVault, name: string, ...args: unknown[]): Promise<{ readonly id: string }> => valueOf(await runCommand(vault, name, args)) as { readonly id: string };
const titlesOf = async (vault: OpenVault): Promise<string[]> => (await vault.read({ name: 'notes', situationId })).map(({ title }: NoteSummary) => title).sort();
const found = async (vault: OpenVault, query: string): Promise<number> => (await vault.noteTexts.search(query, {}, 5)).total;

beforeEach(async () => {
  rig = await VaultRig.make();
  running = await rig.startNew();
  situationId = valueOf(await running.client.commands.createSituation({ name: 'North' })).id;
  await Promise.all(Array.from({ length: notes }, (_, at) => running.client.commands.createNote(situationId, { title: `Note ${String(at).padStart(3, '0')}`, place: 'Kessa' })));
  await running.client.lock();
});
afterEach(() => rig.end());

const folded = async (vault: OpenVault): Promise<void> => {
  await titlesOf(vault);
  await vault.noteTexts.load();
  expect(await foldNotes(vault)).toBeGreaterThan(0);
};

it('packs hold what the records held, in far fewer rows; nothing is revived, and a second round finds nothing to do', async () => {
  const first = await openEngine();
  const before = await titlesOf(first);
  const rowsBefore = (await rig.databaseRows()).rows.length;
  await folded(first);
  expect((await rig.databaseRows()).rows.length).toBeLessThan(rowsBefore - notes);
  await first.close();
  const second = await openEngine();
  expect(await titlesOf(second)).toEqual(before);
  expect(await found(second, 'kessa')).toBe(notes);
  expect(second.documents.revived).toBe(0);
  expect(await foldNotes(second)).toBe(0);
  await second.close();
});

it('a change after the fold goes before the pack, is packed in its turn, and is never lost to a fold in the same moment', async () => {
  const first = await openEngine();
  await folded(first);
  const some = (await first.read({ name: 'notes', situationId })).slice(0, 80);
  await Promise.all(some.map(({ id }, at) => run(first, 'updateNoteFields', id, { title: `Changed ${at}` })));
  const racing = some.slice(0, 20).map(({ id }, at) => run(first, 'updateNoteFields', id, { title: `Raced ${at}` }));
  await foldNotes(first);
  await Promise.all(racing);
  const now = await titlesOf(first);
  expect(now.filter((title) => title.startsWith('Raced'))).toHaveLength(20);
  await first.close();
  const second = await openEngine();
  expect(await titlesOf(second)).toEqual(now);
  expect(await found(second, 'raced')).toBe(20);
  expect(await found(second, 'changed')).toBe(60);
  await second.close();
});

it('a note that is saved while the list is being read, at whatever moment, is in the list and in the search', async () => {
  const filled = await openEngine();
  await folded(filled);
  await filled.close();
  let expected = notes;
  for (let delay = 0; delay < 12; delay += 1) {
    const vault = await openEngine();
    const reading = vault.read({ name: 'notes', situationId });
    const texts = vault.noteTexts.load();
    await new Promise((resolve) => setTimeout(resolve, delay));
    await run(vault, 'createNote', situationId, { title: `Meanwhile ${delay}` });
    await Promise.all([reading, texts]);
    expected += 1;
    expect(await titlesOf(vault)).toHaveLength(expected);
    expect(await found(vault, 'meanwhile')).toBe(delay + 1);
    await vault.close();
  }
});

it('a bucket read in parts holds what the working store refused, before the first part or after it', async () => {
  const put = (position: number): JournalEntry => ({ op: 'put', id: String(position).padStart(32, '0'), bucket: 'b', blob: Uint8Array.of(position) });
  const store = valueOf(await RecordStore.open(freshIndexedDb()));
  const pipeline = new SavePipeline({ journalAppend: () => Promise.resolve(ok(null)) } as unknown as VaultStorage, store, 0);
  valueOf(await pipeline.save([1, 2, 3, 4, 5].map(put)));
  const noRoom = new DOMException('no room', 'QuotaExceededError');
  const apply = vi.spyOn(store, 'apply').mockRejectedValue(noRoom);
  vi.spyOn(store, 'applyRevocably').mockRejectedValue(noRoom);
  const late = pipeline.bucketParts('b', 2);
  const seen = [...((await late.next()).value ?? [])];
  valueOf(await pipeline.save([put(6)]));
  for await (const part of late) seen.push(...part);
  expect(seen.map(({ blob }) => blob[0])).toEqual([1, 2, 3, 4, 5, 6]);
  const all: StoredRecord[] = [];
  for await (const part of pipeline.bucketParts('b', 2)) all.push(...part);
  expect(all.map(({ blob }) => blob[0])).toEqual([1, 2, 3, 4, 5, 6]);
  expect(apply).toHaveBeenCalled();
  store.close();
});

it('packs stay below the size from which a browser keeps values as files of their own', async () => {
  const vault = await openEngine();
  for (const { id } of await vault.read({ name: 'notes', situationId })) await run(vault, 'updateNoteFields', id, { place: 'long '.repeat(80), source: 'name '.repeat(80) });
  await folded(vault);
  await vault.close();
  const { rows } = await rig.databaseRows();
  const sizes = rows.map(({ blob }) => blob.byteLength);
  expect(Math.max(...sizes)).toBeGreaterThan(48 * 1024);
  expect(Math.max(...sizes)).toBeLessThan(64 * 1024 - 256);
});

it('a note that is deleted for good leaves its packs with the same save', async () => {
  const first = await openEngine();
  await folded(first);
  const gone = (await first.read({ name: 'notes', situationId }))[0]!;
  await run(first, 'trashNote', gone.id);
  await foldNotes(first);
  await run(first, 'purgeNote', gone.id);
  await first.close();
  const second = await openEngine();
  expect(await titlesOf(second)).toHaveLength(notes - 1);
  expect(await titlesOf(second)).not.toContain(gone.title);
  expect(await found(second, `"${gone.title}"`)).toBe(0);
  await second.close();
});

it('a damaged pack costs nothing: from the journal where that is whole, else from the notes themselves', async () => {
  const first = await openEngine();
  const before = await titlesOf(first);
  await folded(first);
  await first.close();
  const { rows, generation } = await rig.databaseRows();
  const largest = [...rows].sort((a, b) => b.blob.byteLength - a.blob.byteLength).slice(0, 5).map(({ id }) => id);
  await rig.replaceDatabase(rows.map((row) => (largest.includes(row.id) ? { ...row, blob: row.blob.map((byte, at) => (at === row.blob.byteLength - 5 ? byte ^ 1 : byte)) } : row)), generation);
  const second = await openEngine();
  expect(await titlesOf(second)).toEqual(before);
  expect(await found(second, 'kessa')).toBe(notes);
  await second.close();
});
