/** Calls by which the vault worker sends and fetches pieces of files. They are sealed, and named so that a name says nothing. */
import * as v from 'valibot';
import { maxChunkNames } from './chunksApi.ts';
import { call } from './ipcCall.ts';
import { chunkNameSchema, sealedChunkSchema } from './vaultStorage.ts';

const names = v.pipe(v.array(chunkNameSchema), v.minLength(1), v.maxLength(maxChunkNames));
/** Whether the user asked for this very file: then it may go beyond what a day may cost. */
const asked = v.boolean();

/** What this device takes of its own accord. */
export interface PieceRules {
  /** Larger files are fetched only when the user asks for one; null for no such bound. */
  readonly largestBytes: number | null;
}

export const pieceCalls = {
  'secretariat.pieces.rules': call<PieceRules>()(v.strictTuple([])),
  /** Those of the names that the server has whole. */
  'secretariat.pieces.have': call<readonly string[]>()(v.strictTuple([names])),
  /** Fails with `chunk.quota`, `chunk.conflict` (other bytes are there under this name), `sync.limit`. */
  'secretariat.pieces.send': call<null>()(v.strictTuple([chunkNameSchema, sealedChunkSchema, asked])),
  /** Goes on where an earlier call was cut off. Fails with `chunk.unknown`, `sync.limit`. */
  'secretariat.pieces.fetch': call<Uint8Array>()(v.strictTuple([chunkNameSchema, asked])),
  'secretariat.pieces.remove': call<null>()(v.strictTuple([names])),
} as const;
