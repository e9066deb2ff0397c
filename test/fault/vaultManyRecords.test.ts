import fs from 'node:fs/promises';
import sodium from 'libsodium-wrappers-sumo';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createJournal } from '../../electron/vault/journal.ts';
import { createSlotStore } from '../../electron/vault/slotStore.ts';
import { startNote } from '../../renderer/vault/engine/noteDocument.ts';
import { situationsParent } from '../../renderer/vault/engine/documentKinds.ts';
import { unlockVault } from '../../renderer/vault/engine/vaultOpening.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import type { JournalEntry } from '../../shared/contracts/vaultStorage.ts';
import type { NoteDetail, NoteSummary } from '../../shared/domain/vault/note.ts';
import type { VaultHealth } from '../../shared/domain/vault/vaultStatus.ts';
import { codeOf, passphrase, quickDerive, readOnce, valueOf, VaultRig } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const records = 10_000;
/** Thousands of notes come in one answer. */
const patience = 60_000;
/** Each note has its log, its place in the list and its text for the search. */
const others = Math.ceil(records / 3);

/** Sealed as the app seals them, without waiting for each. Answers the id of one. */
async function addOthers(situationId: string): Promise<string> {
  const journal = createJournal({ directory: rig.directory });
  const slots = createSlotStore({ directory: rig.directory });
  const storage = { readSlots: slots.read, writeSlots: slots.write, journalAppend: journal.append, journalState: journal.state, journalRead: journal.read } as unknown as VaultStorage;
  const { vault } = valueOf(await unlockVault({ sodium, storage, indexedDb: rig.indexedDb, now: () => new Date().toISOString(), derive: quickDerive }, passphrase));
  const compartment = (await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId })) ?? '';
  const entries: JournalEntry[] = [];
  let id = '';
  for (let index = 0; index < others; index += 1) {
    id = vault.newId();
    const document = vault.documents.start({ kind: 'note', id }, compartment, vault.now());
    const updates: Uint8Array[] = [];
    document.doc.on('update', (update: Uint8Array) => updates.push(update));
    document.doc.transact(() => startNote(document.doc, vault.deviceId, situationId, { title: `Note ${index}`, place: 'Kessa' }, vault.now()));
    const batch = vault.documents.batch(document, updates, vault.now());
    entries.push(...batch.entries, ...vault.shownRecords.written([batch]).entries);
    vault.documents.drop(document.ref);
  }
  valueOf(await vault.queue.records(entries));
  await vault.close();
  await journal.close();
  return id;
}

it('one damaged record among 10,000, damaged in both stores, is set aside, shown, and stops nothing', async () => {
  const first = await rig.startNew();
  const situationId = valueOf(await first.client.commands.createSituation({ name: 'Border' })).id;
  const before = new Set((await rig.databaseRows()).rows.map(({ id }) => id));
  const hurtNote = valueOf(await first.client.commands.createNote(situationId, { title: 'Hurt', place: 'Kessa' })).id;
  const own = (await rig.databaseRows()).rows.filter(({ id }) => !before.has(id));
  await first.client.lock();
  await first.kill();
  const other = await addOthers(situationId);
  const { rows, generation } = await rig.databaseRows();
  expect(rows.length, 'control: that many records').toBeGreaterThanOrEqual(records);
  // Of the note's own records its log alone has a bucket of its own: the list and the search share theirs with all notes.
  const [victim, ...more] = own.filter(({ bucket }) => rows.filter((row) => row.bucket === bucket).length === 1);
  expect(more).toEqual([]);
  const hurt = rows.map((row) => (row.id === victim?.id ? { ...row, blob: row.blob.map((byte, at) => (at === 100 ? byte ^ 1 : byte)) } : row));
  for (const name of await rig.journalFiles()) await fs.rm(name);
  const journal = createJournal({ directory: rig.directory });
  valueOf(await journal.append({ generation, entries: hurt.map((row) => ({ op: 'put', ...row })) }));
  await journal.close();
  await rig.replaceDatabase(hurt, generation);

  const { client } = rig.start();
  valueOf(await client.unlock(passphrase));
  const all = () => readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId }, (notes) => notes.length > others, patience);
  expect(await all()).toHaveLength(others + 1);
  expect(valueOf(await client.commands.searchNotes('kessa', {}, 5)).total).toBe(others + 1);
  expect(codeOf(await client.commands.openNote(hurtNote))).toBe('vault.documentDamaged');
  expect((await readOnce<VaultHealth>(client, { name: 'health' }, (health) => health.setAside.length > 0, patience)).setAside).toHaveLength(1);
  expect(await readOnce<NoteDetail>(client, { name: 'note', id: other }, undefined, patience)).toMatchObject({ id: other });
  valueOf(await client.commands.updateNoteFields(other, { title: 'Changed after' }));
  expect((await all()).some(({ title }) => title === 'Changed after')).toBe(true);
}, 240_000);
