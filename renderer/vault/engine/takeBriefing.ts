import type { HandoverBriefing } from '../../../shared/domain/handover/handoverPackage.ts';
import { placeId } from '../../../shared/domain/handover/packageIds.ts';
import { failure, FailureError } from '../../../shared/errors/result.ts';
import { addLine, patchBriefing, startBriefing } from './briefingDocument.ts';
import { situationsParent } from './documentKinds.ts';
import type { OpenVault } from './openVault.ts';

/** Puts a briefing of a handover into the vault, as a draft that was sent to nobody. Taken in twice it is there once. */
export async function takeBriefing(vault: OpenVault, id: string, situationId: string, { kind, runId, createdAt, fields, lines }: HandoverBriefing, inheritedOn: string): Promise<void> {
  const compartment = await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
  if (compartment === undefined) throw new FailureError(failure('handover.truncated', 'never'));
  const saved = await vault.queue.edit({ kind: 'briefing', id }, compartment, (doc) => {
    startBriefing(doc, vault.deviceId, { situationId, runId, kind, inheritedOn }, createdAt);
    patchBriefing(doc, vault.deviceId, fields);
    for (const [at, line] of lines.entries()) addLine(doc, vault.deviceId, placeId(at), line);
  });
  if (!saved.ok) throw new FailureError(saved.error);
}
