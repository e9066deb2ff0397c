import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeUpdate } from 'yjs';
import { carriedBatch, type ImportedNote } from '../../shared/domain/carry/carriedNote.ts';
import { plainTree } from '../../shared/domain/carry/markdownTree.ts';
import type { NoteDetail, NoteSummary } from '../../shared/domain/vault/note.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import { ok, type Result } from '../../shared/errors/result.ts';
import { readNotes } from '../../renderer/features/carry/reading/readNotes.ts';
import { codeOf, readOnce, valueOf, VaultRig, type RigOptions, type RunningVault } from './vaultRig.ts';

let rigs: VaultRig[] = [];
beforeEach(() => {
  rigs = [];
});
afterEach(async () => {
  for (const rig of rigs) await rig.end();
});

let transfers = 0;
const transferId = (): string => String((transfers += 1)).padStart(32, '0');

/** A vault whose exports end up in memory. */
async function vaultWith(options: RigOptions = {}): Promise<{ readonly rig: VaultRig; readonly running: RunningVault; readonly written: () => Buffer; readonly ends: boolean[] }> {
  const rig = await VaultRig.make();
  rigs.push(rig);
  let parts: Buffer[] = [];
  const ends: boolean[] = [];
  const running = await rig.startNew({
    ...options,
    wrapStorage: (storage) => {
      const inner = options.wrapStorage?.(storage) ?? storage;
      return {
        ...inner,
        fileBegin: async (name) => {
          parts = [];
          return ok({ token: 'a'.repeat(32), name });
        },
        fileWrite: async (_token, bytes) => {
          parts.push(Buffer.from(bytes));
          return ok(null);
        },
        fileEnd: async (_token, whole) => {
          ends.push(whole);
          return ok(null);
        },
      };
    },
  });
  return { rig, running, written: () => Buffer.concat(parts), ends };
}

const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);
const notesOf = (running: RunningVault, situationId: string, count: number) => readOnce<readonly NoteSummary[]>(running.client, { name: 'notes', situationId }, (notes) => notes.length === count);
const detail = (running: RunningVault, id: string) => readOnce<NoteDetail | null>(running.client, { name: 'note', id });
const situations = (running: RunningVault, count: number) => readOnce<readonly Situation[]>(running.client, { name: 'situations' }, (all) => all.length === count);
const imported = (title: string, text: string, more: Partial<ImportedNote> = {}): ImportedNote => ({ key: null, id: null, fields: { title }, createdAt: '2023-05-06T07:08:09.000Z', changedAt: '2024-01-02T03:04:05.000Z', body: plainTree(text), files: [], ...more });

async function importAll(running: RunningVault, target: Parameters<RunningVault['client']['commands']['importBegin']>[0], notes: readonly ImportedNote[]) {
  const id = transferId();
  valueOf(await running.client.commands.importBegin(target, 'x', notes.length, id));
  for (let from = 0; from < notes.length; from += carriedBatch) {
    const added: Result<null> = await running.client.commands.importAdd(id, notes.slice(from, from + carriedBatch));
    if (!added.ok) return added;
  }
  return running.client.commands.importEnd(id, true);
}

async function written(running: RunningVault): Promise<{ readonly situationId: string; readonly open: string; readonly secret: string; readonly content: Buffer }> {
  const { commands } = running.client;
  const situationId = valueOf(await commands.createSituation({ name: 'Northern district', area: 'Four districts' })).id;
  const [open, secret] = await Promise.all([
    commands.createNote(situationId, { title: 'Market closed', source: 'Heron', handling: 'public', observedOn: '2026-10-30', place: 'Bridge' }).then((made) => valueOf(made).id),
    commands.createNote(situationId, { title: 'Only for me', handling: 'private' }).then((made) => valueOf(made).id),
  ]);
  const content = randomBytes(1_300_000);
  valueOf(await commands.attachFile(open, blob(content), 'gate.bin', null, transferId()));
  return { situationId, open, secret, content };
}

