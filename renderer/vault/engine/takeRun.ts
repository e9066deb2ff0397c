import type { HandoverPackage, HandoverRun } from '../../../shared/domain/handover/handoverPackage.ts';
import { failure, FailureError } from '../../../shared/errors/result.ts';
import { situationsParent } from './documentKinds.ts';
import type { OpenVault } from './openVault.ts';
import { keepDefinition } from './runCommands.ts';
import { startRunDocument, writeAnswers, writeFinal } from './runDocument.ts';

/** Puts a run of a handover into the vault, as a draft; one that the predecessor signed off stays signed off, with its day. */
export async function takeRun(vault: OpenVault, id: string, run: HandoverRun, { definitions, madeOn }: HandoverPackage): Promise<void> {
  const definition = definitions[run.definition];
  const compartment = run.situationId === null ? vault.personal : await vault.views.compartment(situationsParent, { kind: 'situation', id: run.situationId });
  if (definition === undefined || compartment === undefined) throw new FailureError(failure('handover.truncated', 'never'));
  const pin = await keepDefinition(vault, definition, run.edition, run.editionName);
  if (!pin.ok) throw new FailureError(pin.error);
  const { name, situationId, taskId, createdAt, finalAt, answers } = run;
  const saved = await vault.queue.edit({ kind: 'run', id }, compartment, (doc) => {
    startRunDocument(doc, vault.deviceId, { toolkitId: definition.id, title: definition.title, kind: definition.kind, name, situationId, taskId, inheritedOn: madeOn }, pin.value, createdAt);
    writeAnswers(doc, vault.deviceId, answers);
    if (finalAt !== null) writeFinal(doc, vault.deviceId, finalAt);
  });
  if (!saved.ok) throw new FailureError(saved.error);
}
