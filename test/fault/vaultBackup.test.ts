import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBackup } from '../../electron/vault/backupFile.ts';
import { createBackups, type Backups } from '../../electron/vault/backups.ts';
import { backupName, namedBackups, supersededBackups } from '../../electron/vault/backupRotation.ts';
import type { Journal } from '../../electron/vault/journal.ts';
import { createSlotStore } from '../../electron/vault/slotStore.ts';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import { codeOf, freshIndexedDb, passphrase, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
let elsewhere: string;
let now = new Date('2026-11-02T09:00:00Z');
beforeEach(async () => {
  rig = await VaultRig.make();
  elsewhere = await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-copies-'));
  now = new Date('2026-11-02T09:00:00Z');
});
afterEach(async () => {
  await rig.end();
  await fs.rm(elsewhere, { recursive: true, force: true });
});

const backupsOf = (running: { readonly journal: Journal }, directory = rig.directory): Promise<Backups> =>
  createBackups({ folder: directory, journal: running.journal, slots: createSlotStore({ directory }), now: () => now, log: () => undefined });

async function fill({ client }: RunningVault): Promise<void> {
  const situation = valueOf(await client.commands.createSituation({ name: 'Kept' }));
  for (let index = 0; index < 20; index++) valueOf(await client.commands.createNote(situation.id, { title: `Note ${index}` }));
}

async function expectFilled(running: RunningVault): Promise<void> {
  const [situation] = await readOnce<readonly Situation[]>(running.client, { name: 'situations' }, (list) => list.length === 1);
  expect(situation?.name).toBe('Kept');
  const notes = await readOnce<readonly NoteSummary[]>(running.client, { name: 'notes', situationId: situation?.id ?? '' });
  expect(notes.map(({ title }) => title).sort()).toEqual(Array.from({ length: 20 }, (_, index) => `Note ${index}`).sort());
}

const newest = async (folder: string): Promise<string> => {
  const name = (await fs.readdir(folder)).filter((candidate) => candidate.endsWith('.fpcbackup')).sort((a, b) => a.length - b.length || a.localeCompare(b)).at(-1);
  if (name === undefined) throw new Error(`no backup in ${folder}`);
  return path.join(folder, name);
};

describe('a backup', () => {
  it('brings everything back on a new device, with the passphrase of its time', async () => {
    const first = await rig.startNew();
    const backups = await backupsOf(first);
    expect(codeOf(await (await backupsOf(rig.start(), elsewhere)).make())).toBe('vault.backupEmpty');
    await fill(first);
    const state = valueOf(await backups.choose(elsewhere));
    expect(state.own.last?.records).toBe(valueOf(await first.journal.state()).records);
    expect(state.chosen).toMatchObject({ folder: elsewhere, failureCode: null, kept: 1 });
    const copy = await newest(elsewhere);
    await first.kill();
    const bytes = await fs.readFile(copy);
    await rig.end();

    rig = await VaultRig.make();
    const fresh = rig.start();
    const there = await backupsOf(fresh);
    await fs.mkdir(elsewhere, { recursive: true });
    expect(valueOf(await there.preview(copy))).toMatchObject({ bytes: bytes.byteLength });
    valueOf(await there.restore(copy));
    await fresh.kill();
    const second = rig.start();
    expect(codeOf(await second.client.unlock('something else'))).toBe('vault.wrongPassphrase');
    expect(valueOf(await second.client.unlock(passphrase)).olderBy).toBe(0);
    await expectFilled(second);
    expect(codeOf(await (await backupsOf(second)).restore(copy)), 'a second time nothing is added').toBe('vault.backupNotNeeded');
  });

  it('cures a lost journal, a lost database and damaged keys, and never puts older over newer', async () => {
    const first = await rig.startNew();
    await fill(first);
    valueOf(await (await backupsOf(first)).make());
    const [situation] = await readOnce<readonly Situation[]>(first.client, { name: 'situations' });
    valueOf(await first.client.commands.updateSituation(situation?.id ?? '', { area: 'Changed after the backup' }));
    await first.kill();
    const copy = await newest(path.join(rig.directory, 'backups'));
    for (const name of await fs.readdir(rig.directory)) if (name.endsWith('.fps')) await fs.writeFile(path.join(rig.directory, name), 'damaged');
    const second = rig.start();
    expect(codeOf(await second.client.unlock(passphrase))).toBe('vault.damaged');
    valueOf(await (await backupsOf(second)).restore(copy));
    valueOf(await second.client.unlock(passphrase));
    await expectFilled(second);
    expect((await readOnce<readonly Situation[]>(second.client, { name: 'situations' }))[0]?.area, 'what was saved after the backup stays').toBe('Changed after the backup');
    await second.kill();

    for (const name of await fs.readdir(rig.directory)) if (name.endsWith('.fpj')) await fs.rm(path.join(rig.directory, name));
    rig.indexedDb = freshIndexedDb();
    const third = rig.start();
    expect(codeOf(await third.client.unlock(passphrase))).toBe('vault.storeMissing');
    valueOf(await (await backupsOf(third)).restore(copy));
    expect(valueOf(await third.client.unlock(passphrase)).olderBy, 'that the backup is older is said').toBeGreaterThan(0);
    await expectFilled(third);
  });

  it('of another vault is refused and changes nothing', async () => {
    const first = await rig.startNew();
    await fill(first);
    valueOf(await (await backupsOf(first)).choose(elsewhere));
    const copy = await newest(elsewhere);
    const bytes = await fs.readFile(copy);
    await rig.end();
    rig = await VaultRig.make();
    const other = await rig.startNew();
    await fs.mkdir(elsewhere, { recursive: true });
    await fs.writeFile(copy, bytes);
    const before = valueOf(await other.journal.state());
    expect(codeOf(await (await backupsOf(other)).restore(copy))).toBe('vault.backupOfOtherVault');
    expect(valueOf(await other.journal.state())).toEqual(before);
  });

  it('with any byte changed, or cut anywhere, is refused', async () => {
    const first = await rig.startNew();
    valueOf(await first.client.commands.createSituation({ name: 'S' }));
    valueOf(await (await backupsOf(first)).make());
    const bytes = await fs.readFile(await newest(path.join(rig.directory, 'backups')));
    expect(openBackup(bytes).ok).toBe(true);
    for (let at = 0; at < bytes.byteLength; at += 1 + (at % 7)) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[at] ?? 0) ^ 0x10, at);
      expect(codeOf(openBackup(changed)), `byte ${at}`).toBe('vault.backupDamaged');
      expect(codeOf(openBackup(bytes.subarray(0, at))), `cut at ${at}`).toBe('vault.backupDamaged');
    }
  });

  it('shows no readable word', async () => {
    const first = await rig.startNew();
    const situation = valueOf(await first.client.commands.createSituation({ name: 'zqxcanaryvk' }));
    valueOf(await first.client.commands.createNote(situation.id, { title: 'zqxcanaryvk' }));
    valueOf(await (await backupsOf(first)).make());
    const bytes = await fs.readFile(await newest(path.join(rig.directory, 'backups')));
    for (const word of ['zqxcanaryvk', situation.id, 'situation', 'Untitled']) expect(bytes.includes(word), word).toBe(false);
  });

  it('that was cut off while being restored is ended by the next start', async () => {
    const first = await rig.startNew();
    await fill(first);
    valueOf(await (await backupsOf(first)).choose(elsewhere));
    const bytes = await fs.readFile(await newest(elsewhere));
    await rig.end();
    rig = await VaultRig.make();
    const stopped = rig.start();
    const opened = valueOf(openBackup(bytes));
    const [some] = [...opened.entries()];
    await fs.writeFile(path.join(rig.directory, 'restoring.fpcbackup'), bytes);
    valueOf(await stopped.journal.append({ generation: 1, entries: (some ?? []).slice(0, 3) }));
    await stopped.kill();
    const next = rig.start();
    await (await backupsOf(next)).resume();
    await next.kill();
    const last = await rig.startOpen();
    await expectFilled(last);
    expect(await fs.readdir(rig.directory)).not.toContain('restoring.fpcbackup');
  });
});