describe('notes out of the vault', () => {
  it('as Markdown: with what is known of them, with their files, without sources, and never what is for the writer alone', async () => {
    const { running, written: bytes, ends } = await vaultWith();
    const { situationId, open, secret, content } = await written(running);
    const choice = { situationId, noteIds: [open], format: 'markdown' as const, withSources: false, withFiles: true };
    expect(codeOf(await running.client.commands.exportNotes({ ...choice, noteIds: [open, secret] }, '', transferId()))).toBe('export.forbidden');
    expect(ends).toEqual([]);
    expect(valueOf(await running.client.commands.exportNotes(choice, '', transferId()))).toEqual({ name: 'Market closed.zip', notes: 1, files: 1, masked: 0 });
    const pack = unzipSync(bytes());
    expect(Object.keys(pack).sort()).toEqual(['Market closed.md', 'files/gate.bin']);
    expect(Buffer.from(pack['files/gate.bin']!).equals(content)).toBe(true);
    const text = strFromU8(pack['Market closed.md']!);
    for (const part of [`id: ${open}`, 'title: Market closed', 'observedOn: 2026-10-30', '[gate.bin](<files/gate.bin>)']) expect(text).toContain(part);
    expect(text).not.toContain('Heron');
    valueOf(await running.client.commands.exportNotes({ ...choice, withSources: true, withFiles: false }, '', transferId()));
    expect(strFromU8(unzipSync(bytes())['Market closed.md']!)).toContain('source: Heron');
  });

  it('the Markdown of this vault adds nothing when it comes back, and all of it elsewhere', async () => {
    const { running, written: bytes } = await vaultWith();
    const { situationId, open, content } = await written(running);
    valueOf(await running.client.commands.exportNotes({ situationId, noteIds: [open], format: 'markdown', withSources: true, withFiles: true }, '', transferId()));
    const read = await readNotes([{ file: new File([new Uint8Array(bytes())], 'export.zip'), path: 'export.zip' }], { tags: 'Tags', notebook: 'Notebook' }, () => undefined);
    expect(read.notes).toHaveLength(1);
    expect(valueOf(await importAll(running, { situationId }, read.notes))).toMatchObject({ added: 0, present: 1 });
    const { running: other } = await vaultWith();
    const done = valueOf(await importAll(other, { name: 'From Markdown' }, read.notes));
    expect(done).toMatchObject({ added: 1, present: 0, files: 1 });
    const note = await detail(other, open);
    expect(note).toMatchObject({ fields: { title: 'Market closed', source: 'Heron', handling: 'public', place: 'Bridge' } });
    const opened = valueOf(await other.client.commands.openFile(open, note!.files[0]!.id));
    expect(Buffer.from(await opened.blob.arrayBuffer()).equals(content)).toBe(true);
  });

  it('as a document: the same rules hold, files are named and stay', async () => {
    const { running } = await vaultWith();
    const { situationId, open } = await written(running);
    const words = { language: 'en', direction: 'ltr' as const, handling: 'Handling: Public', untitled: 'Untitled', observed: 'Observed', place: 'Place', source: 'Source', grade: 'Grade', files: 'Files' };
    const model = valueOf(await running.client.commands.exportDocument({ situationId, noteIds: [open], format: 'pdf', withSources: false, withFiles: true }, words));
    expect(JSON.stringify(model)).toContain('Files: gate.bin');
    expect(JSON.stringify(model)).not.toContain('Heron');
  });
});

describe('a sealed archive between two vaults', () => {
  it('brings notes, files, times and their situation once, whoever has the words', async () => {
    const { running, written: bytes } = await vaultWith();
    const { situationId, open, secret, content } = await written(running);
    const { words } = valueOf(await running.client.commands.handoverWords());
    valueOf(await running.client.commands.exportNotes({ situationId, noteIds: [open, secret], format: 'archive', withSources: false, withFiles: true }, words, transferId()));
    const file = blob(bytes());
    expect(bytes().includes('Market')).toBe(false);
    const before = await detail(running, open);

    const { running: other, rig } = await vaultWith();
    const { commands } = other.client;
    expect(codeOf(await commands.readArchive(file, 'anchor velvet orchard signal pebble meadow', transferId()))).toBe('archive.wrongWords');
    expect(valueOf(await commands.readArchive(file, words.toUpperCase(), transferId()))).toMatchObject({ notes: 2, present: 0, files: 1, situation: 'Northern district' });
    expect(codeOf(await commands.importArchive(file.slice(0, file.size - 1), words, { name: 'x' }, transferId()))).toBe('archive.truncated');
    expect(await situations(other, 0)).toEqual([]);
    expect(valueOf(await commands.importArchive(file, words, { name: 'Taken over' }, transferId()))).toEqual({ situationId, added: 2, present: 0, files: 1, filesLeftOut: 0 });
    const after = await detail(other, open);
    expect(after).toMatchObject({ createdAt: before!.createdAt, changedAt: before!.changedAt, fields: { title: 'Market closed', source: '', place: 'Bridge' } });
    const opened = valueOf(await commands.openFile(open, after!.files[0]!.id));
    expect(Buffer.from(await opened.blob.arrayBuffer()).equals(content)).toBe(true);
    expect(valueOf(await commands.importArchive(file, words, { name: 'Again' }, transferId()))).toMatchObject({ added: 0, present: 2, situationId });
    expect((await situations(other, 1))[0]).toMatchObject({ name: 'Taken over', area: 'Four districts' });
    const pieces = (await readdir(rig.directory, { recursive: true })).filter((name) => name.endsWith('.fpa'));
    expect(pieces).toHaveLength(2);
    expect(valueOf(await running.client.commands.importArchive(file, words, { situationId }, transferId()))).toMatchObject({ added: 0, present: 2 });
  }, 60_000);
});

