/** Thresholds and alarms in a whole vault: opened by what was agreed, once, with those who must know, and there again after the process was ended. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunDefinition } from '../../shared/domain/runs/runDefinition.ts';
import type { EntryOf, StoredEntry } from '../../shared/domain/vault/entry.ts';
import { codeOf, readOnce, valueOf, VaultRig } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const options = ['not-observed', 'possible', 'present', 'strong', 'acute'].map((label, at) => ({ id: `option0${at}`, label }));
const definition: RunDefinition = {
  id: 'framework-of-analysis', title: 'Framework', kind: 'assessment',
  groups: [{ id: 'gggggggg', title: 'Group', items: [{ id: 'aaaaaaaa', rev: 1, type: 'indicator', label: 'Armed men gather' }, { id: 'bbbbbbbb', rev: 1, type: 'judgement', label: 'Judgement', options }] }],
};
const threshold = (over: Partial<EntryOf<'threshold'>>): EntryOf<'threshold'> => ({
  type: 'threshold', situationId: null, title: 'Triggering factors strong', tier: 'warning', rule: { kind: 'factor', itemId: 'bbbbbbbb', label: 'Triggering factors', atLeast: 'strong' },
  agreedWith: 'Director, political affairs', agreedOn: '2026-09-01', reviewOn: null, mustKnow: [{ actorId: null, who: 'State secretary', withinHours: 6, route: 'Duty officer' }], note: '', ...over,
});
type Client = Awaited<ReturnType<VaultRig['startNew']>>['client'];
const alarms = (client: Client, count: number) => readOnce<readonly StoredEntry<'alarm'>[]>(client, { name: 'entries', type: 'alarm' }, (list) => list.length === count);
const notices = (client: Client, count: number) => readOnce<readonly StoredEntry<'alarmNotice'>[]>(client, { name: 'entries', type: 'alarmNotice' }, (list) => list.length === count);

async function assess(client: Client, situationId: string, option: string): Promise<string> {
  const { id } = valueOf(await client.commands.startRun({ definition, edition: 1, editionName: '2026.1', situationId }));
  valueOf(await client.commands.changeRunItem(id, 'bbbbbbbb', { set: 'value', value: option }));
  return id;
}

it('opens one alarm when a signed-off judgement reaches what was agreed, and another only after it fell below and rose again', async () => {
  const first = await rig.startNew();
  const { commands } = first.client;
  const { id: situationId } = valueOf(await commands.createSituation({ name: 'Ridge' }));
  valueOf(await commands.saveEntry(null, threshold({ situationId })));
  const run = await assess(first.client, situationId, 'option03');
  await alarms(first.client, 0);
  valueOf(await commands.signOffRun(run));
  const [opened] = await alarms(first.client, 1);
  expect(opened).toMatchObject({ situationId, runId: run, tier: 'warning', closedAt: null, title: 'Triggering factors strong' });
  const [notice] = await notices(first.client, 1);
  expect(notice).toMatchObject({ alarmId: opened!.id, who: 'State secretary', route: 'Duty officer', sentAt: null });
  expect(Date.parse(notice!.dueAt) - Date.parse(opened!.openedAt)).toBe(6 * 3_600_000);
  expect(codeOf(await commands.patchEntry(opened!.id, { closedAt: 'tomorrow' }))).toBe('vault.badArguments');
  expect(codeOf(await commands.patchEntry(opened!.id, { unknown: 1 }))).toBe('vault.badArguments');
  // Two changes at once, neither of which has seen the other.
  const both = await Promise.all([commands.patchEntry(opened!.id, { outcome: 'Told, decided.' }), commands.patchEntry(opened!.id, { closedAt: '2026-11-21T12:00:00.000Z' })]);
  for (const done of both) valueOf(done);
  expect((await readOnce<readonly StoredEntry<'alarm'>[]>(first.client, { name: 'entries', type: 'alarm' }, ([alarm]) => alarm?.closedAt != null))[0]).toMatchObject({ outcome: 'Told, decided.' });
  valueOf(await commands.signOffRun(await assess(first.client, situationId, 'option04')));
  await alarms(first.client, 1);
  valueOf(await commands.signOffRun(await assess(first.client, situationId, 'option01')));
  valueOf(await commands.signOffRun(await assess(first.client, situationId, 'option03')));
  expect((await alarms(first.client, 2)).filter(({ closedAt }) => closedAt === null)).toHaveLength(1);
  await first.kill();
  const { client } = await rig.startOpen();
  expect(await alarms(client, 2)).toHaveLength(2);
});

it('opens at once for a sign and for a stage, in every situation where the threshold is general', async () => {
  const { client } = await rig.startNew();
  valueOf(await client.commands.saveEntry(null, threshold({ title: 'Any sign', tier: 'imminent', rule: { kind: 'signs', toolkitId: definition.id, itemIds: ['aaaaaaaa'], label: 'Armed men gather', count: 1 } })));
  valueOf(await client.commands.saveEntry(null, threshold({ title: 'Imminent', rule: { kind: 'stage', stage: 'imminent-risk' }, mustKnow: [] })));
  const { id } = valueOf(await client.commands.createSituation({ name: 'Ridge' }));
  const { id: run } = valueOf(await client.commands.startRun({ definition, edition: 1, editionName: '2026.1', situationId: id }));
  valueOf(await client.commands.changeRunItem(run, 'aaaaaaaa', { set: 'value', value: 'unclear' }));
  await alarms(client, 0);
  valueOf(await client.commands.changeRunItem(run, 'aaaaaaaa', { set: 'value', value: 'observed' }));
  expect((await alarms(client, 1))[0]).toMatchObject({ title: 'Any sign', runId: run });
  valueOf(await client.commands.updateSituation(id, { stage: 'current-crisis' }));
  expect((await alarms(client, 2)).map(({ title }) => title)).toEqual(['Any sign', 'Imminent']);
  valueOf(await client.commands.createSituation({ name: 'Delta', stage: 'imminent-risk' }));
  await alarms(client, 3);
});

it('keeps an alarm that the user opens, and refuses one for a situation that is not here', async () => {
  const { client } = await rig.startNew();
  const { id: situationId } = valueOf(await client.commands.createSituation({ name: 'Ridge' }));
  const raised = { situationId, thresholdId: null, title: 'Call from the border', tier: 'imminent', because: 'A colleague heard orders.' } as const;
  valueOf(await client.commands.raiseAlarm(raised));
  await alarms(client, 1);
  expect(codeOf(await client.commands.raiseAlarm({ ...raised, situationId: 'f'.repeat(32) }))).toBe('vault.notFound');
});
