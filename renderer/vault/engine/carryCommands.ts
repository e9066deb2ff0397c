import * as v from 'valibot';
import { documentModelSchema } from '../../../shared/domain/documents/documentModel.ts';
import { exportedDocument } from '../../../shared/domain/carry/exportedDocument.ts';
import type { CommandArgs, CommandName, CommandValue } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { importArchive, readArchive } from './carryArchive.ts';
import type { OpenVault } from './openVault.ts';

type CarryCommand = Extract<CommandName, 'exportNotes' | 'exportDocument' | 'readArchive' | 'importArchive' | 'importBegin' | 'importAdd' | 'importEnd' | 'undoImport'>;
type CarryHandlers = { readonly [C in CarryCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

export const carryHandlers: CarryHandlers = {
  exportNotes: (vault, choice, words, transferId) => vault.carryOut.write(choice, words, transferId),
  exportDocument: async (vault, choice, words) => {
    const material = await vault.carryOut.material(choice);
    if (!material.ok) return material;
    const model = v.safeParse(documentModelSchema, exportedDocument(material.value.situation.name, material.value.notes, words));
    return model.success ? ok(model.output) : fail('documents.tooLarge', 'never');
  },
  readArchive: (vault, file, words, transferId) => readArchive(vault, file, words, transferId),
  importArchive: (vault, file, words, target, transferId) => importArchive(vault, file, words, target, transferId),
  importBegin: (vault, target, name, total, transferId) => vault.carryIn.begin(target, name, total, transferId),
  importAdd: (vault, importId, notes) => vault.carryIn.add(importId, notes),
  importEnd: (vault, importId, keep) => vault.carryIn.end(importId, keep),
  undoImport: (vault) => vault.carryIn.undo(),
};
