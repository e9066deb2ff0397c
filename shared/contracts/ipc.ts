/**
 * Every call that may cross between the window and the main process, and every event that the main process sends.
 *
 * This table is the only door: the preload bridge is made from it, the main process registers one handler for each entry and parses
 * the arguments with the schema given here, and the types of both sides are inferred from it.
 */
import * as v from 'valibot';
import type { Network } from '../content/network.schema.ts';
import type { Result } from '../errors/result.ts';
import type { BackupPreview, BackupState } from './backups.ts';
import { deviceKeyNameSchema, deviceKeySchema, type DeviceKeyState } from './deviceKeys.ts';
import type { TravelFile, TravelPage } from './travel.ts';
import { calendarEventsSchema, type CalendarFile } from '../domain/calendar/calendarEvent.ts';
import { editionFileLimits } from '../domain/editionFile.ts';
import type { ActiveEdition, EarlierEdition, EditionFileTaken, EditionState, EditionSummary, PublishedTranslation } from './edition.ts';
import { invitationTextSchema, joiningDeviceSchema, type InvitationPreview, type MetServer, type SecretariatState } from './secretariatState.ts';
import { type ExportedDocument, exportRequestSchema, type PreviewedDocument } from './documents.ts';
import { documentModelSchema } from '../domain/documents/documentModel.ts';
import { deviceSettingsPatchSchema, type DeviceSettings } from './deviceSettings.ts';
import { call, type Call } from './ipcCall.ts';
import { exchangeCalls } from './exchangeCalls.ts';
import { messageCalls } from './messageCalls.ts';
import { pieceCalls } from './pieceCalls.ts';
import {
  chunkNameSchema, chunkNamesSchema, journalEntriesSchema, outBytesSchema, outTokenSchema, sealedChunkSchema, slotFileSchema, type ChunkStoreState, type JournalPage, type JournalState, type OutFile,
} from './vaultStorage.ts';

const none = v.strictTuple([]);
/** A proposal for the dialog, without folders. */
const fileName = v.pipe(v.string(), v.regex(/^[^/\\\p{Cc}]{1,120}$/u));

const compartmentsSchema = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))), v.maxLength(1_000));

export interface AppInfo {
  readonly name: string;
  readonly version: string;
  readonly platform: 'darwin' | 'linux' | 'win32';
  readonly packaged: boolean;
  /** IETF tag of the system's language. */
  readonly systemLanguage: string;
  /** A folder that a file-sync program is known to copy away, when the profile lies in one. */
  readonly syncedBy: string | null;
}

