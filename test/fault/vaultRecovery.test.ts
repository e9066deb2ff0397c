import fs from 'node:fs/promises';
import path from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { NoteDetail, NoteSummary } from '../../shared/domain/vault/note.ts';
import type { Profile } from '../../shared/domain/vault/profile.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import type { VaultHealth } from '../../shared/domain/vault/vaultStatus.ts';
import { decodeSlotFile, encodeSlotFile, isPassphraseSlot, type SlotFile } from '../../shared/crypto/slotFile.ts';
import { RecordStore, type StoredRecord } from '../../renderer/vault/engine/recordStore.ts';
import type { VaultClient } from '../../renderer/vault/vaultClient.ts';
import { codeOf, freshIndexedDb, passphrase, readOnce, valueOf, VaultRig } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const profile: Profile = { country: 'Arendelle', appointedOn: '2026-11-02', location: 'foreign-ministry', appointment: 'career', portfolio: 'broad', form: 'office', capacity: 'low', riskHistory: true };

interface Written {
  readonly situationId: string;
  readonly noteIds: readonly string[];
}

const noRoom = (): DOMException => new DOMException('no room', 'QuotaExceededError');

/** Has the working store refuse: what is written beside the journal, and what is written behind it. */
const refusedWrites = (refuse: (spy: Mock<() => Promise<unknown>>) => unknown) =>
  (['applyRevocably', 'apply'] as const).map((name) => {
    const spy = vi.spyOn(RecordStore.prototype, name) as unknown as Mock<() => Promise<unknown>>;
    refuse(spy);
    return spy;
  });

/** A profile, a situation and some notes, and the vault closed again. */
async function fill(notes = 4): Promise<Written> {
  const running = await rig.startNew();
  const { commands } = running.client;
  valueOf(await commands.saveProfile(profile));
  const situation = valueOf(await commands.createSituation({ name: 'Border' }));
  const noteIds: string[] = [];
  for (let index = 0; index < notes; index++) noteIds.push(valueOf(await commands.createNote(situation.id, { title: `Note ${index}` })).id);
  await running.client.lock();
  await running.kill();
  return { situationId: situation.id, noteIds };
}

async function addNote(written: Written, title: string): Promise<void> {
  const running = await rig.startOpen();
  valueOf(await running.client.commands.createNote(written.situationId, { title }));
  await running.kill();
}

async function titles(client: VaultClient, written: Written): Promise<string[]> {
  expect(await readOnce(client, { name: 'profile' })).toEqual(profile);
  return (await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: written.situationId })).map((note) => note.title).sort();
}

const copyFiles = async (): Promise<Map<string, Buffer>> => new Map(await Promise.all((await rig.journalFiles()).map(async (name) => [name, await fs.readFile(name)] as const)));

async function putFiles(files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const name of await rig.journalFiles()) await fs.rm(name);
  for (const [name, content] of files) await fs.writeFile(name, content);
}

