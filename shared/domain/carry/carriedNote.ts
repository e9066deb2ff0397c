/** Notes on their way out of a vault or into one. */
import * as v from 'valibot';
import { fileBytesSchema, storedFileSchema } from '../vault/noteFile.ts';
import { noteFieldsSchema } from '../vault/note.ts';
import { newSituationSchema } from '../vault/situation.ts';
import { boundedText, documentIdSchema, instantSchema } from '../vault/storedText.ts';
import { textTreeSchema } from './textTree.ts';
import { exportFormats } from './exportRule.ts';

export const maxCarriedNotes = 50_000;
/** Notes that cross between worker and window at once. */
export const carriedBatch = 100;
/** The largest file that is imported. It is read in a worker's memory. */
export const maxImportBytes = 400 * 1024 * 1024;
/** What a packed file may hold when it is unpacked, and in how many entries. */
export const maxUnpackedBytes = 500 * 1024 * 1024;
export const maxEntries = 100_000;
/** The longest text of one note. */
export const maxNoteTextBytes = 2 * 1024 * 1024;

const noteFieldsLoose = v.object(noteFieldsSchema.entries);

/** A note as a sealed archive holds it. */
export const carriedNoteSchema = v.object({
  id: documentIdSchema,
  fields: v.partial(noteFieldsLoose),
  createdAt: instantSchema,
  changedAt: instantSchema,
  body: textTreeSchema,
  files: v.pipe(v.array(v.object({ ...storedFileSchema.entries, id: documentIdSchema })), v.maxLength(50)),
});
export type CarriedNote = v.InferOutput<typeof carriedNoteSchema>;

export const archiveManifestSchema = v.object({
  format: v.literal(1),
  madeOn: v.pipe(v.string(), v.isoDate()),
  situation: v.object({ id: documentIdSchema, facts: newSituationSchema }),
  notes: v.pipe(v.array(carriedNoteSchema), v.maxLength(maxCarriedNotes)),
});
export type ArchiveManifest = v.InferOutput<typeof archiveManifestSchema>;

/** A note as a foreign file gives it. */
export const importedNoteSchema = v.strictObject({
  /** What tells it from every other note, such as its id there; null where only its content does. */
  key: v.nullable(boundedText(400)),
  /** Its id in a vault, where it came from one. */
  id: v.nullable(documentIdSchema),
  fields: v.partial(v.strictObject(noteFieldsSchema.entries)),
  createdAt: v.nullable(instantSchema),
  changedAt: v.nullable(instantSchema),
  body: textTreeSchema,
  files: v.pipe(v.array(v.strictObject({ name: boundedText(1_000), source: fileBytesSchema, writtenAt: v.nullable(instantSchema) })), v.maxLength(50)),
});
export type ImportedNote = v.InferOutput<typeof importedNoteSchema>;

export const exportChoiceSchema = v.strictObject({
  situationId: documentIdSchema,
  noteIds: v.pipe(v.array(documentIdSchema), v.minLength(1), v.maxLength(maxCarriedNotes)),
  format: v.picklist(exportFormats),
  withSources: v.boolean(),
  withFiles: v.boolean(),
});
export type ExportChoice = v.InferOutput<typeof exportChoiceSchema>;

/** Where imported notes go: a situation that is there, or a new one of this name. */
export const importTargetSchema = v.union([v.strictObject({ situationId: documentIdSchema }), v.strictObject({ name: newSituationSchema.entries.name })]);
export type ImportTarget = v.InferOutput<typeof importTargetSchema>;

export interface ImportDone {
  readonly situationId: string;
  readonly added: number;
  /** Notes that this vault has already, the bin included. */
  readonly present: number;
  readonly files: number;
  /** Files that had no room. */
  readonly filesLeftOut: number;
}

export interface ArchiveCover {
  readonly madeOn: string;
  readonly situation: string;
  readonly notes: number;
  readonly present: number;
  readonly files: number;
  readonly titles: readonly string[];
}

export interface ExportDone {
  /** Without its folder. */
  readonly name: string;
  readonly notes: number;
  readonly files: number;
  /** Places at which the name of a source was taken out of a text. */
  readonly masked: number;
}
export const archiveExtension = 'fparchive';
