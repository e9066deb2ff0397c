/**
 * How a batch lies in the journal:
 *
 *   "FPJ1" (4) | payload length (4) | generation (8) | hash (16) | payload
 *
 * hash = first 16 bytes of SHA-256 over length, generation and payload. Payload = number of entries (4), then for each entry: 1 (put) | id (16) |
 * bucket (16) | blob length (4) | blob, or 2 (delete) | id (16). All numbers big endian. The mark at the front lets a reader find the next
 * batch behind a damaged one.
 */
import { createHash } from 'node:crypto';
import type { JournalBatch, JournalEntry } from '../../shared/contracts/vaultStorage.ts';

export const frameMark = Buffer.from('FPJ1', 'latin1');
export const frameHeaderBytes = 32;
const hashBytes = 16;
const opPut = 1;
const opDelete = 2;

/** Where in the payload's file an entry's blob lies. Offsets count from the start of the frame. */
export type FrameEntry =
  | { readonly op: 'put'; readonly id: string; readonly bucket: string; readonly blobOffset: number; readonly blobLength: number }
  | { readonly op: 'delete'; readonly id: string };

export interface Frame {
  readonly generation: number;
  readonly length: number;
  readonly entries: readonly FrameEntry[];
}

function hashOf(header: Buffer, payload: Buffer): Buffer {
  return createHash('sha256').update(header.subarray(4, 16)).update(payload).digest().subarray(0, hashBytes);
}

function encodeEntry(entry: JournalEntry): Buffer[] {
  const id = Buffer.from(entry.id, 'hex');
  if (entry.op === 'delete') return [Buffer.from([opDelete]), id];
  const length = Buffer.alloc(4);
  length.writeUInt32BE(entry.blob.byteLength);
  return [Buffer.from([opPut]), id, Buffer.from(entry.bucket, 'hex'), length, Buffer.from(entry.blob.buffer, entry.blob.byteOffset, entry.blob.byteLength)];
}

export function encodeFrame(batch: JournalBatch): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(batch.entries.length);
  const payload = Buffer.concat([count, ...batch.entries.flatMap(encodeEntry)]);
  const header = Buffer.alloc(frameHeaderBytes);
  frameMark.copy(header, 0);
  header.writeUInt32BE(payload.byteLength, 4);
  header.writeBigUInt64BE(BigInt(batch.generation), 8);
  hashOf(header, payload).copy(header, 16);
  return Buffer.concat([header, payload]);
}

/** Reads the frame at `offset`, or answers null where none is whole there. */
export function decodeFrame(file: Buffer, offset: number): Frame | null {
  if (file.byteLength - offset < frameHeaderBytes) return null;
  const header = file.subarray(offset, offset + frameHeaderBytes);
  if (!header.subarray(0, 4).equals(frameMark)) return null;
  const length = frameHeaderBytes + header.readUInt32BE(4);
  if (file.byteLength - offset < length) return null;
  const payload = file.subarray(offset + frameHeaderBytes, offset + length);
  if (!hashOf(header, payload).equals(header.subarray(16, 32))) return null;
  const entries = decodeEntries(payload);
  const generation = Number(header.readBigUInt64BE(8));
  return entries === null || !Number.isSafeInteger(generation) ? null : { generation, length, entries };
}

function decodeEntries(payload: Buffer): FrameEntry[] | null {
  if (payload.byteLength < 4) return null;
  const entries: FrameEntry[] = [];
  let at = 4;
  for (let remaining = payload.readUInt32BE(0); remaining > 0; remaining--) {
    if (payload.byteLength < at + 17) return null;
    const op = payload[at];
    const id = payload.toString('hex', at + 1, at + 17);
    if (op === opDelete) {
      entries.push({ op: 'delete', id });
      at += 17;
      continue;
    }
    if (op !== opPut || payload.byteLength < at + 37) return null;
    const blobLength = payload.readUInt32BE(at + 33);
    if (payload.byteLength < at + 37 + blobLength) return null;
    entries.push({ op: 'put', id, bucket: payload.toString('hex', at + 17, at + 33), blobOffset: frameHeaderBytes + at + 37, blobLength });
    at += 37 + blobLength;
  }
  return at === payload.byteLength ? entries : null;
}