describe('the rhythm of backups', () => {
  it('is one a day while something is saved, and none while nothing is', async () => {
    const first = await rig.startNew();
    const backups = await backupsOf(first);
    await fill(first);
    const kept = async () => (await backups.state()).own.kept;
    await backups.makeIfDue();
    expect(await kept()).toBe(1);
    valueOf(await first.client.commands.setTaskState('wk-01', 'done'));
    await backups.makeIfDue();
    expect(await kept(), 'once a day').toBe(1);
    now = new Date('2026-11-03T09:00:00Z');
    await backups.makeIfDue();
    expect(await kept()).toBe(2);
    now = new Date('2026-11-04T09:00:00Z');
    await backups.makeIfDue();
    expect(await kept(), 'nothing new was saved').toBe(2);
  });

  it('keeps seven days and four weeks, whatever the clock said', () => {
    const days = Array.from({ length: 60 }, (_, index) => new Date(Date.UTC(2026, 8, 1 + index)).toISOString().slice(0, 10));
    const names = days.map((day, index) => backupName('0a0a0a0a', day, index + 1));
    const all = namedBackups([...names, backupName('ffffffff', '2026-01-01', 1), 'holiday.jpg'], '0a0a0a0a');
    expect(all).toHaveLength(60);
    const gone = new Set(supersededBackups(all).map(({ name }) => name));
    const kept = names.filter((name) => !gone.has(name));
    expect(kept).toHaveLength(11);
    expect(kept.slice(-7)).toEqual(names.slice(-7));
    const farAhead = [...all, ...namedBackups([backupName('0a0a0a0a', '2099-01-01', 30)], '0a0a0a0a')];
    expect(supersededBackups(farAhead).map(({ name }) => name)).not.toContain(names.at(-1));
  });

  it('says so when the chosen folder is gone, and keeps the own backup', async () => {
    const first = await rig.startNew();
    await fill(first);
    const backups = await backupsOf(first);
    valueOf(await backups.choose(elsewhere));
    await fs.rm(elsewhere, { recursive: true });
    const state = valueOf(await backups.make());
    expect(state.own.failureCode).toBeNull();
    expect(state.chosen).toMatchObject({ failureCode: 'vault.backupFailed', kept: 0 });
    expect(state.chosen?.last, 'when it last worked is still said').not.toBeNull();
  });
});