describe('the working store', () => {
  it('that was deleted comes back whole from the journal, and it is said', async () => {
    const written = await fill();
    const before = await rig.databaseRows();
    rig.indexedDb = freshIndexedDb();
    const { client } = rig.start();
    const report = valueOf(await client.unlock(passphrase));
    expect(report.restored).toEqual({ reason: 'missing', records: before.rows.length });
    expect(await titles(client, written)).toEqual(['Note 0', 'Note 1', 'Note 2', 'Note 3']);
    await client.lock();
    expect(await rig.databaseRows()).toEqual(before);
  });

  it('that is an older copy is brought up to date', async () => {
    const written = await fill(1);
    const old = await rig.databaseRows();
    await addNote(written, 'Newer');
    await rig.replaceDatabase(old.rows, old.generation);
    const { client } = rig.start();
    expect(valueOf(await client.unlock(passphrase)).restored).toMatchObject({ reason: 'behind' });
    expect(await titles(client, written)).toEqual(['Newer', 'Note 0']);
  });

  it('that has lost rows without noticing is filled again', async () => {
    const written = await fill(3);
    const { rows, generation } = await rig.databaseRows();
    await rig.replaceDatabase(rows.slice(2), generation);
    const { client } = rig.start();
    expect(valueOf(await client.unlock(passphrase)).restored).toEqual({ reason: 'damaged', records: 2 });
    expect(await titles(client, written)).toHaveLength(3);
  });

  it('that cannot be opened at all is replaced', async () => {
    const written = await fill(2);
    const healthy = freshIndexedDb();
    let refusing = true;
    const indexedDB = new Proxy(healthy.indexedDB, {
      get: (target, key) => {
        if (key === 'deleteDatabase') refusing = false;
        if (key === 'open' && refusing) {
          return () => {
            throw new DOMException('Internal error opening backing store', 'UnknownError');
          };
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const { client } = rig.start({ indexedDb: { ...healthy, indexedDB } });
    expect(valueOf(await client.unlock(passphrase)).restored).toMatchObject({ reason: 'damaged' });
    expect(await titles(client, written)).toHaveLength(2);
  });

  it('that refuses writes costs nothing: what the journal has is saved, shown, and back at the next start', async () => {
    const written = await fill(1);
    const writes = refusedWrites((spy) => spy.mockRejectedValue(noRoom()));
    const running = await rig.startOpen();
    valueOf(await running.client.commands.createNote(written.situationId, { title: 'Only in the journal' }));
    valueOf(await running.client.commands.createNote(written.situationId, { title: 'This one too' }));
    expect(await titles(running.client, written)).toEqual(['Note 0', 'Only in the journal', 'This one too']);
    expect(await readOnce<VaultHealth>(running.client, { name: 'health' }, (health) => health.journalOnly)).toMatchObject({ unsaved: 0 });
    await running.kill();
    for (const spy of writes) spy.mockRestore();
    const again = rig.start();
    expect(valueOf(await again.client.unlock(passphrase)).restored).toMatchObject({ reason: 'behind' });
    expect(await titles(again.client, written)).toEqual(['Note 0', 'Only in the journal', 'This one too']);
  });

  it('that refused a write takes it with the next one, in order', async () => {
    const written = await fill(1);
    const running = await rig.startOpen();
    const writes = refusedWrites((spy) => spy.mockRejectedValueOnce(noRoom()));
    valueOf(await running.client.commands.createNote(written.situationId, { title: 'First refused' }));
    valueOf(await running.client.commands.createNote(written.situationId, { title: 'Then both' }));
    for (const spy of writes) spy.mockRestore();
    await running.kill();
    const again = rig.start();
    expect(valueOf(await again.client.unlock(passphrase))).toMatchObject({ restored: null, journalRewritten: null });
    expect(await titles(again.client, written)).toEqual(['First refused', 'Note 0', 'Then both']);
  });

  it('that a newer program upgraded is left alone', async () => {
    await fill(1);
    await new Promise<void>((resolve, reject) => {
      const request = rig.indexedDb.indexedDB.open('focalpoint-vault', 5_000);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => reject(request.error ?? new Error('no database'));
    });
    expect(codeOf(await rig.start().client.unlock(passphrase))).toBe('vault.newerFormat');
  });
});

describe('the journal', () => {
  it('that is gone is written again, well enough to restore from', async () => {
    const written = await fill();
    await putFiles(new Map());
    const first = rig.start();
    expect(valueOf(await first.client.unlock(passphrase)).journalRewritten).toMatchObject({ reason: 'missing' });
    await first.client.lock();
    await first.kill();
    const rows = (await rig.databaseRows()).rows;
    rig.indexedDb = freshIndexedDb();
    const second = rig.start();
    expect(valueOf(await second.client.unlock(passphrase)).restored).toEqual({ reason: 'missing', records: rows.length });
    expect(await titles(second.client, written)).toHaveLength(4);
  });

  it('that is an older copy is brought up to date, deletions too', async () => {
    const written = await fill(1);
    const old = await copyFiles();
    const running = await rig.startOpen();
    valueOf(await running.client.commands.createNote(written.situationId, { title: 'Newer' }));
    await running.kill();
    await putFiles(old);
    const first = rig.start();
    expect(valueOf(await first.client.unlock(passphrase)).journalRewritten).toMatchObject({ reason: 'behind' });
    await first.kill();
    rig.indexedDb = freshIndexedDb();
    const second = await rig.startOpen();
    expect(await titles(second.client, written)).toEqual(['Newer', 'Note 0']);
  });

  it('with damage in its middle is mended from the working store', async () => {
    const written = await fill();
    const [file] = await rig.journalFiles();
    if (file === undefined) throw new Error('no journal');
    const content = await fs.readFile(file);
    content[Math.floor(content.byteLength / 2)] = (content[Math.floor(content.byteLength / 2)] ?? 0) ^ 1;
    await fs.writeFile(file, content);
    const first = rig.start();
    expect(valueOf(await first.client.unlock(passphrase)).journalRewritten).toMatchObject({ reason: 'damaged' });
    await first.kill();
    rig.indexedDb = freshIndexedDb();
    const second = await rig.startOpen();
    expect(await titles(second.client, written)).toHaveLength(4);
  });

  it('cut at every byte of its last batch costs nothing while the working store has it', async () => {
    const written = await fill(2);
    const [file] = await rig.journalFiles();
    if (file === undefined) throw new Error('no journal');
    const before = (await fs.stat(file)).size;
    await addNote(written, 'Last');
    const whole = await fs.readFile(file);
    const { rows, generation } = await rig.databaseRows();
    const step = Math.max(1, Math.floor((whole.byteLength - before) / 40));
    for (let length = before; length < whole.byteLength; length += step) {
      await fs.writeFile(file, whole.subarray(0, length));
      await rig.replaceDatabase(rows, generation);
      const running = rig.start();
      const report = valueOf(await running.client.unlock(passphrase));
      expect(report.tornBytes).toBe(length - before);
      expect(report.journalRewritten).toMatchObject({ reason: 'behind' });
      expect(await titles(running.client, written)).toEqual(['Last', 'Note 0', 'Note 1']);
      await running.kill();
    }
  });
});

describe('both stores', () => {
  it('gone: the vault does not begin anew', async () => {
    await fill();
    await putFiles(new Map());
    rig.indexedDb = freshIndexedDb();
    const first = rig.start();
    expect(codeOf(await first.client.unlock(passphrase))).toBe('vault.storeMissing');
    expect(first.client.status()).toBe('locked');
    expect(codeOf(await first.client.create({ passphrase }))).toBe('vault.exists');
  });

  it('there but their keys gone: no new vault is made over them', async () => {
    await fill(1);
    for (const name of await fs.readdir(rig.directory)) if (name.endsWith('.fps')) await fs.rm(path.join(rig.directory, name));
    const { client } = rig.start();
    await expect.poll(() => client.status()).toBe('none');
    expect(codeOf(await client.create({ passphrase }))).toBe('vault.slotsMissing');
    expect((await rig.databaseRows()).rows.length).toBeGreaterThan(0);
  });

  it('older than the marker: it is said, and the device counts its changes under a new name', async () => {
    const written = await fill(1);
    const [oldRows, oldFiles] = [await rig.databaseRows(), await copyFiles()];
    for (let index = 0; index < 3; index++) await addNote(written, `Later ${index}`);
    await (await rig.startOpen()).kill();
    await putFiles(oldFiles);
    await rig.replaceDatabase(oldRows.rows, oldRows.generation);
    const running = rig.start();
    expect(valueOf(await running.client.unlock(passphrase)).olderBy).toBe(3);
    valueOf(await running.client.commands.createNote(written.situationId, { title: 'Goes on' }));
    expect(await titles(running.client, written)).toEqual(['Goes on', 'Note 0']);
    await running.kill();
    const again = rig.start();
    expect(valueOf(await again.client.unlock(passphrase))).toMatchObject({ olderBy: 0, restored: null, journalRewritten: null });
  });
});

/** Changes the rows in both stores alike, so that neither can mend the other. */
async function changeRows(change: (rows: StoredRecord[]) => StoredRecord[]): Promise<void> {
  const { rows, generation } = await rig.databaseRows();
  const changed = change(rows);
  await putFiles(new Map());
  const { createJournal } = await import('../../electron/vault/journal.ts');
  const journal = createJournal({ directory: rig.directory });
  valueOf(await journal.append({ generation, entries: changed.map((row) => ({ op: 'put', ...row })) }));
  await journal.close();
  await rig.replaceDatabase(changed, generation);
}

const flip = (row: StoredRecord, offset: number): StoredRecord => {
  const blob = row.blob.slice();
  blob[offset] = (blob[offset] ?? 0) ^ 1;
  return { ...row, blob };
};

describe('a damaged record', () => {
  it('is taken from the journal where that one is whole', async () => {
    const written = await fill();
    const { rows, generation } = await rig.databaseRows();
    await rig.replaceDatabase(rows.map((row) => flip(row, 90)), generation);
    const { client } = await rig.startOpen();
    expect(await titles(client, written)).toHaveLength(4);
    expect(await readOnce<readonly Situation[]>(client, { name: 'situations' })).toHaveLength(1);
    expect(await readOnce<VaultHealth>(client, { name: 'health' })).toMatchObject({ setAside: [] });
  });

  it('in both stores is set aside, whichever it is, and stops nothing else', async () => {
    const written = await fill(3);
    const clean = await rig.databaseRows();
    const { rows } = clean;
    let aside = 0;
    for (const victim of rows) {
      await rig.replaceDatabase(clean.rows, clean.generation);
      await changeRows((all) => all.map((row) => (row.id === victim.id ? flip(row, 100) : row)));
      const running = rig.start();
      valueOf(await running.client.unlock(passphrase));
      const { client } = running;
      const found = await readOnce<Profile | null>(client, { name: 'profile' });
      const situations = await readOnce<readonly Situation[]>(client, { name: 'situations' });
      const notes = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: written.situationId });
      const details = await Promise.all(written.noteIds.map((id) => readOnce<NoteDetail | null>(client, { name: 'note', id }).catch(() => null)));
      const whole = [found !== null, situations.length === 1, notes.length === 3, details.every((detail) => detail !== null)].filter((fine) => !fine).length;
      expect(whole, 'at most the damaged record itself is missing').toBeLessThanOrEqual(2);
      aside += (await readOnce<VaultHealth>(client, { name: 'health' })).setAside.length;
      await running.kill();
    }
    expect(aside).toBeGreaterThanOrEqual(3);
  });

  it('that seems to belong to a compartment that is not here is shown too, and not taken for one that was left at home', async () => {
    const written = await fill(3);
    const { rows } = await rig.databaseRows();
    const hurt = new Set(rows.map(({ id }) => id));
    // Bytes 2 to 17 of an envelope name the compartment.
    await changeRows((all) => all.map((row) => (hurt.has(row.id) ? flip(row, 4) : row)));
    const running = rig.start();
    valueOf(await running.client.unlock(passphrase));
    expect(codeOf(await running.client.commands.openNote(written.noteIds[0] ?? ''))).toBe('vault.documentDamaged');
    expect((await readOnce<VaultHealth>(running.client, { name: 'health' })).setAside.length).toBeGreaterThan(0);
  });

  it('that was a list entry is made again from the note itself', async () => {
    const written = await fill(3);
    const { rows } = await rig.databaseRows();
    const perBucket = new Map<string, number>();
    for (const row of rows) perBucket.set(row.bucket, (perBucket.get(row.bucket) ?? 0) + 1);
    // Of three notes there are three summaries and three texts for the search. One of each suffers.
    const threes = rows.filter((row) => perBucket.get(row.bucket) === 3);
    expect(threes).toHaveLength(6);
    const hurt = new Set(threes.filter((row, index) => threes.findIndex(({ bucket }) => bucket === row.bucket) === index).map(({ id }) => id));
    expect(hurt.size).toBe(2);
    await changeRows((all) => all.map((row) => (hurt.has(row.id) ? flip(row, 100) : row)));
    const { client } = await rig.startOpen();
    const found = await client.commands.searchNotes('note', {}, 10);
    expect(found.ok && found.value.total, 'a text that cannot be opened stops no search').toBeGreaterThanOrEqual(2);
    const notes = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: written.situationId }, (list) => list.length === 3);
    expect(notes.map((note) => note.title).sort()).toEqual(['Note 0', 'Note 1', 'Note 2']);
    expect(await readOnce<VaultHealth>(client, { name: 'health' }, (health) => health.setAside.length === 0)).toMatchObject({ setAside: [] });
  });

  it('that stands in another’s place is refused', async () => {
    const written = await fill(2);
    await changeRows((all) => {
      const pairs = [...Map.groupBy(all, (row) => row.bucket).values()].filter((rows) => rows.length === 2);
      if (pairs.length !== 2) throw new Error('summaries and texts of two notes are expected');
      const exchanged = new Map(pairs.flatMap(([one, two]) => (one === undefined || two === undefined ? [] : [[one.id, two.blob], [two.id, one.blob]] as const)));
      return all.map((row) => ({ ...row, blob: exchanged.get(row.id) ?? row.blob }));
    });
    const { client } = await rig.startOpen();
    await readOnce(client, { name: 'notes', situationId: written.situationId });
    const health = await readOnce<VaultHealth>(client, { name: 'health' });
    const notes = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: written.situationId }, (list) => list.length === 2);
    expect(notes.map((note) => note.title).sort()).toEqual(['Note 0', 'Note 1']);
    expect([0, 2]).toContain(health.setAside.length);
    for (const record of health.setAside) expect(record.code).toBe('vault.recordTampered');
  });
});

