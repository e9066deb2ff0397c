/** Runs in a whole vault: kept with their questions, refused once signed off, and there again after the process was ended. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunDetail, RunSummary } from '../../shared/domain/runs/run.ts';
import type { RunDefinition } from '../../shared/domain/runs/runDefinition.ts';
import { codeOf, readOnce, valueOf, VaultRig } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const definition = (label: string, rev = 1): RunDefinition => ({
  id: 'made-kit', title: 'Made kit', kind: 'assessment',
  groups: [{ id: 'gggggggg', title: 'Group', items: [
    { id: 'aaaaaaaa', rev, type: 'indicator', label },
    { id: 'bbbbbbbb', rev: 1, type: 'judgement', label: 'Judgement', options: ['not-observed', 'possible', 'present', 'strong', 'acute'].map((word, at) => ({ id: `option0${at}`, label: word })) },
    { id: 'cccccccc', rev: 1, type: 'hologram', label: 'Of tomorrow' },
  ] }],
});

it('keeps a run and the definition that it answers', async () => {
  const first = await rig.startNew();
  const { id } = valueOf(await first.client.commands.startRun({ definition: definition('Troops move'), edition: 3, editionName: '2026.3' }));
  valueOf(await first.client.commands.changeRunItem(id, 'aaaaaaaa', { set: 'value', value: 'observed' }));
  valueOf(await first.client.commands.changeRunItem(id, 'bbbbbbbb', { set: 'value', value: 'option03' }));
  valueOf(await first.client.commands.upgradeRun(id, { definition: definition('Armed men move', 2), edition: 4, editionName: '2026.4' }));
  await first.kill();

  const { client } = await rig.startOpen();
  const [summary] = await readOnce<readonly RunSummary[]>(client, { name: 'runs' });
  expect(summary).toMatchObject({ id, pin: { edition: 4 }, answered: 2, judgements: { bbbbbbbb: { step: 3, rev: 1 } } });
  const run = await readOnce<RunDetail>(client, { name: 'run', id });
  const under = run.answers.aaaaaaaa!.values[0]!;
  expect(under).toMatchObject({ value: 'observed', rev: 1 });
  expect(under.under).not.toBe(run.summary.pin.hash);
  expect((await readOnce<RunDefinition>(client, { name: 'definition', hash: under.under })).groups[0]?.items[0]?.label, 'the wording that was answered').toBe('Troops move');
  expect(run.before).toMatchObject({ edition: 3, hash: under.under });

  valueOf(await client.commands.undoRunUpgrade(id));
  expect((await readOnce<RunDetail>(client, { name: 'run', id }, (value) => value.summary.pin.edition === 3)).answers).toEqual(run.answers);
});

it('refuses what the question does not take, and everything once it was signed off', async () => {
  const { client } = await rig.startNew();
  const { id } = valueOf(await client.commands.startRun({ definition: definition('Troops move'), edition: 3, editionName: '2026.3' }));
  const set = (itemId: string, value: string) => client.commands.changeRunItem(id, itemId, { set: 'value', value });
  expect(codeOf(await set('aaaaaaaa', 'perhaps'))).toBe('vault.badArguments');
  expect(codeOf(await set('bbbbbbbb', 'option09'))).toBe('vault.badArguments');
  expect(codeOf(await set('cccccccc', 'anything'))).toBe('vault.badArguments');
  expect(codeOf(await set('zzzzzzzz', 'observed'))).toBe('vault.notFound');
  valueOf(await set('aaaaaaaa', 'unclear'));
  valueOf(await client.commands.signOffRun(id));
  expect(codeOf(await set('aaaaaaaa', 'observed'))).toBe('vault.runFinal');
  expect(codeOf(await client.commands.upgradeRun(id, { definition: definition('Other'), edition: 4, editionName: '2026.4' }))).toBe('vault.runFinal');
  expect(codeOf(await client.commands.signOffRun(id))).toBe('vault.runFinal');
  const run = await readOnce<RunDetail>(client, { name: 'run', id });
  expect(run.answers.aaaaaaaa?.values[0]?.value).toBe('unclear');
  expect(run.summary.finalAt).not.toBeNull();
});

it('lies in the compartment of its situation', async () => {
  const { client } = await rig.startNew();
  const situation = valueOf(await client.commands.createSituation({ name: 'North' }));
  valueOf(await client.commands.startRun({ definition: definition('Troops move'), edition: 3, editionName: '2026.3', situationId: situation.id }));
  expect((await readOnce<readonly RunSummary[]>(client, { name: 'runs' }))[0]?.situationId).toBe(situation.id);
  expect(codeOf(await client.commands.startRun({ definition: definition('Troops move'), edition: 3, editionName: '2026.3', situationId: 'f'.repeat(32) }))).toBe('vault.notFound');
});
