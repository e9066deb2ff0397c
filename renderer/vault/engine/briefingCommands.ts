import type { CommandArgs, CommandName, CommandValue } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { addLine, patchBriefing, startBriefing, writeBriefingTrashed, writeLine, writeSent } from './briefingDocument.ts';
import { situationsParent, type DocumentRef } from './documentKinds.ts';
import type { OpenVault } from './openVault.ts';

type BriefingCommand = Extract<CommandName, 'startBriefing' | 'patchBriefing' | 'changeBriefingLine' | 'recordBriefingSent' | 'trashBriefing'>;
type BriefingHandlers = { readonly [C in BriefingCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

const briefing = (id: string): DocumentRef => ({ kind: 'briefing', id });

export const briefingHandlers: BriefingHandlers = {
  startBriefing: async (vault, { situationId, runId, kind = 'minister', fields, lines }) => {
    const compartment = await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
    if (compartment === undefined) return fail('vault.notFound', 'never');
    const id = vault.newId();
    const saved = await vault.queue.edit(briefing(id), compartment, (doc) => {
      startBriefing(doc, vault.deviceId, { situationId, runId, kind }, vault.now());
      patchBriefing(doc, vault.deviceId, fields);
      for (const line of lines) addLine(doc, vault.deviceId, vault.newId(), line);
    });
    return saved.ok ? ok({ ...saved.value, id }) : saved;
  },
  patchBriefing: (vault, id, patch) => vault.queue.edit(briefing(id), null, (doc) => patchBriefing(doc, vault.deviceId, patch)),
  changeBriefingLine: (vault, id, lineId, change) => vault.queue.edit(briefing(id), null, (doc) => writeLine(doc, vault.deviceId, lineId, change)),
  recordBriefingSent: (vault, id, sent) => vault.queue.edit(briefing(id), null, (doc) => writeSent(doc, vault.newId(), sent, vault.now())),
  trashBriefing: (vault, id, trashed) => vault.queue.edit(briefing(id), null, (doc) => writeBriefingTrashed(doc, trashed ? vault.now() : null)),
};
