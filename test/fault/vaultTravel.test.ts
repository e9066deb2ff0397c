import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBackup } from '../../electron/vault/backupFile.ts';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import type { TravelState } from '../../shared/domain/vault/travel.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import { chunkBytes } from '../../shared/crypto/sealedChunk.ts';
import { envelopeHeader } from '../../shared/crypto/envelope.ts';
import { codeOf, passphrase, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
let home: string;
let file: string;
beforeEach(async () => {
  rig = await VaultRig.make();
  home = await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-home-'));
  file = path.join(home, 'left.fpcbackup');
});
afterEach(async () => {
  await rig.end();
  await fs.rm(home, { recursive: true, force: true });
});

interface Filled { readonly running: RunningVault; readonly secret: string; readonly open: string; readonly fileOf: Readonly<Record<string, AttachedTo>> }
/** A file by the situation of its note. */
interface AttachedTo { readonly noteId: string; readonly id: string; readonly content: Buffer }

/** Two situations with a note each and a file in each note; the first is to stay at home. */
async function filled(fileBytes = 300): Promise<Filled> {
  const running = await rig.startNew();
  const { client } = running;
  const [secret, open] = [valueOf(await client.commands.createSituation({ name: 'Stays' })).id, valueOf(await client.commands.createSituation({ name: 'Travels' })).id];
  const fileOf: Record<string, AttachedTo> = {};
  for (const [id, title] of [[secret, 'Stays note'], [open, 'Travels note']] as const) {
    const note = valueOf(await client.commands.createNote(id, { title })).id;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, valueOf(await client.commands.openNote(note)).state);
    const before = Y.encodeStateVector(doc);
    doc.getXmlFragment('body').push([new Y.XmlText(`${title} text`)]);
    valueOf(await client.commands.pushNoteUpdate(note, Y.encodeStateAsUpdate(doc, before)));
    const content = randomBytes(fileBytes);
    fileOf[id] = { noteId: note, content, id: valueOf(await client.commands.attachFile(note, new Blob([new Uint8Array(content)]), `${title}.bin`, null, randomBytes(16).toString('hex'))).id };
  }
  return { running, secret, open, fileOf };
}

