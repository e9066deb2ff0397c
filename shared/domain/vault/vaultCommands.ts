/**
 * Every command that the vault takes. One table: the worker parses the arguments with the schema given here, and the types of both
 * sides are inferred from it. A command is answered when its change is on the disk, so an answer with `savedAt` is a promise.
 */
import * as v from 'valibot';
import type { DeviceIdentity } from './deviceIdentity.ts';
import { entrySchema, type EntryOf } from './entry.ts';
import { carriedBatch, exportChoiceSchema, importedNoteSchema, importTargetSchema, maxCarriedNotes, type ArchiveCover, type ExportDone, type ImportDone } from '../carry/carriedNote.ts';
import { exportWordsSchema } from '../carry/exportedDocument.ts';
import type { DocumentModel } from '../documents/documentModel.ts';
import { handoverChoiceSchema } from '../handover/handoverChoice.ts';
import type { HandoverCover } from '../handover/handoverCover.ts';
import type { NewSheet } from './keySlots.ts';
import { messageDraftSchema, messageRecipientSchema, maxRecipients, partStates, type MessageFault, type MessageWork } from '../messages/message.ts';
import { maxMessageBytes } from '../../contracts/messagesApi.ts';
import { noteFieldsPatchSchema, noteRelationSchema } from './note.ts';
import { fileBytesSchema, type OpenedFile } from './noteFile.ts';
import { noteFiltersSchema, type NoteHits } from './noteSearch.ts';
import type { NoteVersion, NoteVersionContent } from './noteVersion.ts';
import { personalSettingsSchema } from './personalSettings.ts';
import { profileDraftSchema, profileSchema } from './profile.ts';
import { newEvidenceSchema, taskStateNoteSchema, taskStateSchema } from './programmeProgress.ts';
import { briefingKinds, briefingPatchSchema, lineChangeSchema, newLineSchema, sentSchema } from '../assessments/briefing.ts';
import { itemChangeSchema, startRunSchema, upgradeSchema } from '../runs/run.ts';
import { raiseAlarmSchema } from '../warning/threshold.ts';
import { newSituationSchema, situationPatchSchema } from './situation.ts';
import type { CameBack, LeftAtHome } from './travel.ts';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from './storedText.ts';
import type { Result } from '../../errors/result.ts';

interface Command<Args extends v.GenericSchema<unknown, readonly unknown[]>, Value> {
  readonly args: Args;
  readonly value?: Value;
}
const command = <Value>() => <Args extends v.GenericSchema<unknown, readonly unknown[]>>(args: Args): Command<Args, Value> => ({ args });

/** ISO 8601 instant at which the change was on the disk. */
export interface Saved {
  readonly savedAt: string;
}

const keyDigits = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u')));
/** As much as one record can carry to another device; more than this is not pasted in one piece. */
const maxUpdateBytes = 11 * 1024 * 1024;
const updateBytes = v.pipe(
  v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes are expected'),
  v.check((value) => value.byteLength > 0 && value.byteLength <= maxUpdateBytes, 'between 1 byte and 11 MiB'),
);

const spokenWords = boundedText(400);

export interface HandoverGiven {
  /** The file's name, without its folder. */
  readonly name: string;
  /** Places at which the name of a source that stays was taken out. */
  readonly masked: number;
  readonly receipt: EntryOf<'receipt'>;
}

/** A key for handovers: its code, and the fingerprint that two people compare. */
export interface HandoverKey {
  readonly code: string;
  readonly fingerprint: string;
}

