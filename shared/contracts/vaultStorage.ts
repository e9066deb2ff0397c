/** What the vault hands to the main process to keep: sealed records and wrapped keys, never anything readable. */
import * as v from 'valibot';
import { maxSealedChunkBytes } from '../crypto/sealedChunk.ts';

const mebibyte = 1024 * 1024;
const bytes = (maxBytes: number) =>
  v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes are expected'), v.check((value) => value.byteLength <= maxBytes, `at most ${maxBytes} bytes`));

/** Random or keyed-hash identifiers in hexadecimal; they reveal neither kind nor content. */
const recordIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

export const journalEntrySchema = v.variant('op', [
  v.strictObject({ op: v.literal('put'), id: recordIdSchema, bucket: recordIdSchema, blob: bytes(16 * mebibyte) }),
  v.strictObject({ op: v.literal('delete'), id: recordIdSchema }),
]);
export type JournalEntry = v.InferOutput<typeof journalEntrySchema>;

/** One batch is one step: after a power cut all of it is there or none of it. `generation` rises with each batch, by one or more. */
export const journalEntriesSchema = v.strictObject({
  generation: v.pipe(v.number(), v.integer(), v.minValue(1)),
  entries: v.pipe(v.array(journalEntrySchema), v.minLength(1), v.maxLength(20_000)),
});
export type JournalBatch = v.InferOutput<typeof journalEntriesSchema>;

export interface JournalState {
  /** Generation of the last whole batch on disk; 0 for an empty journal. */
  readonly generation: number;
  readonly records: number;
  readonly bytes: number;
  /** Bytes that were cut off at the last start because a batch had not been written whole. */
  readonly tornBytes: number;
  /** Bytes of batches that were whole once and are damaged now; more than 0 means that the disk lost something. */
  readonly damagedBytes?: number;
}

export interface JournalPage {
  readonly entries: readonly { readonly id: string; readonly bucket: string; readonly blob: Uint8Array }[];
  readonly next: string | null;
  readonly generation: number;
}

export const slotFileSchema = bytes(64 * 1024);

/** Sealed pieces of files, each under a name that says nothing. */
export const chunkNameSchema = recordIdSchema;
export const chunkNamesSchema = v.pipe(v.array(chunkNameSchema), v.maxLength(20_000));
export const sealedChunkSchema = bytes(maxSealedChunkBytes);

export interface ChunkStoreState {
  readonly chunks: number;
  readonly bytes: number;
}

/** A file that is being written where the user said; `token` names it until it is ended or given up. */
export interface OutFile {
  readonly token: string;
  /** Without its folder. */
  readonly name: string;
}
export const outTokenSchema = recordIdSchema;
export const outBytesSchema = bytes(4 * mebibyte);