export const ipcContract = {
  'app.info': call<AppInfo>()(none),

  'settings.read': call<DeviceSettings>()(none),
  'settings.write': call<DeviceSettings>()(v.strictTuple([deviceSettingsPatchSchema])),

  /** The wrapped keys of the vault, or null where no vault was made on this device. */
  'vault.readSlots': call<Uint8Array | null>()(none),
  'vault.writeSlots': call<null>()(v.strictTuple([slotFileSchema])),
  /** Appends sealed records and answers once they are on the disk (fsync). */
  'vault.journalAppend': call<JournalState>()(v.strictTuple([journalEntriesSchema])),
  'vault.journalState': call<JournalState>()(none),
  /** Reads the journal's present records page by page; `cursor` is what the page before answered, null for the first. */
  'vault.journalRead': call<JournalPage>()(v.strictTuple([v.nullable(v.pipe(v.string(), v.maxLength(64)))])),
  /** Keeps a sealed piece of a file; answered once it is on the disk (fsync, atomic). */
  'vault.chunkPut': call<null>()(v.strictTuple([chunkNameSchema, sealedChunkSchema])),
  /** null where there is no such piece. `copy` asks for the one that lies with the backups. */
  'vault.chunkGet': call<Uint8Array | null>()(v.strictTuple([chunkNameSchema, v.boolean()])),
  'vault.chunksRemove': call<null>()(v.strictTuple([chunkNamesSchema])),
  /** All names that there are, sorted. */
  'vault.chunkNames': call<readonly string[]>()(none),
  'vault.chunkState': call<ChunkStoreState>()(none),
  /** Asks where to, and begins a file there under another name; null when the user cancelled. Endings without the dot. */
  'files.begin': call<OutFile | null>()(v.strictTuple([fileName, v.pipe(v.string(), v.regex(/^[a-z0-9]{0,12}$/))])),
  'files.write': call<null>()(v.strictTuple([outTokenSchema, outBytesSchema])),
  /** Ends the file: whole and under its name, or (false) away again. */
  'files.end': call<null>()(v.strictTuple([outTokenSchema, v.boolean()])),
  /** What the system's key store can do here, and the secrets of this device that it keeps. */
  'vault.deviceKeyState': call<DeviceKeyState>()(none),
  'vault.deviceKeyRead': call<Uint8Array | null>()(v.strictTuple([deviceKeyNameSchema])),
  'vault.deviceKeyWrite': call<null>()(v.strictTuple([deviceKeyNameSchema, deviceKeySchema])),
  /** Writes and proves the travel file at the chosen place; opens the chosen one; reads the records of either; clears away what was deleted. */
  'vault.travelWrite': call<TravelFile>()(none),
  'vault.travelOpen': call<TravelFile>()(none),
  'vault.travelRead': call<TravelPage>()(v.strictTuple([v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))])),
  'vault.travelFiles': call<{ readonly missing: number }>()(v.strictTuple([compartmentsSchema])),
  'vault.travelScrub': call<null>()(v.strictTuple([compartmentsSchema])),
  /** Asks where the travel file is to go; null where the user chose nothing. */
  'travel.choosePlace': call<{ readonly name: string } | null>()(none),
  /** Asks for a travel file and checks it; null where the user chose none. */
  'travel.chooseFile': call<BackupPreview | null>()(none),
  /** Something from the window was put on the clipboard; the lock takes it off again if it is still there. */
  'clipboard.copied': call<null>()(none),
  /** Puts a vault to play with in place of the user's own, which the window has locked. The word marks what is made there. The page is replaced. */
  'practice.enter': call<null>()(v.strictTuple([v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))])),
  /** Removes everything that was made in practice and goes back. The page is replaced. */
  'practice.leave': call<null>()(none),
  /** Removes keys, records and backups of the profile, then ends the app. The window has locked and deleted its own database before. */
  'vault.erase': call<null>()(none),
  /** The window has dropped every key: the main process now replaces the window's contents. */
  'vault.locked': call<null>()(none),

  'backups.state': call<BackupState>()(none),
  'backups.make': call<BackupState>()(none),
  /** Asks for a folder for further copies; null where the user chose none. */
  'backups.chooseFolder': call<BackupState | null>()(none),
  'backups.forgetFolder': call<BackupState>()(none),
  /** Asks for a backup file and checks it; null where the user chose none. */
  'backups.chooseFile': call<BackupPreview | null>()(none),
  /** Restores the file that was chosen last. The window asks for `vault.locked` afterwards. */
  'backups.restore': call<{ readonly records: number; readonly missingFiles: number }>()(none),

  /** Makes a PDF or DOCX and asks the user where to put it. */
  'documents.export': call<ExportedDocument>()(v.strictTuple([exportRequestSchema])),
  /** The document as the PDF that export would write, and how many pages it has. Nothing touches the disk. */
  'documents.preview': call<PreviewedDocument>()(v.strictTuple([documentModelSchema])),

  /** Keeps what the window would print as a PDF where the user says; a name to propose. */
  'manual.savePdf': call<ExportedDocument>()(v.strictTuple([fileName])),
  'manual.cancelPdf': call<null>()(none),

  'editions.state': call<EditionState>()(none),
  'editions.active': call<ActiveEdition>()(none),
  /** Every edition on this device, the newest first. */
  'editions.list': call<readonly EditionSummary[]>()(none),
  /** One of them, whole. */
  'editions.read': call<EarlierEdition>()(v.strictTuple([v.pipe(v.number(), v.integer(), v.minValue(1))])),
  'editions.check': call<EditionState>()(none),
  'editions.cancel': call<null>()(none),
  /** Lets the user choose an update file; null where they chose none. */
  'editions.openFile': call<EditionFileTaken | null>()(none),
  /** Takes an update file that was dropped into the window. */
  'editions.takeFile': call<EditionFileTaken>()(v.strictTuple([v.pipe(v.instance(Uint8Array), v.check((bytes) => bytes.length <= editionFileLimits.maxFileBytes))])),
  /** Saves the edition in force as an update file; answers the file's name, null where the user gave none. */
  'editions.saveFile': call<string | null>()(none),

  /** What the Secretariat publishes besides the edition, verified; null where nothing is. */
  'translation.active': call<PublishedTranslation | null>()(none),
  'network.active': call<Network | null>()(none),

  /** Asks where to and writes an .ics file; null when the user cancelled. */
  'calendar.save': call<{ readonly name: string } | null>()(v.strictTuple([calendarEventsSchema, fileName])),
  'calendar.open': call<CalendarFile | null>()(none),
  /** Days on which to remind, and the one sentence that says so. What is planned never reaches the main process. */
  'reminders.set': call<null>()(v.strictTuple([v.pipe(v.array(v.pipe(v.string(), v.isoDate())), v.maxLength(400)), v.strictObject({ title: v.pipe(v.string(), v.maxLength(100)), body: v.pipe(v.string(), v.maxLength(200)) })])),

  'secretariat.state': call<SecretariatState>()(none),
  /** Reads an invitation and says whose it is; sends nothing. */
  'secretariat.preview': call<InvitationPreview>()(v.strictTuple([invitationTextSchema])),
  /** Asks the invitation's server who it is, and says what this device has to sign. Nothing of the device is sent. */
  'secretariat.meet': call<MetServer>()(v.strictTuple([invitationTextSchema])),
  /** Redeems an invitation with this device's public keys and its proof that it holds the private one. */
  'secretariat.join': call<SecretariatState>()(v.strictTuple([invitationTextSchema, joiningDeviceSchema])),
  'secretariat.leave': call<SecretariatState>()(none),
  ...exchangeCalls,
  ...pieceCalls,
  ...messageCalls,
  /** A `focalpoint://` link that arrived before the window could take it, once. */
  'links.take': call<string | null>()(none),
} as const;

