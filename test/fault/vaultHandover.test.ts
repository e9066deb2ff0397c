import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredEntry } from '../../shared/domain/vault/entry.ts';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import type { ProgrammeProgress } from '../../shared/domain/vault/programmeProgress.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import { codeOf, readOnce, valueOf, VaultRig } from './vaultRig.ts';

const canary = 'Heron 5518';
let rigs: VaultRig[] = [];
beforeEach(async () => {
  rigs = [await VaultRig.make(), await VaultRig.make()];
});
afterEach(async () => {
  for (const rig of rigs) await rig.end();
});

describe('entries and tasks', () => {
  it('keep planned days, evidence and own tasks through a restart, and refuse to change their type', async () => {
    const [rig] = rigs;
    const first = await rig!.startNew();
    const { commands } = first.client;
    const saved = valueOf(await commands.saveEntry(null, { type: 'ownTask', title: 'Lunch', why: '', phase: 'first-week', dueOn: null, minutes: 30, steps: [], yearly: false }));
    valueOf(await commands.planTask('wk-01', '2026-12-01'));
    valueOf(await commands.addEvidence('wk-01', { kind: 'text', label: 'Registry 14', target: null, situationId: null }));
    valueOf(await commands.setTaskState('wk-01', 'waiting', { whom: 'Legal service', until: '2026-12-02', title: 'Set up' }));
    expect(codeOf(await commands.saveEntry(saved.id, { type: 'absence', kind: 'leave', from: '2026-12-01', to: '2026-12-02', label: '' }))).toBe('vault.badArguments');
    await first.kill();
    const { client } = await rig!.startOpen();
    const progress = await readOnce<ProgrammeProgress>(client, { name: 'programme' });
    expect(progress['wk-01']).toMatchObject({ state: 'waiting', whom: 'Legal service', until: '2026-12-02', plannedOn: '2026-12-01', evidenceLinks: [{ label: 'Registry 14' }], title: 'Set up' });
    expect(await readOnce<readonly StoredEntry<'ownTask'>[]>(client, { name: 'entries', type: 'ownTask' })).toMatchObject([{ id: saved.id, title: 'Lunch' }]);
    valueOf(await client.commands.trashEntry(saved.id, true));
    await readOnce<readonly unknown[]>(client, { name: 'entries', type: 'ownTask' }, (list) => list.length === 0);
  });

  it('remember the day a task was done, and take it back with the mark', async () => {
    const { client } = await rigs[0]!.startNew();
    valueOf(await client.commands.setTaskState('yr-01', 'done'));
    const day = (await readOnce<ProgrammeProgress>(client, { name: 'programme' }, (value) => value['yr-01']?.state === 'done'))['yr-01']?.doneOn;
    expect(day).toHaveLength(1);
    valueOf(await client.commands.setTaskState('yr-01', 'todo'));
    expect((await readOnce<ProgrammeProgress>(client, { name: 'programme' }, (value) => value['yr-01']?.state === 'todo'))['yr-01']?.doneOn).toEqual([]);
  });
});

it('a handover goes from one vault to another, without what stayed, and only once', async () => {
  const leaver = await rigs[0]!.startNew();
  const { commands } = leaver.client;
  const situation = valueOf(await commands.createSituation({ name: 'Northern border' }));
  const stays = valueOf(await commands.createSituation({ name: 'Stays here' }));
  const note = valueOf(await commands.createNote(situation.id, { title: `Call with ${canary}`, source: canary }));
  valueOf(await commands.createNote(situation.id, { title: 'Left behind' }));
  const contact = valueOf(await commands.saveEntry(null, { type: 'actor', name: 'Ministry of Justice', kind: 'ministry', person: 'Director', reach: '', within48: 'yes', counterpart: 'none', note: '' }));
  valueOf(await commands.setTaskState('mo-01', 'done', { evidence: 'not handed on' }));
  valueOf(await commands.setTaskState('mo-02', 'waiting', { whom: 'Legal service' }));
  const { words } = valueOf(await commands.handoverWords());
  const sealed = valueOf(await commands.sealHandover({
    post: 'Focal point', letter: 'Begin with the north.', withDone: true, dates: [],
    situations: [{ id: situation.id, line: 'Quiet since spring.', notes: [{ id: note.id, line: '', sourceConsent: null }] }],
    contacts: [{ id: contact.id, line: 'Answers within the hour.' }],
    openItems: [{ taskId: 'mo-02', title: 'Map contacts', dueOn: '2026-12-14', line: 'Half done.' }],
  }, words));
  expect(sealed).toMatchObject({ masked: 1, receipt: { notes: 1, sources: 0, leftOut: 2 } });
  expect(codeOf(await commands.updateSituation(stays.id, { area: 'x' }))).toBe('ok');

  const successor = await rigs[1]!.startNew();
  const taker = successor.client.commands;
  expect(codeOf(await taker.readHandover(sealed.bytes, 'six words that were never said here'))).toBe('handover.wrongWords');
  expect(valueOf(await taker.readHandover(sealed.bytes, words.toUpperCase()))).toMatchObject({ situations: ['Northern border'], notes: 1, contacts: 1, openItems: 1, done: 1, takenBefore: false });
  valueOf(await taker.takeHandover(sealed.bytes, words));
  expect(codeOf(await taker.takeHandover(sealed.bytes, words))).toBe('handover.takenBefore');
  await successor.kill();

  const { client } = await rigs[1]!.startOpen();
  const situations = await readOnce<readonly Situation[]>(client, { name: 'situations' });
  expect(situations.map(({ name }) => name)).toEqual(['Northern border']);
  const notes = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: situations[0]!.id });
  expect(JSON.stringify(notes)).not.toContain(canary);
  expect(notes.map(({ title, excerpt }) => `${title}: ${excerpt}`).sort((a, b) => a.localeCompare(b))).toEqual(['Call with ▮▮▮: ', 'Northern border: Quiet since spring.']);
  const progress = await readOnce<ProgrammeProgress>(client, { name: 'programme' });
  expect(progress).toMatchObject({ 'mo-01': { state: 'todo', evidence: null, inherited: { state: 'done' } }, 'mo-02': { inherited: { state: 'waiting', whom: 'Legal service', dueOn: '2026-12-14', line: 'Half done.' } } });
  expect(await readOnce<readonly unknown[]>(client, { name: 'entries', type: 'actor' })).toMatchObject([{ name: 'Ministry of Justice', note: 'Answers within the hour.' }]);
  expect(await readOnce<readonly unknown[]>(client, { name: 'entries', type: 'received' })).toMatchObject([{ letter: 'Begin with the north.', tasksDone: 1 }]);
}, 60_000);
