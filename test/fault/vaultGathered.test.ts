/** Many notes in one save, as from another device: what lists and searches read of them goes into packs at once. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import sodium from 'libsodium-wrappers-sumo';
import * as Y from 'yjs';
import { runCommand } from '../../renderer/vault/engine/commandHandlers.ts';
import { situationsParent } from '../../renderer/vault/engine/documentKinds.ts';
import { foldNotes } from '../../renderer/vault/engine/foldNotes.ts';
import { notesParent, patchNoteFields, startNote } from '../../renderer/vault/engine/noteDocument.ts';
import type { OpenVault } from '../../renderer/vault/engine/openVault.ts';
import { unlockVault } from '../../renderer/vault/engine/vaultOpening.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import { fail, type Result } from '../../shared/errors/result.ts';
import { passphrase, quickDerive, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

const many = 150;
const changedAt = '2026-11-30T08:00:00.000Z';
let rig: VaultRig;
let running: RunningVault;
let situationId: string;
/** Whether the journal refuses. */
let full = false;

const storage = (): VaultStorage => ({ ...running.storage, journalAppend: (batch) => (full ? Promise.resolve(fail('vault.diskFull', 'later')) : running.storage.journalAppend(batch)) });
const openEngine = async (): Promise<OpenVault> => valueOf(await unlockVault({ sodium, storage: storage(), indexedDb: rig.indexedDb, now: () => new Date().toISOString(), derive: quickDerive }, passphrase)).vault;
const run = (vault: OpenVault, name: string, ...args: unknown[]): Promise<Result<unknown>> => runCommand(vault, name, args);
const addMany = async (vault: OpenVault, name: string, count = many): Promise<void> => {
  valueOf(await vault.exchanged.commit({ entries: [], received: await theirs(vault, name, count), sent: [] }));
};
const titlesOf = async (vault: OpenVault): Promise<string[]> => (await vault.read({ name: 'notes', situationId })).map(({ title }: NoteSummary) => title).sort();
const found = async (vault: OpenVault, query: string): Promise<number> => (await vault.noteTexts.search(query, {}, 5)).total;
const rowCount = async (): Promise<number> => (await rig.databaseRows()).rows.length;

/** Everything that a fresh program reads, and that it had to revive nothing for it. */
async function afterRestart(vault: OpenVault): Promise<{ readonly titles: readonly string[]; readonly found: number }> {
  await vault.close();
  const next = await openEngine();
  const read = { titles: await titlesOf(next), found: await found(next, 'kessa') };
  expect(next.documents.revived).toBe(0);
  expect(await foldNotes(next)).toBe(0);
  await next.close();
  return read;
}

/** Notes that another device made. */
async function theirs(vault: OpenVault, name = 'Theirs', count = many) {
  const compartment = (await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId })) ?? '';
  return Array.from({ length: count }, (_, at) => {
    const doc = new Y.Doc();
    startNote(doc, 'ab'.repeat(16), situationId, { title: `${name} ${String(at).padStart(3, '0')}`, place: 'Kessa' }, changedAt);
    return { key: `note/${vault.newId()}`, compartment, update: Y.encodeStateAsUpdate(doc), changedAt };
  });
}

beforeEach(async () => {
  full = false;
  rig = await VaultRig.make();
  running = await rig.startNew();
  situationId = valueOf(await running.client.commands.createSituation({ name: 'North' })).id;
  await running.client.lock();
});
afterEach(() => rig.end());

it('takes a record for each note and a few packs, and a program that starts later finds all of them', async () => {
  const vault = await openEngine();
  const before = await rowCount();
  await addMany(vault, 'Note');
  // The update and the mark of the outbox of each, where nothing has crossed yet, and the packs.
  expect((await rowCount()) - before).toBeLessThan(2 * many + 12);
  const titles = await titlesOf(vault);
  expect(titles).toHaveLength(many);
  expect(await found(vault, 'kessa')).toBe(many);
  expect(await foldNotes(vault)).toBe(0);
  expect(await afterRestart(vault)).toEqual({ titles, found: many });
});

it('goes on in packs that are there, and leaves what stands alone or was changed with the newer word', async () => {
  const vault = await openEngine();
  await addMany(vault, 'First');
  const some = (await vault.read({ name: 'notes', situationId })).slice(0, 80);
  await Promise.all([...some.map(({ id }, at) => run(vault, 'updateNoteFields', id, { title: `Changed ${String(at).padStart(3, '0')}` })), addMany(vault, 'Second')]);
  valueOf(await run(vault, 'createNote', situationId, { title: 'Alone', place: 'Kessa' }));
  const titles = await titlesOf(vault);
  expect(titles.filter((title) => title.startsWith('Changed'))).toHaveLength(80);
  expect(titles).toHaveLength(2 * many + 1);
  await vault.close();
  const second = await openEngine();
  expect(await titlesOf(second)).toEqual(titles);
  expect(await found(second, 'changed')).toBe(80);
  expect(await found(second, 'first')).toBe(many - 80);
  await second.close();
});