describe('the slot file', () => {
  const slotPaths = () => ['vault-slots.fps', 'vault-slots.copy.fps'].map((name) => path.join(rig.directory, name));
  const change = async (edit: (file: SlotFile) => SlotFile): Promise<void> => {
    const file = valueOf(decodeSlotFile(sodium, new Uint8Array(await fs.readFile(slotPaths()[0] ?? ''))));
    for (const name of slotPaths()) await fs.writeFile(name, encodeSlotFile(sodium, edit(file)));
  };
  const withKdf = (kdf: { opsLimit?: number; memLimitBytes?: number }) => (file: SlotFile): SlotFile => ({ ...file, slots: file.slots.map((slot) => (isPassphraseSlot(slot) ? { ...slot, kdf: { ...slot.kdf, ...kdf } } : slot)) });

  it('that asks for less than the floor is refused before anything is derived', async () => {
    await fill(1);
    for (const kdf of [{ opsLimit: 2 }, { opsLimit: 1 }, { memLimitBytes: 64 * 1024 * 1024 - 1 }, { memLimitBytes: 8192 }]) {
      await change(withKdf({ opsLimit: 3, memLimitBytes: 64 * 1024 * 1024, ...kdf }));
      expect(codeOf(await rig.start().client.unlock(passphrase))).toBe('vault.kdfBelowFloor');
    }
  });

  it('with other costs above the floor does not open', async () => {
    await fill(1);
    await change(withKdf({ opsLimit: 4 }));
    expect(codeOf(await rig.start().client.unlock(passphrase))).toBe('vault.wrongPassphrase');
    await change(withKdf({ opsLimit: 3, memLimitBytes: 2 ** 31 }));
    expect(codeOf(await rig.start().client.unlock(passphrase))).toBe('vault.kdfAboveCeiling');
  });

  it('with a changed byte in both copies is called damaged, not a wrong passphrase', async () => {
    await fill(1);
    const [first] = slotPaths();
    const content = await fs.readFile(first ?? '');
    for (let offset = 0; offset < content.byteLength; offset += 37) {
      const damaged = Buffer.from(content);
      damaged[offset] = (damaged[offset] ?? 0) ^ 1;
      for (const name of slotPaths()) await fs.writeFile(name, damaged);
      expect(codeOf(await rig.start().client.unlock(passphrase)), `byte ${offset}`).toBe('vault.damaged');
    }
  });

  it('of a newer program is left alone', async () => {
    await fill(1);
    await change((file) => ({ ...file, format: 2 }));
    expect(codeOf(await rig.start().client.unlock(passphrase))).toBe('vault.newerFormat');
  });

  it('keeps slots of a kind that this program does not know', async () => {
    await fill(1);
    await change((file) => ({ ...file, slots: [{ id: 'f'.repeat(32), kind: 'recovery', sheet: 'x' }, ...file.slots] }));
    const running = await rig.startOpen();
    valueOf(await running.client.commands.createSituation({ name: 'Writes the file again' }));
    const file = valueOf(decodeSlotFile(sodium, new Uint8Array(await fs.readFile(slotPaths()[0] ?? ''))));
    expect(file.slots[0]).toEqual({ id: 'f'.repeat(32), kind: 'recovery', sheet: 'x' });
  });
});
