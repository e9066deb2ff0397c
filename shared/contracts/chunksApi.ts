/** Sealed pieces of attachments at the server, by the random names under which the vault keeps them. docs/protocol.md explains it. */
import * as v from 'valibot';
import { maxSealedChunkBytes } from '../crypto/sealedChunk.ts';

export const chunkPaths = { chunk: '/v1/chunks', have: '/v1/chunks/have', remove: '/v1/chunks/remove' } as const;
export const chunkContentType = 'application/octet-stream';
export const maxChunkBytes = maxSealedChunkBytes;
/** Names in one question. */
export const maxChunkNames = 400;

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));

/** `hash`: SHA-256 of the sealed bytes, so that what was damaged on the way is refused and not kept. */
export const putChunkQuerySchema = v.strictObject({ id, hash: sha256 });
export const chunkNameSchema = v.strictObject({ id });
export const chunkNamesSchema = v.strictObject({ ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(maxChunkNames)) });
/** Those of the asked names that are there whole. */
export const haveAnswerSchema = v.object({ ids: v.array(id) });
