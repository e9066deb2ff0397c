/** Files that belong to a note. Their bytes are sealed pieces beside the records; what is said here of them is part of the note. */
import * as v from 'valibot';
import { boundedText, documentIdSchema, instantSchema } from './storedText.ts';

/** A file may be this large: a long interview as compressed audio, a report with pictures. */
export const maxFileBytes = 25 * 1024 * 1024;
export const maxFilesOfNote = 50;
/** All files of a vault together, so that the profile and each folder of backups stay of a size that is copied in minutes. */
export const maxAllFilesBytes = 1024 * 1024 * 1024;

/** As it stands in the note's document, under the file's id. */
export const storedFileSchema = v.looseObject({
  name: boundedText(255),
  /** Media type by the file's first bytes, or by its name where those do not tell. */
  type: v.pipe(v.string(), v.maxLength(120), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxFileBytes)),
  /** SHA-256 of the original, in hexadecimal. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** When it came into the vault. */
  addedAt: instantSchema,
  /** When the file itself says it was last written; null where that is not known. */
  writtenAt: v.nullable(instantSchema),
});
export type StoredFile = v.InferOutput<typeof storedFileSchema>;

export interface NoteFile extends StoredFile {
  readonly id: string;
}

/** What a list knows of a note's files: enough to find their pieces without reviving the note. */
export const fileMarkSchema = v.looseObject({ id: documentIdSchema, bytes: v.pipe(v.number(), v.integer(), v.minValue(0)) });
export type FileMark = v.InferOutput<typeof fileMarkSchema>;

/** As much of a Blob as is needed of one; the window, workers and Node all have it. Bytes are read piece by piece. */
export interface FileBytes {
  readonly size: number;
  readonly type: string;
  slice(start?: number, end?: number): FileBytes;
  arrayBuffer(): Promise<ArrayBuffer>;
}
/** A Blob or File, which crosses to a worker without its bytes being copied. */
export const fileBytesSchema = v.custom<FileBytes>((value) => typeof value === 'object' && value !== null && 'arrayBuffer' in value && 'slice' in value && 'size' in value && typeof value.size === 'number');

/** A file as it was opened to be looked at. */
export interface OpenedFile {
  readonly file: NoteFile;
  /** Its bytes, in the browser's store of blobs; pieces that could not be opened are filled with zeros. */
  readonly blob: FileBytes;
  /** How many pieces it has, and which of them could not be opened, counted from 0. */
  readonly pieces: number;
  readonly damaged: readonly number[];
  /** Whether all of it is what was put in, by its SHA-256. */
  readonly whole: boolean;
}

/** A step that takes a while and can be stopped: files going in or out or to another device, an export, an import. */
export interface Transfer {
  readonly id: string;
  readonly kind: 'attach' | 'save' | 'export' | 'import' | 'send' | 'fetch' | 'bundle';
  /** What it is about: a file's name, or empty. */
  readonly name: string;
  /** The note that it belongs to, or empty. */
  readonly noteId: string;
  /** Units of work, bytes or notes; `total` is 0 where it is not known yet. */
  readonly done: number;
  readonly total: number;
}