const names = async (running: RunningVault): Promise<string[]> => (await readOnce<readonly Situation[]>(running.client, { name: 'situations' })).map(({ name }) => name).sort();
const leave = async (running: RunningVault, id: string, phrase = passphrase) => {
  valueOf((await running.travel).choosePlace(file));
  return running.client.commands.leaveAtHome([id], false, phrase);
};
const reopened = async (running: RunningVault): Promise<RunningVault> => {
  await running.client.lock();
  await running.kill();
  return rig.startOpen();
};
const pieceNames = async (): Promise<string[]> => (await fs.readdir(path.join(rig.directory, 'attachments'), { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.fpa')).sort();
/** Says of a file whether it opens as it was put in. */
async function isWhole(running: RunningVault, { noteId, id, content }: AttachedTo): Promise<boolean> {
  const opened = valueOf(await running.client.commands.openFile(noteId, id));
  return opened.whole && Buffer.from(await opened.blob.arrayBuffer()).equals(content);
}
/** Compartments of whatever is still in the folder: rows, journal, backups. */
async function compartmentsIn(): Promise<Set<string>> {
  const found = new Set<string>();
  const see = (blob: Uint8Array): void => void found.add(sodium.to_hex(valueOf(envelopeHeader(blob)).compartment));
  for (const { blob } of (await rig.databaseRows()).rows) see(blob);
  for (const name of (await fs.readdir(path.join(rig.directory, 'backups')).catch(() => [])).filter((one) => one.endsWith('.fpcbackup'))) {
    const backup = valueOf(openBackup(await fs.readFile(path.join(rig.directory, 'backups', name))));
    for (const entries of backup.entries()) for (const { blob } of entries) see(blob);
  }
  return found;
}

it('what was left at home is gone from everything in the folder, and comes back whole, once', async () => {
  const { running, secret } = await filled();
  const wasThere = await compartmentsIn();
  const left = valueOf(await leave(running, secret));
  expect(left.compartments).toBe(1);
  expect(left.records).toBeGreaterThan(3);
  let now = await reopened(running);
  expect(await names(now)).toEqual(['Travels']);
  expect((await readOnce<TravelState>(now.client, { name: 'travel' })).compartments).toBe(1);
  expect(await readOnce(now.client, { name: 'notes', situationId: secret })).toEqual([]);

  const kept = await compartmentsIn();
  const [gone] = [...wasThere].filter((compartment) => !kept.has(compartment));
  expect(gone, 'one compartment has gone').toBeDefined();
  for (const name of await rig.journalFiles()) expect((await fs.readFile(name)).includes(Buffer.from(gone ?? '', 'hex')), name).toBe(false);
  // The control: the file has both the records and, behind the passphrase, their key.
  expect((await fs.readFile(file)).includes(Buffer.from(gone ?? '', 'hex'))).toBe(true);

  valueOf(await (await now.travel).chooseFile(file));
  expect(valueOf(await now.client.commands.comeBack()).records).toBe(left.records);
  expect(codeOf(await now.client.commands.comeBack())).toBe('vault.nothingAway');
  const rows = (await rig.databaseRows()).rows.length;
  now = await reopened(now);
  expect(await names(now)).toEqual(['Stays', 'Travels']);
  expect((await rig.databaseRows()).rows.length).toBe(rows);
  const notes = await readOnce<readonly NoteSummary[]>(now.client, { name: 'notes', situationId: secret });
  expect(notes.map(({ title, excerpt }) => `${title}: ${excerpt}`)).toEqual(['Stays note: Stays note text']);
});

it('files leave with the notes of their situation, those of others stay, and they come back whole, each piece once', async () => {
  const { running, secret, open, fileOf } = await filled(2 * chunkBytes + 17);
  const [stays, travels] = [fileOf[secret]!, fileOf[open]!];
  const before = await pieceNames();
  expect(before).toHaveLength(6);
  valueOf(await leave(running, secret));
  let now = await reopened(running);
  const kept = await pieceNames();
  expect(kept).toHaveLength(3);
  expect(await isWhole(now, travels)).toBe(true);
  expect((await now.client.commands.openFile(stays.noteId, stays.id)).ok).toBe(false);
  // Neither in the profile nor in its backups, under whatever name: the pieces that went are gone as bytes.
  const gone = before.filter((name) => !kept.includes(name)).map((name) => path.basename(name));
  for (const name of await fs.readdir(rig.directory, { recursive: true })) expect(gone, name).not.toContain(path.basename(name));

  valueOf(await (await now.travel).chooseFile(file));
  valueOf(await now.client.commands.comeBack());
  now = await reopened(now);
  expect(await pieceNames()).toEqual(before);
  for (const one of [stays, travels]) expect(await isWhole(now, one)).toBe(true);
}, 120_000);

it('nothing is removed for a wrong passphrase, a file that does not hold it all, or a place in the profile', async () => {
  const { running, secret } = await filled();
  expect(codeOf(await leave(running, secret, 'not the passphrase'))).toBe('vault.wrongPassphrase');
  expect(codeOf((await running.travel).choosePlace(path.join(rig.directory, 'x.fpcbackup')))).toBe('vault.travelInside');
  await running.kill();
  // A disk that gives back less than was written, although the file's own checksum was right when it was proved.
  const short = rig.start({ wrapStorage: (storage) => ({ ...storage, travelRead: async (page) => {
    const read = await storage.travelRead?.(page);
    if (read === undefined || !read.ok) throw new Error('no page');
    return { ok: true, value: { ...read.value, entries: read.value.entries.filter((_, index) => index % 3 !== 0) } };
  } }) });
  valueOf(await short.client.unlock(passphrase));
  expect(codeOf(await leave(short, secret))).toBe('vault.travelUnproved');
  expect(await names(await reopened(short))).toEqual(['Stays', 'Travels']);
});

it('a file of an earlier journey does not put an older state back', async () => {
  const { running, secret } = await filled();
  valueOf(await leave(running, secret));
  const first = path.join(home, 'first.fpcbackup');
  await fs.copyFile(file, first);
  let now = await reopened(running);
  valueOf(await (await now.travel).chooseFile(file));
  valueOf(await now.client.commands.comeBack());
  now = await reopened(now);
  valueOf(await now.client.commands.createNote(secret, { title: 'Written since' }));
  valueOf(await leave(now, secret));
  now = await reopened(now);
  valueOf(await (await now.travel).chooseFile(first));
  expect(codeOf(await now.client.commands.comeBack())).toBe('vault.travelOther');
  valueOf(await (await now.travel).chooseFile(file));
  valueOf(await now.client.commands.comeBack());
  now = await reopened(now);
  expect((await readOnce<readonly NoteSummary[]>(now.client, { name: 'notes', situationId: secret })).map(({ title }) => title).sort()).toEqual(['Stays note', 'Written since']);
});

it('stopped before or after any step, on the way out and back, a situation is here or whole in the file', async () => {
  let steps = 0;
  for (const back of [false, true]) {
    for (let at = 0; ; at += 1) {
      const made = await filled();
      let running = made.running;
      if (back) {
        valueOf(await leave(running, made.secret));
        running = await reopened(running);
      }
      await running.kill();
      let left = at;
      let reached: () => void = () => undefined;
      const stopped = new Promise<'stopped'>((resolve) => { reached = () => resolve('stopped'); });
      let armed = false;
      const stopping = rig.start({ wrapStorage: (storage) => Object.fromEntries(Object.entries(storage).map(([name, call]) => [name, async (...args: never[]) => {
        const work = call as (...given: never[]) => Promise<unknown>;
        if (!armed) return work(...args);
        if (left < 0) return new Promise(() => undefined);
        left -= 1;
        if (left >= 0) return work(...args);
        // Every other time the step itself has still happened and only its answer is lost.
        if (at % 2 === 1) await work(...args);
        reached();
        return new Promise(() => undefined);
      }])) as unknown as VaultStorage });
      valueOf(await stopping.client.unlock(passphrase));
      if (back) valueOf(await (await stopping.travel).chooseFile(file));
      else valueOf((await stopping.travel).choosePlace(file));
      armed = true;
      const work = back ? stopping.client.commands.comeBack() : stopping.client.commands.leaveAtHome([made.secret], false, passphrase);
      const ended = await Promise.race([work, stopped]);
      await stopping.kill();
      const about = `${back ? 'back' : 'out'} ${at}`;
      let after = await rig.startOpen();
      if ((await readOnce<TravelState>(after.client, { name: 'travel' })).compartments > 0) {
        expect(await names(after), about).toEqual(['Travels']);
        valueOf(await (await after.travel).chooseFile(file));
        valueOf(await after.client.commands.comeBack());
        after = await reopened(after);
      }
      expect(await names(after), about).toEqual(['Stays', 'Travels']);
      const notes = await readOnce<readonly NoteSummary[]>(after.client, { name: 'notes', situationId: made.secret });
      expect(notes.map(({ excerpt }) => excerpt), about).toEqual(['Stays note text']);
      for (const one of Object.values(made.fileOf)) expect(await isWhole(after, one), `file, ${about}`).toBe(true);
      await after.kill();
      await rig.end();
      rig = await VaultRig.make();
      await fs.rm(file, { force: true });
      steps += 1;
      if (ended !== 'stopped') break;
    }
  }
  expect(steps, 'control: there were steps to stop at').toBeGreaterThan(12);
}, 120_000);

