/**
 * A file of a note is sealed in pieces, so that none has to be whole in memory and a damaged one spoils no other. Each piece is an envelope
 * (`envelope.ts`) with the key of the note's compartment; where a record names its vault, a piece names its file, so that it opens on every
 * device that has the compartment's key:
 *
 *   associated data = version | suite | file id (16) | compartment (16) | epoch (4) | "chunk" (5) | index (4, big endian) | last (1: 0 or 1)
 *   name            = BLAKE2b-128 of "fpc-chunk" | file id (16) | index (4): under this a piece is kept, here and on a server
 *
 * A file id is random and stands in sealed records only, so names tell nothing. Every piece but the last holds `chunkBytes`.
 */
import { fail, type Result } from '../errors/result.ts';
import { concatBytes, uint32Bytes } from './byteFields.ts';
import { envelopeHeader, openEnvelope, sealEnvelope, type EnvelopeKeys } from './envelope.ts';
import type { Sodium } from './sodium.ts';

/** Of content in a piece: with the four bytes of its length exactly 1 MiB, so that full pieces need no padding. */
export const chunkBytes = 2 ** 20 - 4;
/** The longest sealed piece, with its header and tag. */
export const maxSealedChunkBytes = 2 ** 20 + 94;

export interface ChunkPlace {
  /** 16 bytes in hexadecimal. */
  readonly fileId: string;
  readonly index: number;
  readonly last: boolean;
}

/** Keys of one compartment and epoch. */
export interface ChunkSealing {
  readonly compartment: Uint8Array;
  readonly epoch: number;
  readonly keys: EnvelopeKeys;
}

/** An empty file is one empty piece, so that its end can be seen too. */
export const chunkCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / chunkBytes));

export const chunkName = (sodium: Sodium, fileId: string, index: number): string =>
  sodium.crypto_generichash(16, concatBytes(sodium.from_string('fpc-chunk'), sodium.from_hex(fileId), uint32Bytes(index)), null, 'hex');

/** All names of a file of `bytes`, in order. */
export const chunkNames = (sodium: Sodium, fileId: string, bytes: number): string[] => Array.from({ length: chunkCount(bytes) }, (_, index) => chunkName(sodium, fileId, index));

const envelopePlace = (sodium: Sodium, { compartment, epoch }: Pick<ChunkSealing, 'compartment' | 'epoch'>, { fileId, index, last }: ChunkPlace) => ({
  vaultId: sodium.from_hex(fileId),
  compartment,
  epoch,
  place: concatBytes(sodium.from_string('chunk'), uint32Bytes(index), Uint8Array.of(last ? 1 : 0)),
});

export const sealChunk = (sodium: Sodium, sealing: ChunkSealing, place: ChunkPlace, content: Uint8Array): Uint8Array => sealEnvelope(sodium, sealing.keys, envelopePlace(sodium, sealing, place), content);

/**
 * Opens a piece that must be the one at `place`. `keysOf` finds the keys by what stands in plain before the seal.
 * Fails as `openEnvelope` and `keysOf` do: a piece of another file or place, or taken for the end of one, is `vault.recordTampered`.
 */
export function openChunk(sodium: Sodium, keysOf: (compartment: string, epoch: number) => Result<ChunkSealing>, place: ChunkPlace, sealed: Uint8Array): Result<Uint8Array> {
  if (sealed.byteLength > maxSealedChunkBytes) return fail('vault.envelopeTruncated', 'never');
  const header = envelopeHeader(sealed);
  if (!header.ok) return header;
  const sealing = keysOf(sodium.to_hex(header.value.compartment), header.value.epoch);
  return sealing.ok ? openEnvelope(sodium, sealing.value.keys, envelopePlace(sodium, sealing.value, place), sealed) : sealing;
}
