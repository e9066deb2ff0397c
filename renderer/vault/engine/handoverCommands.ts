import { generatePassphrase } from '../../../shared/crypto/passphrase.ts';
import { filesOf, type HandoverPackage } from '../../../shared/domain/handover/handoverPackage.ts';
import { deviceKeyCode, keyFingerprint, parseDeviceKeyCode } from '../../../shared/domain/handover/deviceKeyCode.ts';
import { isSealedToDevice, sealedHeadBytes } from '../../../shared/domain/handover/sealedFile.ts';
import { bytesOf, openHandover, type OpenedHandover } from '../../../shared/domain/handover/sealedHandover.ts';
import type { EntryView } from '../../../shared/domain/vault/entry.ts';
import type { FileBytes } from '../../../shared/domain/vault/noteFile.ts';
import type { CommandArgs, CommandName, CommandValue } from '../../../shared/domain/vault/vaultCommands.ts';
import { attempt, fail, ok, type Result } from '../../../shared/errors/result.ts';
import { entriesParent } from './entryDocument.ts';
import { giveHandover } from './giveHandover.ts';
import type { OpenVault } from './openVault.ts';
import { takeHandoverIn } from './takeHandover.ts';
import type { RunningTransfer } from './transfers.ts';

type HandoverCommand = Extract<CommandName, 'handoverWords' | 'handoverKey' | 'readHandoverKey' | 'sealHandover' | 'readHandover' | 'takeHandover'>;
type HandoverHandlers = { readonly [C in HandoverCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

/** Composing, sealing and opening all happen here, so that neither the window nor the main process holds what goes or what stays. */
export const handoverHandlers: HandoverHandlers = {
  handoverWords: async (vault) => ok({ words: generatePassphrase(vault.sodium) }),

  handoverKey: async (vault) => {
    const identity = await vault.deviceIdentity();
    if (!identity.ok) return identity;
    const key = vault.sodium.from_hex(identity.value.boxKey);
    return ok({ code: deviceKeyCode(vault.sodium, key), fingerprint: keyFingerprint(vault.sodium, key) });
  },
  readHandoverKey: async ({ sodium }, code) => {
    const key = parseDeviceKeyCode(sodium, code);
    return key === null ? fail('handover.badKey', 'never') : ok({ code: deviceKeyCode(sodium, key), fingerprint: keyFingerprint(sodium, key) });
  },

  sealHandover: (vault, choice, words, fileName, transferId) => giveHandover(vault, choice, words, fileName, transferId),

  readHandover: (vault, file, words, transferId) =>
    vault.transfers.run({ id: transferId, kind: 'import', name: '', noteId: '' }, async (transfer) => {
      const opened = await openFile(vault, file, words, transfer);
      if (!opened.ok) return opened;
      const { post, madeOn, situations, contacts, openItems, done, dates, letter, papers, runs, briefings, kept } = opened.value.content;
      const files = filesOf(opened.value.content);
      return ok({
        post, madeOn, letter, situations: situations.map(({ facts }) => facts.name), notes: situations.reduce((sum, one) => sum + one.notes.length, 0), files: files.length, fileBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        contacts: contacts.length, openItems: openItems.length, done: done.length, dates: dates.length, papers: papers.length + runs.length + briefings.length, kept: kept.length, takenBefore: await wasTaken(vault, opened.value.content),
      });
    }),

  takeHandover: (vault, file, words, transferId) =>
    vault.transfers.run({ id: transferId, kind: 'import', name: '', noteId: '' }, async (transfer) => {
      const opened = await openFile(vault, file, words, transfer);
      if (!opened.ok) return opened;
      return (await wasTaken(vault, opened.value.content)) ? fail('handover.takenBefore', 'never') : takeHandoverIn(vault, opened.value, transfer);
    }),
};

/** With the words that were told, or with this device's own key where the file is sealed to one. */
async function openFile(vault: OpenVault, file: FileBytes, words: string, transfer: RunningTransfer): Promise<Result<OpenedHandover>> {
  const opened = await attempt(async () => {
    const head = await bytesOf(file, 0, sealedHeadBytes);
    const own = isSealedToDevice(head) ? await vault.signing() : null;
    if (own?.ok === false) return own;
    const device = own === null ? null : { publicKey: vault.sodium.from_hex(own.value.boxKey), secretKey: vault.sodium.from_hex(own.value.boxSecret) };
    return openHandover(vault.sodium, file, words, device, (bytes) => transfer.progress(bytes, file.size));
  });
  return opened.ok ? opened.value : opened;
}

/** Also true where the record of it lies in the bin. */
async function wasTaken(vault: OpenVault, { packageId }: HandoverPackage): Promise<boolean> {
  const views = [...((await vault.views.all(entriesParent('received'))).values() as IterableIterator<EntryView>)];
  return views.some(({ entry }) => entry.type === 'received' && entry.packageId === packageId);
}