describe('notes into the vault', () => {
  it('keep their times, are found by search, and come once however often they are taken in', async () => {
    const { running } = await vaultWith();
    const many = Array.from({ length: 450 }, (_, at) => imported(`Note ${at}`, `Words of it, number ${at}`));
    const first = valueOf(await importAll(running, { name: 'Old notes' }, many));
    expect(first).toMatchObject({ added: 450, present: 0 });
    const notes = await notesOf(running, first.situationId, 450);
    expect(notes[0]).toMatchObject({ createdAt: '2023-05-06T07:08:09.000Z', changedAt: '2024-01-02T03:04:05.000Z' });
    expect(valueOf(await importAll(running, { situationId: first.situationId }, many))).toMatchObject({ added: 0, present: 450 });
    expect(valueOf(await importAll(running, { name: 'Elsewhere' }, [...many.slice(0, 2), imported('New', 'One more'), imported('New', 'One more')]))).toMatchObject({ added: 1, present: 3 });
    valueOf(await running.client.commands.trashNote(notes[0]!.id));
    expect(valueOf(await importAll(running, { situationId: first.situationId }, many))).toMatchObject({ added: 0 });
    await running.client.lock();
    valueOf(await running.client.unlock('anchor velvet orchard signal pebble lantern'));
    await notesOf(running, first.situationId, 450);
  }, 60_000);

  it('are all taken back when it is stopped, when the disk is full, and by undo, with a situation that came with them', async () => {
    let full = false;
    const { running, rig } = await vaultWith({ wrapStorage: (storage) => ({ ...storage, chunkPut: (name, sealed) => (full ? Promise.resolve({ ok: false, error: { code: 'vault.diskFull', retry: 'later', messageId: 'failure.vault.diskFull', details: {} } }) : storage.chunkPut(name, sealed)) }) });
    const { commands } = running.client;
    const withFile = (at: number): ImportedNote => imported(`Note ${at}`, 'x', { files: [{ name: 'a.bin', source: blob(Uint8Array.of(at)), writtenAt: null }] });
    const pieces = async (): Promise<number> => (await readdir(rig.directory, { recursive: true })).filter((name) => name.endsWith('.fpa')).length;

    const stopped = transferId();
    valueOf(await commands.importBegin({ name: 'Stopped' }, 'x', 4, stopped));
    valueOf(await commands.importAdd(stopped, [withFile(1), withFile(2)]));
    expect(await pieces()).toBe(2);
    valueOf(await commands.stopTransfer(stopped));
    expect(codeOf(await commands.importAdd(stopped, [withFile(3)]))).toBe('transfer.cancelled');
    expect(await situations(running, 0)).toEqual([]);
    expect(await pieces()).toBe(0);

    const kept = valueOf(await commands.createSituation({ name: 'Kept' })).id;
    const id = transferId();
    valueOf(await commands.importBegin({ situationId: kept }, 'x', 2, id));
    valueOf(await commands.importAdd(id, [withFile(4)]));
    full = true;
    expect(codeOf(await commands.importAdd(id, [withFile(5)]))).toBe('vault.diskFull');
    full = false;
    await notesOf(running, kept, 0);
    expect(await pieces()).toBe(0);
    expect(codeOf(await commands.importEnd(id, true))).toBe('vault.notFound');

    valueOf(await importAll(running, { name: 'By mistake' }, [withFile(6), imported('Plain', 'y')]));
    expect(await situations(running, 2)).toHaveLength(2);
    valueOf(await commands.undoImport());
    expect(await situations(running, 1)).toHaveLength(1);
    expect(await pieces()).toBe(0);
    expect(codeOf(await commands.undoImport())).toBe('vault.notFound');
  });

  it('are taken back after a process that ended in the middle', async () => {
    const { rig, running } = await vaultWith();
    const kept = valueOf(await running.client.commands.createSituation({ name: 'Kept' })).id;
    const own = valueOf(await running.client.commands.createNote(kept, { title: 'Mine' })).id;
    const id = transferId();
    valueOf(await running.client.commands.importBegin({ situationId: kept }, 'x', 10, id));
    valueOf(await running.client.commands.importAdd(id, [imported('One', 'x'), imported('Two', 'y')]));
    await notesOf(running, kept, 3);
    await running.kill();
    const again = await rig.startOpen();
    await expect.poll(async () => (await readOnce<readonly NoteSummary[]>(again.client, { name: 'notes', situationId: kept })).length, { timeout: 15_000, interval: 300 }).toBe(1);
    expect((await notesOf(again, kept, 1))[0]).toMatchObject({ id: own });
  }, 40_000);

  it('are the same bytes on two devices, so that an exchange between them makes one of them', async () => {
    // Each vault makes a situation of its own, whose id goes into the note and its author; authors of equal length in bytes are compared.
    const states: Uint8Array[] = [];
    while (states.length < 2) {
      const { running } = await vaultWith();
      await importAll(running, { name: 'S' }, [imported('Same', 'words', { id: 'a'.repeat(32) })]);
      const { state } = valueOf(await running.client.commands.openNote('a'.repeat(32)));
      if (decodeUpdate(state).structs.every(({ id }) => id.client >= 2 ** 28)) states.push(state);
    }
    expect(states[0]!.byteLength).toBe(states[1]!.byteLength);
  });
});
