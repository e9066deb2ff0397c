import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackups } from '../../electron/vault/backups.ts';
import { createChunkStore } from '../../electron/vault/chunkStore.ts';
import { endErasing, eraseVault } from '../../electron/vault/eraseVault.ts';
import { createSlotStore } from '../../electron/vault/slotStore.ts';
import { chunkBytes } from '../../shared/crypto/sealedChunk.ts';
import type { NoteDetail } from '../../shared/domain/vault/note.ts';
import { fail, ok } from '../../shared/errors/result.ts';
import { codeOf, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

let transfers = 0;
const transferId = (): string => String((transfers += 1)).padStart(32, '0');
const attach = (running: RunningVault, noteId: string, bytes: Uint8Array, name = 'recording.bin', id = transferId()) => running.client.commands.attachFile(noteId, new Blob([new Uint8Array(bytes)]), name, '2026-11-01T08:00:00.000Z', id);
const openBytes = async (running: RunningVault, noteId: string, fileId: string) => {
  const opened = valueOf(await running.client.commands.openFile(noteId, fileId));
  return { ...opened, bytes: Buffer.from(await opened.blob.arrayBuffer()) };
};

async function withNote(running: RunningVault): Promise<string> {
  const situation = valueOf(await running.client.commands.createSituation({ name: 'Northern district' }));
  return valueOf(await running.client.commands.createNote(situation.id, { title: 'Interview' })).id;
}
const pieceFiles = async (): Promise<string[]> => {
  const names = await readdir(path.join(rig.directory, 'attachments'), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.fpa')).map((name) => path.join(rig.directory, 'attachments', name)).sort();
};
const detail = (running: RunningVault, id: string, until: (note: NoteDetail) => boolean) => readOnce<NoteDetail>(running.client, { name: 'note', id }, until);

describe('files of notes', () => {
  it('come back byte for byte after lock and unlock, and nothing of them is readable on the disk', async () => {
    const running = await rig.startNew();
    const noteId = await withNote(running);
    const content = Buffer.concat([Buffer.from('CANARY-INSIDE-FILE'), randomBytes(2 * chunkBytes + 17)]);
    const { id } = valueOf(await attach(running, noteId, content, 'CANARY-NAME.m4a'));
    const { files } = await detail(running, noteId, (note) => note.files.length === 1);
    expect(files[0]).toMatchObject({ id, name: 'CANARY-NAME.m4a', type: 'audio/mp4', bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), writtenAt: '2026-11-01T08:00:00.000Z' });
    expect(await pieceFiles()).toHaveLength(3);
    await running.client.lock();
    for (const name of await readdir(rig.directory, { recursive: true })) {
      expect(name).not.toContain('CANARY');
      const file = path.join(rig.directory, name);
      if ((await stat(file)).isFile()) expect((await readFile(file)).includes('CANARY'), name).toBe(false);
    }
    valueOf(await running.client.unlock('anchor velvet orchard signal pebble lantern'));
    const opened = await openBytes(running, noteId, id);
    expect(opened.whole).toBe(true);
    expect(opened.damaged).toEqual([]);
    expect(opened.bytes.equals(content)).toBe(true);
  });

  it('says which piece is damaged, gone or exchanged, and gives the rest', async () => {
    const running = await rig.startNew();
    const noteId = await withNote(running);
    const content = randomBytes(3 * chunkBytes + 5);
    const { id } = valueOf(await attach(running, noteId, content));
    const spare = valueOf(await attach(running, noteId, content));
    const pieces = await pieceFiles();
    expect(pieces).toHaveLength(8);
    const sizes = await Promise.all(pieces.map(async (file) => ({ file, size: (await stat(file)).size })));
    const full = sizes.filter(({ size }) => size > 1_000_000).map(({ file }) => file);
    // All full pieces change places with their neighbours: both files' pieces are whole envelopes and stand nowhere right.
    const bytes = await Promise.all(full.map((file) => readFile(file)));
    for (const [at, file] of full.entries()) await writeFile(file, bytes[(at + 1) % full.length]!);
    const opened = await openBytes(running, noteId, id);
    expect(opened.damaged).toEqual([0, 1, 2]);
    expect(opened.whole).toBe(false);
    expect(opened.bytes.subarray(3 * chunkBytes).equals(content.subarray(3 * chunkBytes))).toBe(true);
    expect(opened.bytes.length).toBe(content.length);
    for (const file of full) await rm(file);
    expect((await openBytes(running, noteId, spare.id)).damaged).toEqual([0, 1, 2]);
  });

  it('refuses what is too large before it reads any of it, and what is too many', async () => {
    const running = await rig.startNew();
    const noteId = await withNote(running);
    expect(codeOf(await attach(running, noteId, new Uint8Array(25 * 1024 * 1024 + 1)))).toBe('attachment.tooLarge');
    expect(await pieceFiles()).toEqual([]);
    for (let count = 0; count < 50; count += 1) valueOf(await attach(running, noteId, Uint8Array.of(count)));
    expect(codeOf(await attach(running, noteId, Uint8Array.of(1)))).toBe('attachment.tooMany');
    expect(await pieceFiles()).toHaveLength(50);
  });

  it('leaves nothing when the disk is full, when it is stopped, and when the note is not there', async () => {
    let left = 2;
    let onPiece = (): void => undefined;
    const running = await rig.startNew({ wrapStorage: (storage) => ({ ...storage, chunkPut: async (name, sealed) => {
      if (left-- <= 0) return fail('vault.diskFull', 'later');
      onPiece();
      return storage.chunkPut(name, sealed);
    } }) });
    const noteId = await withNote(running);
    expect(codeOf(await attach(running, noteId, randomBytes(4 * chunkBytes)))).toBe('vault.diskFull');
    expect(await pieceFiles()).toEqual([]);
    left = 100;
    const id = transferId();
    onPiece = () => void running.client.commands.stopTransfer(id);
    expect(codeOf(await attach(running, noteId, randomBytes(8 * chunkBytes), 'x', id))).toBe('transfer.cancelled');
    onPiece = () => undefined;
    expect(await pieceFiles()).toEqual([]);
    expect(codeOf(await attach(running, '0'.repeat(32), randomBytes(10)))).toBe('vault.notFound');
    expect((await detail(running, noteId, () => true)).files).toEqual([]);
    valueOf(await attach(running, noteId, randomBytes(10)));
    expect(await pieceFiles()).toHaveLength(1);
  });

  it('a process that ends while a file goes in leaves no piece behind after the next unlock, and no file that was acknowledged is lost', async () => {
    for (const stopAfter of [2]) {
      await rig.end();
      rig = await VaultRig.make();
      let left = 1_000;
      let stopped: () => void = () => undefined;
      const reached = new Promise<void>((resolve) => (stopped = resolve));
      const first = await rig.startNew({ wrapStorage: (storage) => ({ ...storage, chunkPut: async (name, sealed) => {
        if (left-- > 0) return storage.chunkPut(name, sealed);
        stopped();
        return new Promise(() => undefined);
      } }) });
      const noteId = await withNote(first);
      const kept = randomBytes(chunkBytes + 1);
      const { id } = valueOf(await attach(first, noteId, kept));
      left = stopAfter;
      void attach(first, noteId, randomBytes(4 * chunkBytes));
      await reached;
      await first.kill();
      expect((await pieceFiles()).length).toBe(2 + stopAfter);
      const again = await rig.startOpen();
      // What the worker does ten seconds after an unlock; here at once, by a purge that finds nothing.
      await expect.poll(async () => (await pieceFiles()).length, { timeout: 15_000, interval: 200 }).toBe(2);
      expect((await openBytes(again, noteId, id)).bytes.equals(kept)).toBe(true);
      await again.kill();
    }
  }, 90_000);

  it('go with a removal at once, and with the note when that is purged', async () => {
    const running = await rig.startNew();
    const { commands } = running.client;
    const noteId = await withNote(running);
    const one = valueOf(await attach(running, noteId, randomBytes(chunkBytes * 2)));
    const two = valueOf(await attach(running, noteId, randomBytes(10)));
    valueOf(await commands.removeFile(noteId, one.id));
    expect(await pieceFiles()).toHaveLength(1);
    expect(codeOf(await commands.openFile(noteId, one.id))).toBe('vault.notFound');
    valueOf(await commands.trashNote(noteId));
    expect((await openBytes(running, noteId, two.id)).whole).toBe(true);
    valueOf(await commands.purgeNote(noteId));
    expect(await pieceFiles()).toEqual([]);
  });

  it('are saved out whole or not at all', async () => {
    const written: Buffer[] = [];
    const ends: boolean[] = [];
    const running = await rig.startNew({
      wrapStorage: (storage) => ({
        ...storage,
        fileBegin: (name) => Promise.resolve(ok({ token: 'a'.repeat(32), name })),
        fileWrite: async (_token, bytes) => {
          written.push(Buffer.from(bytes));
          return ok(null);
        },
        fileEnd: async (_token, whole) => {
          ends.push(whole);
          return ok(null);
        },
      }),
    });
    const noteId = await withNote(running);
    const content = randomBytes(chunkBytes + 100);
    const { id } = valueOf(await attach(running, noteId, content, '../../evil\u202egpj.exe'));
    expect(valueOf(await running.client.commands.saveFileCopy(noteId, id, false, transferId()))).toEqual({ name: 'evil gpj.exe' });
    expect(Buffer.concat(written).equals(content)).toBe(true);
    const [first] = await pieceFiles();
    await writeFile(first!, 'no piece');
    expect(codeOf(await running.client.commands.saveFileCopy(noteId, id, false, transferId()))).toBe('attachment.damaged');
    expect(valueOf(await running.client.commands.saveFileCopy(noteId, id, true, transferId()))).not.toBeNull();
    expect(ends).toEqual([true, false, true]);
  });
});

describe('files of notes in backups', () => {
  const backupsOf = (running: RunningVault, directory = rig.directory) =>
    createBackups({ folder: directory, journal: running.journal, slots: createSlotStore({ directory }), chunks: createChunkStore({ directory: path.join(directory, 'attachments') }), now: () => new Date('2026-11-21T06:00:00Z'), log: () => undefined });

  it('lie once beside all backups, come back on another machine, and what is missing is said beforehand', async () => {
    const running = await rig.startNew();
    const noteId = await withNote(running);
    const content = randomBytes(2 * chunkBytes);
    const { id } = valueOf(await attach(running, noteId, content));
    const backups = await backupsOf(running);
    const folder = path.join(rig.directory, 'elsewhere');
    await mkdir(folder);
    valueOf(await backups.choose(folder));
    const gone = valueOf(await attach(running, noteId, randomBytes(10)));
    valueOf(await running.client.commands.removeFile(noteId, gone.id));
    valueOf(await backups.make());
    const inFolder = await readdir(folder, { recursive: true });
    expect(inFolder.filter((name) => name.endsWith('.fpa'))).toHaveLength(2);
    const file = path.join(folder, inFolder.find((name) => name.endsWith('.fpcbackup'))!);

    const other = await VaultRig.make();
    try {
      const fresh = other.start();
      const there = await backupsOf(fresh, other.directory);
      expect(valueOf(await there.preview(file)).missingFiles).toBe(0);
      expect(valueOf(await there.restore(file)).missingFiles).toBe(0);
      await fresh.kill();
      const opened = await other.startOpen();
      expect((await openBytes(opened, noteId, id)).bytes.equals(content)).toBe(true);
    } finally {
      await other.end();
    }
    const alone = path.join(rig.directory, 'alone.fpcbackup');
    await writeFile(alone, await readFile(file));
    const third = await VaultRig.make();
    try {
      const there = await backupsOf(third.start(), third.directory);
      expect(valueOf(await there.preview(alone))).toMatchObject({ missingFiles: 2, chunkFolder: expect.stringMatching(/^attachments-/) });
      expect(valueOf(await there.restore(alone)).missingFiles).toBe(2);
    } finally {
      await third.end();
    }
  });

  it('heal a piece that was damaged, and lose those that no kept backup names', async () => {
    let backups: Awaited<ReturnType<typeof createBackups>> | null = null;
    const running = await rig.startNew({ wrapStorage: (storage) => ({ ...storage, chunkGet: async (name, copy) => (copy ? ok((await backups?.chunkCopy(name)) ?? null) : storage.chunkGet(name, false)) }) });
    const noteId = await withNote(running);
    const content = randomBytes(chunkBytes + 1);
    const { id } = valueOf(await attach(running, noteId, content));
    backups = await backupsOf(running);
    valueOf(await backups.make());
    const [first] = await pieceFiles();
    await writeFile(first!, 'damaged');
    expect((await openBytes(running, noteId, id)).bytes.equals(content)).toBe(true);
    expect((await readFile(first!)).byteLength).toBeGreaterThan(100);
    valueOf(await running.client.commands.removeFile(noteId, id));
    valueOf(await backups.make());
    const kept = (await readdir(path.join(rig.directory, 'backups'), { recursive: true })).filter((name) => name.endsWith('.fpa'));
    expect(kept).toEqual([]);
  });

  it('go with an erasing, also one that was cut off', async () => {
    const running = await rig.startNew();
    const noteId = await withNote(running);
    valueOf(await attach(running, noteId, randomBytes(10)));
    const backups = await backupsOf(running);
    valueOf(await backups.make());
    await running.kill();
    await writeFile(path.join(rig.directory, 'erasing'), '');
    await endErasing(rig.directory);
    expect((await readdir(rig.directory, { recursive: true })).filter((name) => name.endsWith('.fpa'))).toEqual([]);
    await eraseVault(rig.directory);
  });
});
