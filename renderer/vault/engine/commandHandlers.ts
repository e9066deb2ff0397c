import * as Y from 'yjs';
import type { CommandArgs, CommandName, CommandValue, Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { vaultCommands } from '../../../shared/domain/vault/vaultCommands.ts';
import { attempt, fail, ok, type Result } from '../../../shared/errors/result.ts';
import * as v from 'valibot';
import { joinText } from '../../../shared/contracts/secretariatApi.ts';
import { only, situationsParent, type DocumentRef } from './documentKinds.ts';
import { alarmHandlers, watched } from './alarmWatch.ts';
import { entryHandlers } from './entryCommands.ts';
import { messageHandlers } from './messageCommands.ts';
import { carryHandlers } from './carryCommands.ts';
import { handoverHandlers } from './handoverCommands.ts';
import { patchNoteFields, startNote, writeNoteRelation, writeNoteTrashed } from './noteDocument.ts';
import { moveNote } from './noteMoving.ts';
import { forgetKept, settleOverlap } from './noteMerging.ts';
import type { OpenVault } from './openVault.ts';
import { writeLastSeenEdition, writePersonalSettings, writeProfile, writeProfileDraft, writeSectionRead } from './personalDocuments.ts';
import { writeStepDone, writeTaskDate, writeTaskState } from './programmeDocument.ts';
import { briefingHandlers } from './briefingCommands.ts';
import { runHandlers } from './runCommands.ts';
import { sourceHandlers } from './sourceCommands.ts';
import { patchSituation, startSituation, writeSituationArchived } from './situationDocument.ts';

type Handlers = { readonly [C in CommandName]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

const profile: DocumentRef = { kind: 'profile', id: only };
const programme: DocumentRef = { kind: 'programme', id: only };
const editionRead: DocumentRef = { kind: 'editionRead', id: only };
const settings: DocumentRef = { kind: 'settings', id: only };
const situation = (id: string): DocumentRef => ({ kind: 'situation', id });
const note = (id: string): DocumentRef => ({ kind: 'note', id });

const withId = (saved: Result<Saved>, id: string): Result<Saved & { readonly id: string }> => (saved.ok ? ok({ ...saved.value, id }) : saved);

/** A closed note with a log longer than this is folded at once. */
const foldOnCloseUpdates = 8;

const handlers: Handlers = {
  saveProfileDraft: (vault, draft) => vault.queue.edit(profile, vault.personal, (doc) => writeProfileDraft(doc, draft)),
  saveProfile: (vault, value) => vault.queue.edit(profile, vault.personal, (doc) => writeProfile(doc, value)),

  setTaskState: (vault, ...[taskId, state, stateNote]) => vault.queue.edit(programme, vault.personal, (doc) => writeTaskState(doc, vault.deviceId, taskId, state, stateNote ?? {}, vault.now())),
  setStepDone: (vault, taskId, stepId, done) => vault.queue.edit(programme, vault.personal, (doc) => writeStepDone(doc, vault.deviceId, taskId, stepId, done, vault.now())),
  moveTaskDate: (vault, taskId, dueOn) => vault.queue.edit(programme, vault.personal, (doc) => writeTaskDate(doc, taskId, dueOn)),

  createSituation: async (vault, value) => {
    const compartment = await vault.keyring.addCompartment();
    if (!compartment.ok) return compartment;
    const id = vault.newId();
    const begun = await vault.queue.edit(situation(id), compartment.value, (doc) => startSituation(doc, vault.deviceId, value, vault.now()));
    // A situation may begin at a stage for which an alarm was agreed.
    return withId(begun.ok ? await watched(vault, id, () => Promise.resolve(begun)) : begun, id);
  },
  updateSituation: (vault, id, patch) => watched(vault, patch.stage === undefined ? null : id, () => vault.queue.edit(situation(id), null, (doc) => patchSituation(doc, vault.deviceId, patch))),
  archiveSituation: (vault, id, archived) => vault.queue.edit(situation(id), null, (doc) => writeSituationArchived(doc, archived ? vault.now() : null)),

  createNote: async (vault, ...[situationId, fields]) => {
    const compartment = await vault.views.compartment(situationsParent, situation(situationId));
    if (compartment === undefined) return fail('vault.notFound', 'never');
    const id = vault.newId();
    return withId(await vault.queue.edit(note(id), compartment, (doc) => startNote(doc, vault.deviceId, situationId, fields ?? {}, vault.now())), id);
  },
  updateNoteFields: (vault, id, patch) => vault.queue.edit(note(id), null, (doc) => patchNoteFields(doc, vault.deviceId, patch)),
  setNoteRelation: async (vault, id, other, relation) => (id === other ? fail('vault.badArguments', 'never') : vault.queue.edit(note(id), null, (doc) => writeNoteRelation(doc, other, relation))),
  honourNoteDays: async (vault, today) => ok({ moved: await vault.noteBin.honourDays(today) }),
  trashNote: (vault, id) => vault.queue.edit(note(id), null, (doc) => writeNoteTrashed(doc, vault.now())),
  moveNote,
  restoreNote: async (vault, id) => {
    const saved = await vault.queue.edit(note(id), null, (doc) => writeNoteTrashed(doc, null));
    const offered = saved.ok ? await vault.exchanged.offerWhole(note(id)) : saved;
    return offered.ok ? saved : offered;
  },
  openNote: async (vault, id) => {
    const document = await vault.queue.document(note(id));
    vault.queue.held.open(note(id));
    // Not waited for: the state before anything is typed, in case the last visit ended without closing the note.
    void vault.noteVersions.keep(id).catch(() => undefined);
    return ok({ state: Y.encodeStateAsUpdate(document.doc) });
  },
  pushNoteUpdate: (vault, id, update) => vault.queue.type(note(id), update),
  closeNote: async (vault, id) => {
    vault.queue.held.close(note(id));
    await vault.noteVersions.keep(id);
    const document = await vault.queue.document(note(id));
    if (document.logIds.size < foldOnCloseUpdates) return ok(null);
    document.foldWanted = true;
    const folded = await vault.queue.refresh(note(id));
    return folded.ok ? ok(null) : folded;
  },

  settleOverlap: async (vault, id, overlap, take) => {
    await vault.noteVersions.keep(id);
    return vault.queue.edit(note(id), null, (doc) => settleOverlap(doc, overlap, take));
  },
  forgetKept: (vault, id) => vault.queue.edit(note(id), null, forgetKept),

  noteVersions: async (vault, id) => ok(await vault.noteVersions.list(id)),
  readNoteVersion: (vault, id, position) => vault.noteVersions.read(id, position),
  restoreNoteVersion: (vault, id, position) => vault.noteVersions.restore(id, position),
  purgeNote: (vault, id) => vault.noteBin.purge(id),
  searchNotes: async (vault, query, filters, limit) => ok(await vault.noteTexts.search(query, filters, limit)),

  attachFile: (vault, noteId, source, name, writtenAt, transferId) => vault.noteFiles.attach({ noteId, source, name, writtenAt, transferId }),
  openFile: (vault, noteId, fileId) => vault.noteFiles.open(noteId, fileId),
  saveFileCopy: (vault, noteId, fileId, evenDamaged, transferId) => vault.noteFiles.saveCopy(noteId, fileId, evenDamaged, transferId),
  removeFile: (vault, noteId, fileId) => vault.noteFiles.remove(noteId, fileId),
  stopTransfer: async (vault, id) => {
    vault.transfers.stop(id);
    return ok(null);
  },

  markSectionRead: (vault, sectionId, sha256) => vault.queue.edit(editionRead, vault.personal, (doc) => writeSectionRead(doc, sectionId, { readAt: vault.now(), sha256 })),
  markSectionUnread: (vault, sectionId) => vault.queue.edit(editionRead, vault.personal, (doc) => writeSectionRead(doc, sectionId, null)),
  setLastSeenEdition: (vault, edition) => vault.queue.edit(editionRead, vault.personal, (doc) => writeLastSeenEdition(doc, edition)),
  savePersonalSettings: (vault, values) => vault.queue.edit(settings, vault.personal, (doc) => writePersonalSettings(doc, values)),

  ...runHandlers,
  ...briefingHandlers,
  ...entryHandlers,
  ...sourceHandlers,
  ...alarmHandlers,
  ...handoverHandlers,
  ...messageHandlers,
  ...carryHandlers,

  changePassphrase: (vault, current, next) => vault.keySlots.changePassphrase(current, next),
  makeRecoverySheet: (vault, passphrase) => vault.keySlots.makeSheet(passphrase),
  rehearseRecoverySheet: (vault, words) => vault.keySlots.rehearse(words),
  bindToDevice: (vault, passphrase, on) => vault.keySlots.bindToDevice(passphrase, on),
  setQuickUnlock: (vault, passphrase, on) => vault.keySlots.setQuick(passphrase, on),
  leaveAtHome: async (vault, situationIds, withSources, passphrase) => {
    const left = await vault.travel.leave(situationIds, withSources, passphrase);
    vault.slotsChanged();
    return left;
  },
  comeBack: async (vault) => {
    const back = await vault.travel.comeBack();
    vault.slotsChanged();
    return back;
  },
  deviceIdentity: (vault) => vault.deviceIdentity(),
  signJoining: async (vault, serverId, codeHash, deviceName) => {
    const signing = await vault.signing();
    if (!signing.ok) return signing;
    const { signKey, boxKey, signSecret } = signing.value;
    return ok({ signKey, boxKey, proof: vault.sodium.crypto_sign_detached(joinText(serverId, codeHash, { signKey, boxKey, deviceName }), vault.sodium.from_hex(signSecret), 'hex') });
  },
  flush: (vault) => vault.queue.flush(),
};

/** Runs one command. Fails with `vault.badArguments` where the arguments are not what the table says. */
export async function runCommand(vault: OpenVault, name: string, args: readonly unknown[]): Promise<Result<unknown>> {
  if (!Object.hasOwn(vaultCommands, name)) return fail('vault.badArguments', 'never');
  const known = name as CommandName;
  const parsed = v.safeParse(vaultCommands[known].args, args);
  if (!parsed.success) return fail('vault.badArguments', 'never', { command: known });
  const handler = handlers[known] as (vault: OpenVault, ...rest: readonly unknown[]) => Promise<Result<unknown>>;
  return attempt(() => handler(vault, ...parsed.output)).then((outcome) => (outcome.ok ? outcome.value : outcome));
}
