import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import { chunkBytes } from '../../shared/crypto/sealedChunk.ts';
import type { Briefing, BriefingSummary } from '../../shared/domain/assessments/briefing.ts';
import type { HandoverChoice } from '../../shared/domain/handover/handoverChoice.ts';
import type { RunDetail, RunSummary } from '../../shared/domain/runs/run.ts';
import type { RunDefinition } from '../../shared/domain/runs/runDefinition.ts';
import type { StoredEntry } from '../../shared/domain/vault/entry.ts';
import type { NoteDetail, NoteSummary } from '../../shared/domain/vault/note.ts';
import type { ProgrammeProgress } from '../../shared/domain/vault/programmeProgress.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import { ok } from '../../shared/errors/result.ts';
import { codeOf, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

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

/** Where the files of a vault's exports end up. */
const inMemory = () => {
  let parts: Buffer[] = [];
  const ends: boolean[] = [];
  const wrapStorage = (storage: VaultStorage): VaultStorage => ({
    ...storage,
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
  });
  return { wrapStorage, file: () => new Blob([new Uint8Array(Buffer.concat(parts))]), ends };
};
let transfers = 0;
const transfer = (): string => String((transfers += 1)).padStart(32, '0');
const nothing: HandoverChoice = { post: 'Focal point', letter: '', withDone: false, dates: [], situations: [], contacts: [], openItems: [], papers: [], runs: [], withThresholds: false };

it('a handover goes from one vault to another, without what stayed, and only once', async () => {
  const out = inMemory();
  const leaver = await rigs[0]!.startNew({ wrapStorage: out.wrapStorage });
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
    ...nothing, letter: 'Begin with the north.', withDone: true,
    situations: [{ id: situation.id, line: 'Quiet since spring.', kept: [], briefings: [], notes: [{ id: note.id, line: '', sourceConsent: null, files: [] }] }],
    contacts: [{ id: contact.id, line: 'Answers within the hour.' }],
    openItems: [{ taskId: 'mo-02', title: 'Map contacts', dueOn: '2026-12-14', line: 'Half done.' }],
  }, words, 'handover', transfer()));
  expect(sealed).toMatchObject({ name: 'handover.handover', masked: 1, receipt: { notes: 1, sources: 0, files: 0, leftOut: 2 } });
  expect(codeOf(await commands.updateSituation(stays.id, { area: 'x' }))).toBe('ok');

  const successor = await rigs[1]!.startNew();
  const taker = successor.client.commands;
  expect(codeOf(await taker.readHandover(out.file(), 'six words that were never said here', transfer()))).toBe('handover.wrongWords');
  expect(valueOf(await taker.readHandover(out.file(), words.toUpperCase(), transfer()))).toMatchObject({ situations: ['Northern border'], notes: 1, files: 0, contacts: 1, openItems: 1, done: 1, takenBefore: false });
  valueOf(await taker.takeHandover(out.file(), words, transfer()));
  expect(codeOf(await taker.takeHandover(out.file(), words, transfer()))).toBe('handover.takenBefore');
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

