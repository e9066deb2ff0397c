import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NoteConnection, NoteDetail, NoteSummary } from '../../shared/domain/vault/note.ts';
import { fail } from '../../shared/errors/result.ts';
import { codeOf, passphrase, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

async function append(running: RunningVault, id: string, ...nodes: (Y.XmlText | Y.XmlElement)[]): Promise<void> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, valueOf(await running.client.commands.openNote(id)).state);
  const before = Y.encodeStateVector(doc);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, nodes);
  doc.getXmlFragment('body').push([paragraph]);
  valueOf(await running.client.commands.pushNoteUpdate(id, Y.encodeStateAsUpdate(doc, before)));
  valueOf(await running.client.commands.closeNote(id));
}
const linkTo = (target: string, label: string): Y.XmlElement => {
  const link = new Y.XmlElement('mention');
  for (const [name, value] of Object.entries({ kind: 'note', target, label })) link.setAttribute(name, value);
  return link;
};
const notesOf = (running: RunningVault, situationId: string) => readOnce<readonly NoteSummary[]>(running.client, { name: 'notes', situationId });
const detailOf = (running: RunningVault, id: string) => readOnce<NoteDetail>(running.client, { name: 'note', id });

async function filled() {
  const running = await rig.startNew();
  const { commands } = running.client;
  const [north, south] = [valueOf(await commands.createSituation({ name: 'North' })).id, valueOf(await commands.createSituation({ name: 'South' })).id];
  const id = valueOf(await commands.createNote(north, { title: 'Roadblock', reliability: 'B', place: 'Kessa', handling: 'office' })).id;
  await append(running, id, new Y.XmlText('Lifted on Friday.'));
  const other = valueOf(await commands.createNote(north, { title: 'Round-up' })).id;
  await append(running, other, new Y.XmlText('See '), linkTo(id, 'Roadblock'));
  valueOf(await commands.setNoteRelation(other, id, 'corroborated-by'));
  const content = randomBytes(1_300_000);
  const fileId = valueOf(await commands.attachFile(id, new Blob([new Uint8Array(content)]), 'gate.bin', null, randomBytes(16).toString('hex'))).id;
  return { running, north, south, id, other, content, fileId };
}

it('a note that is moved has its text, facts, files and links in the other situation, goes and stays with that one’s keys, and is named by the one in the bin', async () => {
  const { running, north, south, id, other, content } = await filled();
  const moved = valueOf(await running.client.commands.moveNote(id, south)).id;
  await running.client.lock();
  await running.kill();
  const now = await rig.startOpen();
  expect((await notesOf(now, south)).map(({ title, excerpt, reliability, place, handling, trashedAt }) => ({ title, excerpt, reliability, place, handling, trashedAt }))).toEqual([{ title: 'Roadblock', excerpt: 'Lifted on Friday.', reliability: 'B', place: 'Kessa', handling: 'office', trashedAt: null }]);
  expect((await notesOf(now, north)).filter(({ trashedAt }) => trashedAt === null).map(({ title }) => title)).toEqual(['Round-up']);
  expect(await detailOf(now, id)).toMatchObject({ movedTo: moved });
  expect(await detailOf(now, moved)).toMatchObject({ movedTo: null, situationId: south });
  const whole = async (running_: RunningVault): Promise<boolean> => {
    const [file] = (await detailOf(running_, moved)).files;
    const opened = valueOf(await running_.client.commands.openFile(moved, file?.id ?? ''));
    return opened.whole && Buffer.from(await opened.blob.arrayBuffer()).equals(content);
  };
  expect(await whole(now)).toBe(true);
  const connections = await readOnce<readonly NoteConnection[]>(now.client, { name: 'noteConnections', id: moved });
  expect(connections.filter(({ trashed }) => !trashed).map(({ id: from, relation }) => `${relation} ${from}`).sort((a, b) => a.localeCompare(b))).toEqual([`corroborates ${other}`, `mentions ${other}`]);
  // The title does not stay behind as the words of a link.
  expect((await notesOf(now, north)).find((one) => one.id === other)?.excerpt).toBe('See');

  // What counts for a journey: where the note came from is left at home, and it is still here.
  const home = await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-home-'));
  valueOf((await now.travel).choosePlace(path.join(home, 'left.fpcbackup')));
  valueOf(await now.client.commands.leaveAtHome([north], false, passphrase));
  await now.client.lock();
  await now.kill();
  const away = await rig.startOpen();
  expect((await notesOf(away, south)).map(({ title, excerpt }) => `${title}: ${excerpt}`)).toEqual(['Roadblock: Lifted on Friday.']);
  expect(await whole(away)).toBe(true);
  await fs.rm(home, { recursive: true, force: true });
});

it('a note that cannot be moved is where it was: no room, no such situation, the situation it is in, a damaged file', async () => {
  const { running, north, south, id } = await filled();
  expect(codeOf(await running.client.commands.moveNote(id, north))).toBe('vault.badArguments');
  expect(codeOf(await running.client.commands.moveNote(id, 'f'.repeat(32)))).toBe('vault.notFound');
  await running.kill();
  let full = false;
  const tight = rig.start({ wrapStorage: (storage) => ({ ...storage, chunkPut: async (name, bytes) => (full ? fail('vault.diskFull', 'later') : storage.chunkPut(name, bytes)) }) });
  valueOf(await tight.client.unlock(passphrase));
  full = true;
  expect(codeOf(await tight.client.commands.moveNote(id, south))).toBe('vault.diskFull');
  full = false;
  expect(await notesOf(tight, south)).toEqual([]);
  expect(await detailOf(tight, id)).toMatchObject({ trashedAt: null, movedTo: null });
  const pieces = (await fs.readdir(path.join(rig.directory, 'attachments'), { recursive: true })).filter((name) => name.endsWith('.fpa'));
  expect(pieces, 'nothing of the try is left').toHaveLength(2);
  await fs.rm(path.join(rig.directory, 'attachments', pieces[0] ?? ''));
  expect(codeOf(await tight.client.commands.moveNote(id, south))).toBe('attachment.damaged');
  expect(await detailOf(tight, id)).toMatchObject({ trashedAt: null });
});
