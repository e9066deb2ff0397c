import type { DeviceIdentity } from './deviceIdentity.ts';
import type { ExchangeState } from './exchangeState.ts';
import type { FilePlaces } from './filePlaces.ts';
import type { EditionRead } from './editionRead.ts';
import { entryTypes, type EntryType, type StoredEntry } from './entry.ts';
import type { KeySlotsState } from './keySlots.ts';
import type { NoteBacklink, NoteConnection, NoteDetail, NoteDue, NoteSummary } from './note.ts';
import type { Transfer } from './noteFile.ts';
import type { PersonalSettings } from './personalSettings.ts';
import type { MessageView } from '../messages/message.ts';
import type { Profile, ProfileDraft } from './profile.ts';
import type { ProgrammeProgress } from './programmeProgress.ts';
import type { Briefing, BriefingSummary } from '../assessments/briefing.ts';
import { definitionHashSchema, type RunDefinition } from '../runs/runDefinition.ts';
import type { RunDetail, RunSummary } from '../runs/run.ts';
import type { Situation } from './situation.ts';
import type { TravelState } from './travel.ts';
import type { VaultHealth } from './vaultStatus.ts';
import type { Failure } from '../../errors/result.ts';
import * as v from 'valibot';
import { documentIdSchema, itemIdSchema } from './storedText.ts';

/** What can be watched in the vault. A read is plain data, so that equal reads are one subscription. */
export const vaultReadSchema = v.variant('name', [
  v.strictObject({ name: v.literal('profile') }),
  v.strictObject({ name: v.literal('profileDraft') }),
  v.strictObject({ name: v.literal('programme') }),
  v.strictObject({ name: v.literal('situations') }),
  v.strictObject({ name: v.literal('situation'), id: documentIdSchema }),
  v.strictObject({ name: v.literal('notes'), situationId: documentIdSchema }),
  v.strictObject({ name: v.literal('note'), id: documentIdSchema }),
  v.strictObject({ name: v.literal('noteConnections'), id: documentIdSchema }),
  v.strictObject({ name: v.literal('notesLinkingTo'), kind: v.picklist(['section', 'task']), id: itemIdSchema }),
  v.strictObject({ name: v.literal('notesDue') }),
  v.strictObject({ name: v.literal('runs') }),
  v.strictObject({ name: v.literal('run'), id: documentIdSchema }),
  v.strictObject({ name: v.literal('briefings'), situationId: documentIdSchema }),
  v.strictObject({ name: v.literal('briefing'), id: documentIdSchema }),
  v.strictObject({ name: v.literal('definition'), hash: definitionHashSchema }),
  v.strictObject({ name: v.literal('entries'), type: v.picklist(entryTypes) }),
  v.strictObject({ name: v.literal('messages') }),
  v.strictObject({ name: v.literal('editionRead') }),
  v.strictObject({ name: v.literal('personalSettings') }),
  v.strictObject({ name: v.literal('deviceIdentity') }),
  v.strictObject({ name: v.literal('keySlots') }),
  v.strictObject({ name: v.literal('transfers') }),
  v.strictObject({ name: v.literal('exchange') }),
  v.strictObject({ name: v.literal('filePlaces') }),
  v.strictObject({ name: v.literal('travel') }),
  v.strictObject({ name: v.literal('health') }),
]);
export type VaultRead = v.InferOutput<typeof vaultReadSchema>;

interface ValueByName {
  /** null until a profile was saved. */
  profile: Profile | null;
  /** null where no form was left unfinished. */
  profileDraft: ProfileDraft | null;
  programme: ProgrammeProgress;
  /** All, archived ones too, oldest first. */
  situations: readonly Situation[];
  /** null where there is none of that id. */
  situation: Situation | null;
  /** Summaries of all notes of a situation, binned ones too, last changed first. */
  notes: readonly NoteSummary[];
  note: NoteDetail | null;
  /** Relations in both directions and mentions by other notes; also those in the bin, marked. */
  noteConnections: readonly NoteConnection[];
  /** Notes outside the bin whose text links to a section of the Manual or a task, last changed first. */
  notesLinkingTo: readonly NoteBacklink[];
  /** Notes with a day of review or deletion, of every situation that is not in the archive; soonest first. */
  notesDue: readonly NoteDue[];
  /** Summaries of all runs, binned ones too, last changed first. */
  runs: readonly RunSummary[];
  run: RunDetail | null;
  /** Summaries, binned ones too, last changed first. */
  briefings: readonly BriefingSummary[];
  briefing: Briefing | null;
  /** What a run answers; null where it is not on this device. */
  definition: RunDefinition | null;
  /** All entries of a type that are not in the bin, oldest first. */
  entries: readonly StoredEntry[];
  /** Written and received, also those in the bin, the newest first. */
  messages: readonly MessageView[];
  editionRead: EditionRead;
  personalSettings: PersonalSettings;
  /** null until `deviceIdentity` was first asked for by command. */
  deviceIdentity: DeviceIdentity | null;
  keySlots: KeySlotsState;
  /** What is under way and can be stopped. */
  transfers: readonly Transfer[];
  exchange: ExchangeState;
  /** Where the files of notes are, beside this device. */
  filePlaces: FilePlaces;
  /** What was left at home. */
  travel: TravelState;
  health: VaultHealth;
}
export type VaultReadValue<R extends VaultRead> = R extends { readonly name: 'entries'; readonly type: infer T extends EntryType } ? readonly StoredEntry<T>[] : ValueByName[R['name']];

/** A snapshot keeps its identity until its value changes. `loading` also while the vault is not open. */
export type ReadSnapshot<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: Failure };