describe('files and working documents in a handover', () => {
  const content = randomBytes(chunkBytes + 4_321);
  const stayed = randomBytes(5_000);
  const definition: RunDefinition = { id: 'policy-review', title: 'Policy review', kind: 'form', groups: [{ id: 'a', title: 'A', items: [{ id: 'item0001', rev: 1, type: 'text', label: 'Question' }, { id: 'item0002', rev: 1, type: 'entries', label: 'Rows', columns: [{ id: 'what', label: 'What', type: 'text' }] }] }] };

  async function leaverWith(out: ReturnType<typeof inMemory>) {
    const { client } = await rigs[0]!.startNew({ wrapStorage: out.wrapStorage });
    const { commands } = client;
    const situation = valueOf(await commands.createSituation({ name: 'Northern border' }));
    const note = valueOf(await commands.createNote(situation.id, { title: 'Call', source: canary }));
    const attach = async (bytes: Uint8Array, name: string) => valueOf(await commands.attachFile(note.id, new Blob([new Uint8Array(bytes)]), name, null, transfer())).id;
    const goes = await attach(content, 'gate.bin');
    await attach(stayed, 'stays.bin');
    const run = valueOf(await commands.startRun({ definition, edition: 3, editionName: '2026.3', name: 'Review of the year', situationId: situation.id }));
    valueOf(await commands.changeRunItem(run.id, 'item0001', { set: 'value', value: `As ${canary} says` }));
    valueOf(await commands.changeRunItem(run.id, 'item0001', { set: 'evidence', noteId: note.id, side: 'for' }));
    valueOf(await commands.changeRunItem(run.id, 'item0002', { set: 'row', rowId: 'c'.repeat(32), cells: { what: 'Judicial review' } }));
    const paper = { type: 'paper' as const, title: 'Convening note', taskId: 'mo-09', template: { id: 'convening-note', title: 'Convening note', body: '{{country}} {{place}}', placeholders: [] }, values: { country: 'Ostania' }, handling: 'office' as const };
    const note1 = valueOf(await commands.saveEntry(null, paper));
    valueOf(await commands.saveEntry(null, { ...paper, title: 'Stays in the drawer' }));
    const threshold = valueOf(await commands.saveEntry(null, { type: 'threshold', situationId: situation.id, title: 'Roads closed', tier: 'warning', rule: { kind: 'stage', stage: 'current-crisis' }, agreedWith: 'The minister', agreedOn: null, reviewOn: null, mustKnow: [], note: '' }));
    valueOf(await commands.raiseAlarm({ situationId: situation.id, thresholdId: threshold.id, title: 'Roads closed', tier: 'warning', because: 'Seen by two' }));
    const page = { runId: run.id, kind: 'minister' as const, fields: { title: 'Why now', reader: 'The minister', author: '', ask: 'Call them', decideBy: '', handling: 'named-people' as const }, lines: [{ part: 'happening' as const, text: `${canary} saw the roads closed`, noteIds: [note.id] }] };
    const briefing = valueOf(await commands.startBriefing({ situationId: situation.id, ...page }));
    valueOf(await commands.startBriefing({ situationId: situation.id, ...page, fields: { ...page.fields, title: 'Stays here' } }));
    const choice: HandoverChoice = {
      ...nothing,
      situations: [{ id: situation.id, line: '', kept: ['warning'], briefings: [{ id: briefing.id, line: 'She has read it.' }], notes: [{ id: note.id, line: '', sourceConsent: null, files: [goes] }] }],
      papers: [{ id: note1.id, line: 'Ready to send.' }],
      runs: [{ id: run.id, line: '' }],
    };
    return { commands, choice };
  }

  async function expectTaken({ client }: RunningVault) {
    const [situation] = await readOnce<readonly Situation[]>(client, { name: 'situations' }, (all) => all.length === 1);
    const [note] = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: situation!.id });
    const detail = await readOnce<NoteDetail>(client, { name: 'note', id: note!.id });
    expect(detail.files.map(({ name }) => name)).toEqual(['gate.bin']);
    const opened = valueOf(await client.commands.openFile(note!.id, detail.files[0]!.id));
    expect(opened.whole).toBe(true);
    expect(Buffer.from(await opened.blob.arrayBuffer()).equals(content)).toBe(true);
    const [paper, more] = await readOnce<readonly StoredEntry<'paper'>[]>(client, { name: 'entries', type: 'paper' });
    expect(more).toBeUndefined();
    expect(paper).toMatchObject({ title: 'Convening note', taskId: 'mo-09', values: { country: 'Ostania' } });
    expect(paper?.inheritedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    const [run] = await readOnce<readonly RunSummary[]>(client, { name: 'runs' });
    expect(run).toMatchObject({ name: 'Review of the year', situationId: situation!.id, inheritedOn: paper?.inheritedOn, finalAt: null, pin: { edition: 3 } });
    const { answers } = await readOnce<RunDetail>(client, { name: 'run', id: run!.id });
    expect(answers['item0001']).toMatchObject({ values: [{ value: 'As ▮▮▮ says' }], evidence: { [note!.id]: 'for' } });
    expect(answers['item0002']).toMatchObject({ rows: [{ cells: { what: ['Judicial review'] } }] });
    const [briefing, another] = await readOnce<readonly BriefingSummary[]>(client, { name: 'briefings', situationId: situation!.id });
    expect(another).toBeUndefined();
    expect(briefing).toMatchObject({ title: 'Why now', sentCount: 0, inheritedOn: paper?.inheritedOn });
    const page = await readOnce<Briefing>(client, { name: 'briefing', id: briefing!.id });
    expect(page).toMatchObject({ runId: run!.id, fields: { ask: 'Call them', handling: 'named-people' }, lines: [{ text: '▮▮▮ saw the roads closed', noteIds: [note!.id] }] });
    valueOf(await client.commands.changeBriefingLine(page.id, page.lines[0]!.id, { set: 'text', part: 'happening', text: 'Closed since' }));
    const [threshold] = await readOnce<readonly StoredEntry<'threshold'>[]>(client, { name: 'entries', type: 'threshold' });
    expect(await readOnce<readonly unknown[]>(client, { name: 'entries', type: 'alarm' })).toMatchObject([{ title: 'Roads closed', thresholdId: threshold!.id, situationId: situation!.id }]);
    // Inherited, and the successor's own to write in.
    valueOf(await client.commands.changeRunItem(run!.id, 'item0001', { set: 'value', value: 'Mine' }));
    valueOf(await client.commands.patchEntry(paper!.id, { values: { ...paper!.values, place: 'Hall' } }));
    await readOnce<RunDetail>(client, { name: 'run', id: run!.id }, (value) => value.answers['item0001']?.values[0]?.value === 'Mine');
  }

  it('go with words: the file that was chosen is whole, everything can be written in, and nothing else is there', async () => {
    const out = inMemory();
    const { commands, choice } = await leaverWith(out);
    const { words } = valueOf(await commands.handoverWords());
    expect(valueOf(await commands.sealHandover(choice, words, 'handover', transfer()))).toMatchObject({ masked: 2, receipt: { files: 1, papers: [{ name: 'Convening note', line: 'Ready to send.' }, { name: 'Review of the year' }, { name: 'Why now', line: 'She has read it.' }], leftOut: 3 } });
    const successor = await rigs[1]!.startNew();
    expect(valueOf(await successor.client.commands.readHandover(out.file(), words, transfer()))).toMatchObject({ files: 1, fileBytes: content.length, papers: 3, kept: 2 });
    valueOf(await successor.client.commands.takeHandover(out.file(), words, transfer()));
    expect(codeOf(await successor.client.commands.takeHandover(out.file(), words, transfer()))).toBe('handover.takenBefore');
    await expectTaken(successor);
  }, 120_000);

  it('go to a device, are refused on another one, and go on where a stop left them', async () => {
    const out = inMemory();
    const { commands, choice } = await leaverWith(out);
    const successor = await rigs[1]!.startNew();
    const taker = successor.client.commands;
    const { code } = valueOf(await taker.handoverKey());
    valueOf(await commands.sealHandover(choice, code, 'handover', transfer()));
    expect(codeOf(await commands.readHandover(out.file(), '', transfer()))).toBe('handover.otherDevice');
    const cut = out.file().slice(0, out.file().size - 40);
    expect(codeOf(await taker.takeHandover(cut, '', transfer()))).toBe('handover.truncated');
    const stopped = transfer();
    const first = taker.takeHandover(out.file(), '', stopped);
    valueOf(await taker.stopTransfer(stopped));
    expect(['ok', 'transfer.cancelled']).toContain(codeOf(await first));
    expect(['ok', 'handover.takenBefore']).toContain(codeOf(await taker.takeHandover(out.file(), '', transfer())));
    await expectTaken(successor);
  }, 120_000);

  it('are not written where a file is damaged, and leave nothing behind', async () => {
    const out = inMemory();
    const { commands, choice } = await leaverWith({ ...out, wrapStorage: (storage) => out.wrapStorage({ ...storage, chunkGet: async () => ok(null) }) });
    const { words } = valueOf(await commands.handoverWords());
    expect(codeOf(await commands.sealHandover(choice, words, 'handover', transfer()))).toBe('handover.fileDamaged');
    expect(out.ends).toEqual([false]);
  }, 120_000);
});
