import { afterEach, beforeEach, expect, it } from 'vitest';
import { envelopeHeader } from '../../shared/crypto/envelope.ts';
import type { EntryOf, StoredEntry } from '../../shared/domain/vault/entry.ts';
import type { NoteConnection, NoteDetail, NoteDue, NoteSummary } from '../../shared/domain/vault/note.ts';
import { readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const heron: EntryOf<'source'> = { type: 'source', name: 'HERON', contact: 'Through the mission, Tuesdays', agreed: 'May be quoted without place', agreedOn: '2026-11-02', uses: ['office'], note: '', reliability: 'B' };
const fieldsOf = async (running: RunningVault, id: string): Promise<NoteDetail['fields']> => {
  const note = await readOnce<NoteDetail | null>(running.client, { name: 'note', id });
  if (note === null) throw new Error('no note');
  return note.fields;
};
const compartments = async (): Promise<ReadonlySet<string>> => new Set((await rig.databaseRows()).rows.map(({ blob }) => Buffer.from(valueOf(envelopeHeader(blob)).compartment).toString('hex')));
const connections = async (running: RunningVault, id: string): Promise<string[]> =>
  (await readOnce<readonly NoteConnection[]>(running.client, { name: 'noteConnections', id })).map(({ relation, title }) => `${relation} ${title}`);

it('free text becomes a source of the register, and a changed code name reaches every note', async () => {
  const running = await rig.startNew();
  const { commands } = running.client;
  const situation = valueOf(await commands.createSituation({ name: 'North' })).id;
  const one = valueOf(await commands.createNote(situation, { title: 'One', source: 'Heron ' })).id;
  const two = valueOf(await commands.createNote(situation, { title: 'Two', source: 'Heron' })).id;
  const other = valueOf(await commands.createNote(situation, { title: 'Other', source: 'Heron, or the cousin' })).id;
  const { id } = valueOf(await commands.saveEntry(null, heron));
  expect(valueOf(await commands.adoptSource(id, 'Heron')).notes).toBe(2);
  expect(await fieldsOf(running, one)).toMatchObject({ source: 'HERON', sourceId: id });
  valueOf(await commands.saveEntry(id, { ...heron, name: 'BITTERN' }));
  expect(await fieldsOf(running, two)).toMatchObject({ source: 'BITTERN', sourceId: id });
  expect(await fieldsOf(running, other)).toMatchObject({ source: 'Heron, or the cousin', sourceId: null });
  expect(valueOf(await commands.searchNotes('', { sourceId: id }, 10)).total).toBe(2);
  expect((await commands.adoptSource('0'.repeat(32), 'Heron')).ok).toBe(false);
});

it('the register is sealed under keys of its own, not those of other entries, the same for every source, also after a restart', async () => {
  const first = await rig.startNew();
  valueOf(await first.client.commands.saveEntry(null, heron));
  const before = await compartments();
  await first.client.lock();
  const second = await rig.startOpen();
  valueOf(await second.client.commands.saveEntry(null, { ...heron, name: 'BITTERN' }));
  valueOf(await second.client.commands.saveEntry(null, { type: 'ownTask', title: 'x', why: '', phase: 'first-week', dueOn: null, minutes: 30, steps: [], yearly: false }));
  const after = await compartments();
  expect([before.size, after.size]).toEqual([2, 2]); // the personal one, which holds the record of the device, and the register's
  expect((await readOnce<readonly StoredEntry<'source'>[]>(second.client, { name: 'entries', type: 'source' })).map(({ name }) => name)).toEqual(['HERON', 'BITTERN']);
});

it('relations show on both sides, across situations, and go when they are taken back', async () => {
  const running = await rig.startNew();
  const { commands } = running.client;
  const north = valueOf(await commands.createSituation({ name: 'North' })).id;
  const south = valueOf(await commands.createSituation({ name: 'South' })).id;
  const call = valueOf(await commands.createNote(north, { title: 'Call' })).id;
  const radio = valueOf(await commands.createNote(south, { title: 'Radio' })).id;
  valueOf(await commands.setNoteRelation(call, radio, 'corroborated-by'));
  expect(await connections(running, call)).toEqual(['corroborated-by Radio']);
  expect(await connections(running, radio)).toEqual(['corroborates Call']);
  valueOf(await commands.setNoteRelation(call, radio, 'contradicted-by'));
  expect(await connections(running, radio)).toEqual(['contradicts Call']);
  valueOf(await commands.setNoteRelation(call, radio, null));
  expect(await connections(running, radio)).toEqual([]);
  expect((await commands.setNoteRelation(call, call, 'corroborated-by')).ok).toBe(false);
});

it('a note whose own day has come goes to the bin, one of tomorrow stays, and an absurd clock moves nothing', async () => {
  let now = '2026-11-20T10:00:00.000Z';
  const running = await rig.startNew({ now: () => now });
  const { commands } = running.client;
  const situation = valueOf(await commands.createSituation({ name: 'North' })).id;
  valueOf(await commands.createNote(situation, { title: 'Due', deleteOn: '2026-11-21' }));
  valueOf(await commands.createNote(situation, { title: 'Later', deleteOn: '2026-11-22' }));
  valueOf(await commands.createNote(situation, { title: 'Review', reviewOn: '2026-11-21' }));
  expect((await readOnce<readonly NoteDue[]>(running.client, { name: 'notesDue' })).map(({ title }) => title).sort()).toEqual(['Due', 'Later', 'Review']);
  const binned = async (): Promise<string[]> => (await readOnce<readonly NoteSummary[]>(running.client, { name: 'notes', situationId: situation }, (notes) => notes.some(({ trashedAt }) => trashedAt !== null))).filter(({ trashedAt }) => trashedAt !== null).map(({ title }) => title);
  now = '2028-01-01T00:00:00.000Z';
  expect(valueOf(await commands.honourNoteDays('2028-01-01'))).toEqual({ moved: 0 });
  now = '2026-11-21T00:00:01.000Z';
  expect(valueOf(await commands.honourNoteDays('2026-11-21'))).toEqual({ moved: 1 });
  expect(await binned()).toEqual(['Due']);
});