it('a working store that another vault left behind does not mix with this one, however new it is', async () => {
  for (const isNoted of [true, false]) {
    const old = await VaultRig.make();
    const before = await old.startNew();
    for (const name of ['Old one', 'Old two', 'Old three', 'Old four']) valueOf(await before.client.commands.createSituation({ name }));
    await before.client.lock();
    await before.kill();
    const rows = await old.databaseRows();
    const own = await rig.startNew();
    valueOf(await own.client.commands.createSituation({ name: 'Own' }));
    await own.client.lock();
    await own.kill();
    // Written by a program that noted the vault, and by one that did not.
    if (isNoted) rig.indexedDb = old.indexedDb;
    else await rig.replaceDatabase(rows.rows, rows.generation);
    expect(rows.generation).toBeGreaterThan(2);
    const mixed = await rig.startOpen();
    expect((await readOnce<readonly Situation[]>(mixed.client, { name: 'situations' })).map(({ name }) => name), `noted ${isNoted}`).toEqual(['Own']);
    await mixed.client.lock();
    await mixed.kill();
    // The journal has kept what it had: with an empty database everything is there again.
    rig.indexedDb = freshIndexedDb();
    const again = await rig.startOpen();
    expect((await readOnce<readonly Situation[]>(again.client, { name: 'situations' })).map(({ name }) => name)).toEqual(['Own']);
    await again.kill();
    await old.end();
    await rig.end();
    rig = await VaultRig.make();
  }
});
