import { readFile } from 'node:fs/promises';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NoteBacklink } from '../../shared/domain/vault/note.ts';
import type { NoteFilters, NoteHits } from '../../shared/domain/vault/noteSearch.ts';
import { readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

async function write(running: RunningVault, situationId: string, title: string, text: string): Promise<string> {
  const { commands } = running.client;
  const { id } = valueOf(await commands.createNote(situationId, { title }));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, valueOf(await commands.openNote(id)).state);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.transact(() => {
    for (const line of text.split('\n')) {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      doc.getXmlFragment('body').push([paragraph]);
    }
  });
  valueOf(await commands.pushNoteUpdate(id, Y.mergeUpdates(updates)));
  valueOf(await commands.closeNote(id));
  return id;
}

const search = async (running: RunningVault, query: string, filters: NoteFilters = {}): Promise<NoteHits> => valueOf(await running.client.commands.searchNotes(query, filters, 20));
const titles = ({ hits }: NoteHits): string[] => hits.map(({ title }) => title);

it('finds notes of every situation by title, text, place and source; the title first', async () => {
  const running = await rig.startNew();
  const north = valueOf(await running.client.commands.createSituation({ name: 'North' })).id;
  const south = valueOf(await running.client.commands.createSituation({ name: 'South' })).id;
  await write(running, north, 'Radio monitoring', 'They call them a bridge to the enemy.');
  const bridge = await write(running, south, 'The bridge at Kessa', 'Closed since Monday.\nNobody crosses.');
  valueOf(await running.client.commands.updateNoteFields(bridge, { place: 'Kessa district', source: 'HERON', reliability: 'B', observedOn: '2026-11-18', riskFactorIds: ['rf-03'] }));
  expect(titles(await search(running, 'bridge'))).toEqual(['The bridge at Kessa', 'Radio monitoring']);
  expect(titles(await search(running, 'heron kessa'))).toEqual(['The bridge at Kessa']);
  expect(titles(await search(running, 'monday nobody'))).toEqual(['The bridge at Kessa']);
  expect(titles(await search(running, '"bridge to the"'))).toEqual(['Radio monitoring']);
  expect(titles(await search(running, 'bridge', { situationId: north }))).toEqual(['Radio monitoring']);
  for (const filters of [{ reliability: 'B' }, { riskFactorId: 'rf-03' }, { source: 'HERON' }, { from: '2026-11-18', to: '2026-11-18' }] as const) expect(titles(await search(running, '', filters)), JSON.stringify(filters)).toEqual(['The bridge at Kessa']);
  expect((await search(running, 'bridge', { from: '2026-11-19' })).total).toBe(0);
});

it('follows every change at once, leaves out the bin, and holds after a restart', async () => {
  const first = await rig.startNew();
  const situation = valueOf(await first.client.commands.createSituation({ name: 'S' })).id;
  const id = await write(first, situation, 'First title', 'The granary was burnt.');
  await write(first, situation, 'Other', 'Nothing.');
  expect(titles(await search(first, 'granary'))).toEqual(['First title']);
  valueOf(await first.client.commands.updateNoteFields(id, { title: 'Second title' }));
  expect(titles(await search(first, 'granary'))).toEqual(['Second title']);
  expect((await search(first, 'first')).total).toBe(0);
  valueOf(await first.client.commands.trashNote(id));
  expect((await search(first, 'granary')).total).toBe(0);
  valueOf(await first.client.commands.restoreNote(id));
  await first.kill();

  const second = await rig.startOpen();
  const hits = await search(second, 'granary burnt');
  expect(titles(hits)).toEqual(['Second title']);
  expect(hits.hits[0]?.excerptMarks.map(({ start, end }) => hits.hits[0]?.excerpt.slice(start, end))).toEqual(['granary', 'burnt']);
  // A longer query narrows what the shorter one found, a shorter one must find all again.
  expect((await search(second, 'granaryx')).total).toBe(0);
  expect((await search(second, 'gran')).total).toBe(1);
});

it('names the notes that link to a section or a task, follows every change, leaves out the bin, and keeps none of it readable on the disk', async () => {
  const linkTo = (kind: string, target: string, label: string): Y.XmlElement => {
    const link = new Y.XmlElement('mention');
    for (const [name, value] of Object.entries({ kind, target, label })) link.setAttribute(name, value);
    return link;
  };
  const appendLink = async (running: RunningVault, id: string, link: Y.XmlElement): Promise<void> => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, valueOf(await running.client.commands.openNote(id)).state);
    const before = Y.encodeStateVector(doc);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [link]);
    doc.getXmlFragment('body').push([paragraph]);
    valueOf(await running.client.commands.pushNoteUpdate(id, Y.encodeStateAsUpdate(doc, before)));
  };
  const linking = async (running: RunningVault, kind: 'section' | 'task', id: string, count: number): Promise<string[]> =>
    (await readOnce<readonly NoteBacklink[]>(running.client, { name: 'notesLinkingTo', kind, id }, (found) => found.length === count)).map(({ title }) => title);
  const first = await rig.startNew();
  const situation = valueOf(await first.client.commands.createSituation({ name: 'S' })).id;
  const one = await write(first, situation, 'Call', 'Before the election.');
  const other = await write(first, situation, '', 'Untitled words.');
  expect(await linking(first, 'section', 'canary-section', 0)).toEqual([]);
  await appendLink(first, one, linkTo('section', 'canary-section', 'Early warning'));
  await appendLink(first, one, linkTo('task', 'canary-task', 'First call'));
  await appendLink(first, other, linkTo('section', 'canary-section', 'Early warning'));
  expect((await linking(first, 'section', 'canary-section', 2)).sort()).toEqual(['Call', 'Untitled words.']);
  expect(await linking(first, 'task', 'canary-task', 1)).toEqual(['Call']);
  expect(await linking(first, 'task', 'canary-section', 0)).toEqual([]);
  valueOf(await first.client.commands.trashNote(other));
  expect(await linking(first, 'section', 'canary-section', 1)).toEqual(['Call']);
  await first.kill();
  const second = await rig.startOpen();
  expect(await linking(second, 'section', 'canary-section', 1)).toEqual(['Call']);
  for (const file of await rig.journalFiles()) expect((await readFile(file)).includes('canary-'), file).toBe(false);
  for (const { id, bucket, blob } of (await rig.databaseRows()).rows) for (const part of [id, bucket, Buffer.from(blob)]) expect(part.includes('canary-')).toBe(false);
});

it('forgets everything with the lock', async () => {
  const running = await rig.startNew();
  const situation = valueOf(await running.client.commands.createSituation({ name: 'S' })).id;
  await write(running, situation, 'Title', 'granary');
  expect((await search(running, 'granary')).total).toBe(1);
  await running.client.lock();
  expect(await running.client.commands.searchNotes('granary', {}, 5)).toMatchObject({ ok: false, error: { code: 'vault.locked' } });
});