it('what stands in a record of its own stays there when many are changed at once, so that the newer word is the one that is read', async () => {
  const vault = await openEngine();
  for (const name of ['Few', 'More']) await addMany(vault, name, 40);
  const received = await Promise.all((await vault.read({ name: 'notes', situationId })).map(async ({ id }) => {
    const live = await vault.queue.document({ kind: 'note', id });
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(live.doc));
    patchNoteFields(doc, 'ab'.repeat(16), { title: 'Changed' });
    return { key: `note/${id}`, compartment: live.compartment, update: Y.encodeStateAsUpdate(doc), changedAt };
  }));
  valueOf(await vault.exchanged.commit({ entries: [], received, sent: [] }));
  await vault.close();
  const second = await openEngine();
  expect(await titlesOf(second)).toEqual(Array.from({ length: 80 }, () => 'Changed'));
  expect(await found(second, 'changed')).toBe(80);
  await second.close();
});

it('lists that are in memory know of the packs: nothing is packed twice, and what is deleted for good leaves them', async () => {
  const vault = await openEngine();
  await vault.noteTexts.load();
  // One whose list was read before, and one that came after all lists were read.
  for (const place of ['here', 'later']) {
    if (place === 'later') situationId = (valueOf(await run(vault, 'createSituation', { name: 'South' })) as { readonly id: string }).id;
    await titlesOf(vault);
    await addMany(vault, 'Note');
    expect(await foldNotes(vault)).toBe(0);
    const gone = (await vault.read({ name: 'notes', situationId })).find(({ title }: NoteSummary) => title === 'Note 007');
    valueOf(await run(vault, 'trashNote', gone?.id));
    valueOf(await run(vault, 'purgeNote', gone?.id));
    expect(await titlesOf(vault)).not.toContain('Note 007');
  }
  expect(await afterRestart(vault)).toMatchObject({ found: 2 * (many - 1) });
  const last = await openEngine();
  expect(await titlesOf(last)).toHaveLength(many - 1);
  expect(await found(last, 'note 007')).toBe(0);
  await last.close();
});

it('a fold in the very same save loses none of them', async () => {
  const vault = await openEngine();
  for (const name of ['Few', 'More']) await addMany(vault, name, 40);
  await titlesOf(vault);
  await vault.noteTexts.load();
  const folds = [await vault.views.folding(notesParent(situationId)), vault.noteTexts.folding(situationId)].filter((fold) => fold !== null);
  expect(folds).toHaveLength(2);
  const step = { entries: [], received: await theirs(vault), sent: [] };
  // All three in one turn, so that they share a save.
  for (const saved of await Promise.all([...folds.map((fold) => vault.queue.records(fold)), vault.exchanged.commit(step)])) valueOf(saved);
  const titles = await titlesOf(vault);
  expect(titles).toHaveLength(many + 80);
  expect(await afterRestart(vault)).toEqual({ titles, found: many + 80 });
});

it('notes of one\'s own, or of a file, stand in records of their own until there is leisure: taking an import back writes no packs', async () => {
  const vault = await openEngine();
  for (const made of await Promise.all(Array.from({ length: 100 }, (_, at) => run(vault, 'createNote', situationId, { title: `Own ${at}`, place: 'Kessa' })))) valueOf(made);
  await titlesOf(vault);
  await vault.noteTexts.load();
  expect(await foldNotes(vault)).toBeGreaterThan(0);
  await vault.close();
});

it('what another device sent is found once it comes again after a save that failed', async () => {
  const vault = await openEngine();
  await addMany(vault, 'Here', 100);
  const step = { entries: [], received: await theirs(vault), sent: [] };
  full = true;
  expect((await vault.exchanged.commit(step)).ok).toBe(false);
  expect(await titlesOf(vault)).toHaveLength(100);
  full = false;
  valueOf(await vault.exchanged.commit(step));
  await foldNotes(vault);
  const titles = await titlesOf(vault);
  expect(titles.filter((title) => title.startsWith('Theirs'))).toHaveLength(many);
  expect(await afterRestart(vault)).toEqual({ titles, found: 100 + many });
});