export const vaultCommands = {
  saveProfileDraft: command<Saved>()(v.strictTuple([v.nullable(profileDraftSchema)])),
  /** Also drops the draft. */
  saveProfile: command<Saved>()(v.strictTuple([profileSchema])),

  setTaskState: command<Saved>()(v.union([v.strictTuple([itemIdSchema, taskStateSchema]), v.strictTuple([itemIdSchema, taskStateSchema, taskStateNoteSchema])])),
  setStepDone: command<Saved>()(v.strictTuple([itemIdSchema, itemIdSchema, v.boolean()])),
  /** null puts the counted date back. */
  moveTaskDate: command<Saved>()(v.strictTuple([itemIdSchema, v.nullable(dateSchema)])),
  /** When the user means to do it; null for no day. */
  planTask: command<Saved>()(v.strictTuple([itemIdSchema, v.nullable(dateSchema)])),
  addEvidence: command<Saved>()(v.strictTuple([itemIdSchema, newEvidenceSchema])),
  removeEvidence: command<Saved>()(v.strictTuple([itemIdSchema, documentIdSchema])),

  /** A whole personal entry; null as the id makes a new one. The type of an entry never changes. */
  saveEntry: command<Saved & { readonly id: string }>()(v.strictTuple([v.nullable(documentIdSchema), entrySchema])),
  /** Changes some fields of an entry and leaves the others as they are by then. Fails with `vault.badArguments` where the whole would not fit. */
  patchEntry: command<Saved>()(v.strictTuple([documentIdSchema, v.record(itemIdSchema, v.unknown())])),
  /** Writes one field of a paper: paper, field, what stood there when the user began to write, what stands there now. */
  writePaper: command<Saved>()(v.strictTuple([documentIdSchema, boundedText(80), boundedText(20_000), boundedText(20_000)])),
  /** Six words to be told apart from the file. */
  handoverWords: command<{ readonly words: string }>()(v.strictTuple([])),
  /** This device's public key as a code to pass on, and what both read to each other. Makes the key on first use. */
  handoverKey: command<HandoverKey>()(v.strictTuple([])),
  /** Reads the code of another device's key. Fails with `handover.badKey`. */
  readHandoverKey: command<HandoverKey>()(v.strictTuple([spokenWords])),
  /**
   * Composes what was chosen and seals it, with six words or to the key whose code is given, in a file where the user says; null when they thought
   * better of it. Choice, words or code, file's name, transfer.
   */
  sealHandover: command<HandoverGiven | null>()(v.strictTuple([handoverChoiceSchema, spokenWords, boundedText(200), documentIdSchema])),
  /** Opens a file to look at; changes nothing. File, words, transfer. */
  readHandover: command<HandoverCover>()(v.strictTuple([fileBytesSchema, spokenWords, documentIdSchema])),
  /** Puts everything in the file into this vault. Fails with `handover.takenBefore` the second time. */
  takeHandover: command<Saved>()(v.strictTuple([fileBytesSchema, spokenWords, documentIdSchema])),
  trashEntry: command<Saved>()(v.strictTuple([documentIdSchema, v.boolean()])),

  /** Opens an alarm by the user's own hand, with those who must know by its threshold. */
  raiseAlarm: command<Saved & { readonly id: string }>()(v.strictTuple([raiseAlarmSchema])),

  createSituation: command<Saved & { readonly id: string }>()(v.strictTuple([newSituationSchema])),
  updateSituation: command<Saved>()(v.strictTuple([documentIdSchema, situationPatchSchema])),
  archiveSituation: command<Saved>()(v.strictTuple([documentIdSchema, v.boolean()])),

  createNote: command<Saved & { readonly id: string }>()(v.union([v.strictTuple([documentIdSchema]), v.strictTuple([documentIdSchema, noteFieldsPatchSchema])])),
  updateNoteFields: command<Saved>()(v.strictTuple([documentIdSchema, noteFieldsPatchSchema])),
  /** Note, other note, relation; null takes it away. Fails with `vault.badArguments` for a note and itself. */
  setNoteRelation: command<Saved>()(v.strictTuple([documentIdSchema, documentIdSchema, v.nullable(noteRelationSchema)])),
  /** Gives every note that names this free text as its source the entry of the register. Answers how many. */
  adoptSource: command<{ readonly notes: number }>()(v.strictTuple([documentIdSchema, boundedText(400)])),
  /** Moves the notes whose day of deletion is this day or before to the bin; nothing where the clock is not to be believed. */
  honourNoteDays: command<{ readonly moved: number }>()(v.strictTuple([dateSchema])),
  trashNote: command<Saved>()(v.strictTuple([documentIdSchema])),
  /** Note, situation. Answers the id that it has there: see noteMoving. */
  moveNote: command<Saved & { readonly id: string }>()(v.strictTuple([documentIdSchema, documentIdSchema])),
  restoreNote: command<Saved>()(v.strictTuple([documentIdSchema])),
  /** The note's whole state as one Yjs update: text in `getXmlFragment('body')`. Opened until closeNote. */
  openNote: command<{ readonly state: Uint8Array }>()(v.strictTuple([documentIdSchema])),
  /** A Yjs update from the editor; answered when it is saved, at most 400 ms later. */
  pushNoteUpdate: command<Saved>()(v.strictTuple([documentIdSchema, updateBytes])),
  /** Note, overlap: leaves the passage as it is, or puts one of the two texts in its place. */
  settleOverlap: command<Saved>()(v.strictTuple([documentIdSchema, documentIdSchema, v.picklist(['asItIs', 'mine', 'theirs'])])),
  /** The user has read that the note was kept out of the bin. */
  forgetKept: command<Saved>()(v.strictTuple([documentIdSchema])),
  closeNote: command<null>()(v.strictTuple([documentIdSchema])),

  /** Public halves of the person's message keys, made on first use. */
  messageKeys: command<{ readonly boxKey: string; readonly signKey: string; readonly fingerprint: string }>()(v.strictTuple([])),
  /** What people read out to each other of published keys, in the same order. */
  keyFingerprints: command<readonly string[]>()(v.strictTuple([v.pipe(v.array(v.strictObject({ boxKey: messageRecipientSchema.entries.boxKey, signKey: messageRecipientSchema.entries.signKey })), v.maxLength(maxRecipients))])),
  /** Title and words of a note or briefing, as a text to send: without source, grade, place or date. */
  messageText: command<{ readonly title: string; readonly text: string }>()(v.strictTuple([v.strictObject({ kind: v.picklist(['note', 'briefing']), id: documentIdSchema })])),
  /** Everything that speaks against sending a text. */
  checkMessage: command<readonly MessageFault[]>()(v.strictTuple([messageDraftSchema])),
  /** Seals a text to each recipient and puts it into the outbox; the account is where answers go. Fails with `message.forbidden`. */
  composeMessage: command<Saved & { readonly id: string }>()(v.strictTuple([messageDraftSchema, v.pipe(v.array(messageRecipientSchema), v.minLength(1), v.maxLength(maxRecipients)), v.nullable(documentIdSchema)])),
  /** Sealed parts of a message that the server does not have yet. */
  messageParts: command<readonly { readonly part: string; readonly to: string; readonly bytes: Uint8Array }[]>()(v.strictTuple([documentIdSchema])),
  /** What an exchange has to do: messages with parts to send, parts that may have come further, and messages whose senders are to be told that they were read. */
  messageWork: command<MessageWork>()(v.strictTuple([])),
  noteMessageState: command<Saved>()(v.strictTuple([documentIdSchema, documentIdSchema, v.picklist(partStates)])),
  /** Opens a sealed message and keeps it. The same one again changes nothing. Fails with `message.otherKey`, `message.tampered`, `message.newerFormat`. */
  takeMessage: command<{ readonly id: string; readonly isNew: boolean }>()(v.strictTuple([documentIdSchema, v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((bytes) => bytes.byteLength <= maxMessageBytes))])),
  /** `opened`: somebody has read it. `told`: the sender was told so. */
  markMessage: command<Saved>()(v.strictTuple([documentIdSchema, v.picklist(['opened', 'told'])])),
  trashMessage: command<Saved>()(v.strictTuple([documentIdSchema, v.boolean()])),
  /** Signs the text that opens a session at the server, and no other. */
  signSession: command<{ readonly signature: string }>()(v.strictTuple([v.strictObject({ serverId: documentIdSchema, deviceId: documentIdSchema, challenge: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)) })])),

  /** Earlier states of a note, newest first. */
  noteVersions: command<readonly NoteVersion[]>()(v.strictTuple([documentIdSchema])),
  readNoteVersion: command<NoteVersionContent>()(v.strictTuple([documentIdSchema, documentIdSchema])),
  /** Puts title and text back; what is there now becomes a version. An open editor must be opened anew. */
  restoreNoteVersion: command<Saved>()(v.strictTuple([documentIdSchema, documentIdSchema])),
  /** Deletes a note in the bin for good, with its versions. */
  purgeNote: command<Saved>()(v.strictTuple([documentIdSchema])),
  /** Query, filters, how many at most. Every word must be there; what stands between quotation marks is one word. */
  searchNotes: command<NoteHits>()(v.strictTuple([boundedText(200), noteFiltersSchema, v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))])),

  /** Note, bytes, name, when the file says it was written, an id of the window's choice by which the work is watched and stopped. */
  attachFile: command<Saved & { readonly id: string }>()(v.strictTuple([documentIdSchema, fileBytesSchema, boundedText(1_000), v.nullable(instantSchema), documentIdSchema])),
  /** Note, file. All of its bytes, for a preview. */
  openFile: command<OpenedFile>()(v.strictTuple([documentIdSchema, documentIdSchema])),
  /** Note, file, whether a damaged one too, transfer. Asks where to; null when the user cancelled. */
  saveFileCopy: command<{ readonly name: string } | null>()(v.strictTuple([documentIdSchema, documentIdSchema, v.boolean(), documentIdSchema])),
  /** Takes a file out of its note for good. */
  removeFile: command<Saved>()(v.strictTuple([documentIdSchema, documentIdSchema])),
  /** What of a situation goes where, words for a sealed archive, transfer. Asks where to; null when the user cancelled. */
  exportNotes: command<ExportDone | null>()(v.strictTuple([exportChoiceSchema, spokenWords, documentIdSchema])),
  /** The notes that were chosen, as a document to be made into a PDF. Words: heading for their files, handling line, language, direction. */
  exportDocument: command<DocumentModel>()(v.strictTuple([exportChoiceSchema, exportWordsSchema])),
  /** Reads a sealed archive to its end and says what is in it; changes nothing. */
  readArchive: command<ArchiveCover>()(v.strictTuple([fileBytesSchema, spokenWords, documentIdSchema])),
  /** Puts the notes of an archive into a situation, or takes them all back where it fails or is stopped. */
  importArchive: command<ImportDone>()(v.strictTuple([fileBytesSchema, spokenWords, importTargetSchema, documentIdSchema])),
  /** Begins an import of notes that come in batches: where to, what it is, how many, transfer. The transfer's id names it. */
  importBegin: command<null>()(v.strictTuple([importTargetSchema, boundedText(1_000), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxCarriedNotes)), documentIdSchema])),
  importAdd: command<null>()(v.strictTuple([documentIdSchema, v.pipe(v.array(importedNoteSchema), v.maxLength(carriedBatch))])),
  /** Ends it: keeps what came, or takes it back. */
  importEnd: command<ImportDone>()(v.strictTuple([documentIdSchema, v.boolean()])),
  /** Takes the last import back, as long as the vault stays open. */
  undoImport: command<null>()(v.strictTuple([])),
  stopTransfer: command<null>()(v.strictTuple([documentIdSchema])),

  markSectionRead: command<Saved>()(v.strictTuple([itemIdSchema, v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)))])),
  markSectionUnread: command<Saved>()(v.strictTuple([itemIdSchema])),
  setLastSeenEdition: command<Saved>()(v.strictTuple([v.pipe(v.number(), v.integer(), v.minValue(0))])),
  /** Sets the given settings and leaves the others; null removes one. */
  savePersonalSettings: command<Saved>()(v.strictTuple([personalSettingsSchema])),

  /** Begins a run of a toolkit and keeps the definition it answers. In the compartment of its situation, or the personal one. */
  startRun: command<Saved & { readonly id: string }>()(v.strictTuple([startRunSchema])),
  /** One change under one item of a draft: run, item, change. Fails with `vault.runFinal` once it was signed off. */
  changeRunItem: command<Saved>()(v.strictTuple([documentIdSchema, itemIdSchema, itemChangeSchema])),
  renameRun: command<Saved>()(v.strictTuple([documentIdSchema, boundedText(200)])),
  /** Makes the run final as it stands. */
  signOffRun: command<Saved>()(v.strictTuple([documentIdSchema])),
  trashRun: command<Saved>()(v.strictTuple([documentIdSchema, v.boolean()])),
  /** Moves a draft to another definition; no answer is touched, so undoing it is the way back. */
  upgradeRun: command<Saved>()(v.strictTuple([documentIdSchema, upgradeSchema])),
  undoRunUpgrade: command<Saved>()(v.strictTuple([documentIdSchema])),

  startBriefing: command<Saved & { readonly id: string }>()(
    v.strictTuple([v.strictObject({ situationId: documentIdSchema, runId: v.nullable(documentIdSchema), kind: v.optional(v.picklist(briefingKinds), 'minister'), fields: briefingPatchSchema, lines: v.pipe(v.array(newLineSchema), v.maxLength(200)) })]),
  ),
  patchBriefing: command<Saved>()(v.strictTuple([documentIdSchema, briefingPatchSchema])),
  /** One change of one line: briefing, line, change. A line that is not there yet is begun. */
  changeBriefingLine: command<Saved>()(v.strictTuple([documentIdSchema, documentIdSchema, lineChangeSchema])),
  /** Keeps what was handed on, whole, with whom it went to. */
  recordBriefingSent: command<Saved>()(v.strictTuple([documentIdSchema, sentSchema])),
  trashBriefing: command<Saved>()(v.strictTuple([documentIdSchema, v.boolean()])),

  /** The passphrase in force, the new one. Answered when the new one opened the vault from the disk and the old one no longer does. */
  changePassphrase: command<Saved>()(v.strictTuple([boundedText(1_000), boundedText(1_000)])),
  /** The passphrase. The answer holds the sheet's words, once. */
  makeRecoverySheet: command<NewSheet>()(v.strictTuple([boundedText(1_000)])),
  /** The words as they were typed back. */
  rehearseRecoverySheet: command<Saved>()(v.strictTuple([boundedText(2_000)])),

  /** The passphrase, and whether a secret of this device is mixed into it. Fails with `vault.bindNeedsSheet` without a tried recovery sheet. */
  bindToDevice: command<Saved>()(v.strictTuple([boundedText(1_000), v.boolean()])),
  /** The passphrase, and whether this device's key store opens the vault without it. */
  setQuickUnlock: command<Saved>()(v.strictTuple([boundedText(1_000), v.boolean()])),
  /** Situations, whether the register of sources goes too, the passphrase. Writes the travel file at the place that was chosen, proves it, then drops their keys and records. The window locks afterwards. */
  leaveAtHome: command<LeftAtHome>()(v.strictTuple([v.pipe(v.array(documentIdSchema), v.maxLength(500)), v.boolean(), boundedText(1_000)])),
  /** Takes back what the chosen file holds of what is away. The window locks afterwards. */
  comeBack: command<CameBack>()(v.strictTuple([])),

  /** This device's public keys; the pair is made and sealed on first use. */
  deviceIdentity: command<DeviceIdentity>()(v.strictTuple([])),
  /** Signs that this device holds the key with which it joins: server id, hash of the code, the device's name. */
  signJoining: command<{ readonly signKey: string; readonly boxKey: string; readonly proof: string }>()(v.strictTuple([keyDigits(32), keyDigits(64), boundedText(80)])),
  /** Saves now what waits for its 400 ms. */
  flush: command<{ readonly savedAt: string | null }>()(v.strictTuple([])),
} as const;

type Table = typeof vaultCommands;
export type CommandName = keyof Table;
export type CommandArgs<C extends CommandName> = v.InferInput<Table[C]['args']>;
export type CommandValue<C extends CommandName> = Table[C] extends Command<v.GenericSchema<unknown, readonly unknown[]>, infer Value> ? Value : never;

export type VaultCommands = { readonly [C in CommandName]: (...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };
