import * as Y from 'yjs';
import { generatePassphrase } from '../../../shared/crypto/passphrase.ts';
import { composeHandover, type HandoverMaterial } from '../../../shared/domain/handover/composeHandover.ts';
import type { HandoverPackage } from '../../../shared/domain/handover/handoverPackage.ts';
import { deviceKeyCode, keyFingerprint, looksLikeKeyCode, parseDeviceKeyCode } from '../../../shared/domain/handover/deviceKeyCode.ts';
import { isSealedToDevice } from '../../../shared/domain/handover/sealedFile.ts';
import { openHandover, sealHandover, sealHandoverToDevice } from '../../../shared/domain/handover/sealedHandover.ts';
import type { EntryOf, EntryView, StoredEntry } from '../../../shared/domain/vault/entry.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { ProgrammeProgress } from '../../../shared/domain/vault/programmeProgress.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import type { CommandArgs, CommandName, CommandValue } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { only, personalParent, situationsParent } from './documentKinds.ts';
import { readEntries } from './entryCommands.ts';
import { entriesParent } from './entryDocument.ts';
import { plainText } from './noteBodyText.ts';
import { notesParent, noteDetail } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';
import { takeHandoverIn } from './takeHandover.ts';

type HandoverCommand = Extract<CommandName, 'handoverWords' | 'handoverKey' | 'readHandoverKey' | 'sealHandover' | 'readHandover' | 'takeHandover'>;
type HandoverHandlers = { readonly [C in HandoverCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

const longestText = 2_000_000;

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

  sealHandover: async (vault, choice, words) => {
    const device = looksLikeKeyCode(words) ? parseDeviceKeyCode(vault.sodium, words) : null;
    if (device === null && looksLikeKeyCode(words)) return fail('handover.badKey', 'never');
    const material = await materialFor(vault, choice.situations.map(({ id }) => id));
    const composed = composeHandover(choice, material, { packageId: vault.newId(), madeOn: vault.now().slice(0, 10) });
    if (!composed.ok) return composed;
    const { content, masked, leftOut } = composed.value;
    const sealed = device === null ? sealHandover(vault.sodium, content, words) : sealHandoverToDevice(vault.sodium, content, device);
    const sealedTo = device === null ? {} : { sealedTo: keyFingerprint(vault.sodium, device) };
    return sealed.ok ? ok({ bytes: sealed.value, masked, receipt: { ...receiptOf(content, leftOut), ...sealedTo } }) : sealed;
  },

  readHandover: async (vault, bytes, words) => {
    const opened = await openFile(vault, bytes, words);
    if (!opened.ok) return opened;
    const { post, madeOn, situations, contacts, openItems, done, dates, letter } = opened.value;
    return ok({
      post, madeOn, letter, situations: situations.map(({ facts }) => facts.name), notes: situations.reduce((sum, one) => sum + one.notes.length, 0),
      contacts: contacts.length, openItems: openItems.length, done: done.length, dates: dates.length, takenBefore: await wasTaken(vault, opened.value),
    });
  },

  takeHandover: async (vault, bytes, words) => {
    const opened = await openFile(vault, bytes, words);
    if (!opened.ok) return opened;
    return (await wasTaken(vault, opened.value)) ? fail('handover.takenBefore', 'never') : takeHandoverIn(vault, opened.value);
  },
};

/** With the words that were told, or with this device's own key where the file is sealed to one. */
async function openFile(vault: OpenVault, bytes: Uint8Array, words: string): Promise<Result<HandoverPackage>> {
  if (!isSealedToDevice(bytes)) return openHandover(vault.sodium, bytes, words);
  const own = await vault.signing();
  if (!own.ok) return own;
  return openHandover(vault.sodium, bytes, words, { publicKey: vault.sodium.from_hex(own.value.boxKey), secretKey: vault.sodium.from_hex(own.value.boxSecret) });
}

/** Also true where the record of it lies in the bin. */
async function wasTaken(vault: OpenVault, { packageId }: HandoverPackage): Promise<boolean> {
  const views = [...((await vault.views.all(entriesParent('received'))).values() as IterableIterator<EntryView>)];
  return views.some(({ entry }) => entry.type === 'received' && entry.packageId === packageId);
}

async function materialFor(vault: OpenVault, situationIds: readonly string[]): Promise<HandoverMaterial> {
  const notes: HandoverMaterial['notes'][number][] = [];
  for (const situationId of situationIds) {
    for (const { id, trashedAt } of (await vault.views.all(notesParent(situationId))).values() as IterableIterator<NoteSummary>) {
      const { doc, changedAt } = await vault.queue.document({ kind: 'note', id });
      const detail = noteDetail(doc, { id, changedAt });
      if (detail !== null) notes.push({ id, situationId, fields: detail.fields, text: trashedAt === null ? plainText(doc.getXmlFragment('body') as Y.XmlFragment, longestText).trim() : '' });
    }
  }
  return {
    situations: [...((await vault.views.all(situationsParent)).values() as IterableIterator<Situation>)],
    notes,
    contacts: await readEntries(vault, 'actor'),
    ownTasks: await readEntries(vault, 'ownTask'),
    dates: (await readEntries(vault, 'date')) as readonly StoredEntry<'date'>[],
    progress: ((await vault.views.one(personalParent, { kind: 'programme', id: only })) ?? {}) as ProgrammeProgress,
  };
}

/** What the leaver keeps: names and lines of what went, counts of the rest. */
function receiptOf({ packageId, madeOn, post, situations, contacts, openItems }: HandoverPackage, leftOut: number): EntryOf<'receipt'> {
  const notes = situations.flatMap((situation) => situation.notes);
  return {
    type: 'receipt', packageId, madeOn, post, leftOut, notes: notes.length, sources: notes.filter(({ sourceConsent }) => sourceConsent !== null).length,
    situations: situations.map(({ facts, line }) => ({ name: facts.name, line })),
    contacts: contacts.map(({ actor, line }) => ({ name: actor.name, line })),
    openItems: openItems.map(({ title, line, dueOn }) => ({ name: title, line, dueOn })),
  };
}
