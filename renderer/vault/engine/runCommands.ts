import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { CommandArgs, CommandName, CommandValue, Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { fits, isSupported } from '../../../shared/domain/runs/runAnswer.ts';
import { itemById, type RunDefinition } from '../../../shared/domain/runs/runDefinition.ts';
import type { RunPin } from '../../../shared/domain/runs/run.ts';
import { situationOfRun, watched } from './alarmWatch.ts';
import { definitionHash, writeDefinition } from './definitionDocument.ts';
import { situationsParent, type DocumentRef } from './documentKinds.ts';
import type { OpenVault } from './openVault.ts';
import { currentPin, isFinal, pinBefore, startRunDocument, writeFinal, writeItemChange, writePin, writeRunName, writeRunTrashed } from './runDocument.ts';

type RunCommand = Extract<CommandName, 'startRun' | 'changeRunItem' | 'renameRun' | 'signOffRun' | 'trashRun' | 'upgradeRun' | 'undoRunUpgrade'>;
type RunHandlers = { readonly [C in RunCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

const run = (id: string): DocumentRef => ({ kind: 'run', id });

/** Keeps the definition before anything points at it. */
export async function keepDefinition(vault: OpenVault, definition: RunDefinition, edition: number, editionName: string): Promise<Result<RunPin>> {
  const { hash, text } = definitionHash(vault.sodium, definition);
  const kept = await vault.queue.edit({ kind: 'definition', id: hash }, vault.personal, (doc) => writeDefinition(doc, text));
  return kept.ok ? ok({ hash, edition, editionName }) : kept;
}

/** Changes a draft. What was signed off is refused with `vault.runFinal`. */
async function editDraft(vault: OpenVault, id: string, change: Parameters<OpenVault['queue']['edit']>[2]): Promise<Result<Saved>> {
  const { doc } = await vault.queue.document(run(id));
  if (isFinal(doc)) return fail('vault.runFinal', 'never');
  return vault.queue.edit(run(id), null, change);
}

export const runHandlers: RunHandlers = {
  startRun: async (vault, { definition, edition, editionName, name = '', situationId = null, taskId = null }) => {
    const compartment = situationId === null ? vault.personal : await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
    if (compartment === undefined) return fail('vault.notFound', 'never');
    const pin = await keepDefinition(vault, definition, edition, editionName);
    if (!pin.ok) return pin;
    const id = vault.newId();
    const about = { toolkitId: definition.id, title: definition.title, kind: definition.kind, name, situationId, taskId };
    const saved = await vault.queue.edit(run(id), compartment, (doc) => startRunDocument(doc, vault.deviceId, about, pin.value, vault.now()));
    return saved.ok ? ok({ ...saved.value, id }) : saved;
  },

  changeRunItem: async (vault, id, itemId, change) => {
    const pin = currentPin((await vault.queue.document(run(id))).doc);
    const definition = pin === null ? null : await vault.definition(pin.hash);
    const item = definition === null ? undefined : itemById(definition, itemId);
    if (pin === null || item === undefined) return fail('vault.notFound', 'never');
    if (change.set === 'value' && change.value !== null && (!isSupported(item) || !fits(item, change.value))) return fail('vault.badArguments', 'never', { command: 'changeRunItem' });
    const step = change.set === 'value' ? (item.options ?? []).findIndex((option) => option.id === change.value) : -1;
    const given = { type: item.type, rev: item.rev, under: pin.hash, at: vault.now(), ...(step < 0 ? {} : { step }) };
    // Only a value can meet a threshold; remarks and evidence need no second look.
    const situationId = change.set === 'value' && item.type === 'indicator' ? await situationOfRun(vault, id) : null;
    return watched(vault, situationId, () => editDraft(vault, id, (doc) => writeItemChange(doc, vault.deviceId, itemId, change, given)));
  },

  renameRun: (vault, id, name) => editDraft(vault, id, (doc) => writeRunName(doc, name)),
  signOffRun: async (vault, id) => watched(vault, await situationOfRun(vault, id), () => editDraft(vault, id, (doc) => writeFinal(doc, vault.deviceId, vault.now()))),
  trashRun: (vault, id, trashed) => vault.queue.edit(run(id), null, (doc) => writeRunTrashed(doc, trashed ? vault.now() : null)),

  upgradeRun: async (vault, id, { definition, edition, editionName }) => {
    const before = currentPin((await vault.queue.document(run(id))).doc);
    if (before === null) return fail('vault.notFound', 'never');
    const pin = await keepDefinition(vault, definition, edition, editionName);
    if (!pin.ok) return pin;
    return editDraft(vault, id, (doc) => writePin(doc, vault.deviceId, pin.value, pin.value.hash === before.hash ? pinBefore(doc) : before));
  },
  undoRunUpgrade: async (vault, id) => {
    const before = pinBefore((await vault.queue.document(run(id))).doc);
    return before === null ? fail('vault.notFound', 'never') : editDraft(vault, id, (doc) => writePin(doc, vault.deviceId, before, null));
  },
};