export type IpcContract = typeof ipcContract;
export type Channel = keyof IpcContract;
export type CallArgs<C extends Channel> = v.InferOutput<IpcContract[C]['args']>;
export type CallValue<C extends Channel> = IpcContract[C] extends Call<v.GenericSchema<unknown, readonly unknown[]>, infer Value> ? Value : never;

/** What the main process tells the window without being asked. */
export interface IpcEvents {
  'settings.changed': DeviceSettings;
  'editions.changed': EditionState;
  'translation.changed': null;
  'network.changed': Network;
  'secretariat.changed': SecretariatState;
  /** Another device may have sent something, or the server is there again. */
  'secretariat.news': null;
  /** A menu item or shortcut; `id` is an entry of the command registry. */
  'command': { readonly id: string };
  /** A link was opened while the app runs; fetch it with links.take. */
  'links.arrived': null;
  /** The machine sleeps or its screen was locked. */
  'vault.lockNow': { readonly reason: 'suspend' | 'screen-locked' | 'menu' };
}
export type EventName = keyof IpcEvents;
export const eventNames: readonly EventName[] = ['settings.changed', 'editions.changed', 'network.changed', 'translation.changed', 'secretariat.changed', 'secretariat.news', 'command', 'links.arrived', 'vault.lockNow'];

/** What the preload exposes as `window.focalpoint`: one function for calls, one for events, both frozen. */
export interface Bridge {
  call<C extends Channel>(channel: C, ...args: CallArgs<C>): Promise<Result<CallValue<C>>>;
  on<E extends EventName>(event: E, listener: (payload: IpcEvents[E]) => void): () => void;
}
