/**
 * The bytes of a push and of a pull. Numbers are big endian.
 *
 *   push    1 (version) | records: clock 4 | length 4 | bytes
 *   pull    1 (version) | epoch 8 | last 8 | own clock 4 | next 8 | records: number 8 | device 16 | clock 4 | length 4 | bytes
 *
 * `next` is where the following pull goes on; there is more while it is below `last`.
 */
import { concatBytes, readUint32, uint32Bytes } from '../crypto/byteFields.ts';

const wireVersion = 1;
export const pushFrameBytes = 8;
const pullHeadBytes = 29;
const pullFrameBytes = 32;

export interface PushRecord {
  readonly clock: number;
  readonly bytes: Uint8Array;
}

export interface PullRecord extends PushRecord {
  readonly number: number;
  /** Device that pushed it, 32 hexadecimal digits. */
  readonly device: string;
}

export interface PullPage {
  readonly epoch: string;
  readonly last: number;
  readonly ownClock: number;
  readonly next: number;
  readonly records: readonly PullRecord[];
}

export function encodePush(records: readonly PushRecord[]): Uint8Array {
  return concatBytes(Uint8Array.of(wireVersion), ...records.flatMap((record) => [uint32Bytes(record.clock), uint32Bytes(record.bytes.byteLength), record.bytes]));
}

/** Answers null for anything that is not exactly a push with at least one record and rising clocks. */
export function decodePush(bytes: Uint8Array, limits: { readonly maxRecords: number; readonly maxRecordBytes: number }): PushRecord[] | null {
  if (bytes[0] !== wireVersion) return null;
  const records: PushRecord[] = [];
  let offset = 1;
  let before = 0;
  while (offset < bytes.byteLength) {
    if (offset + pushFrameBytes > bytes.byteLength || records.length >= limits.maxRecords) return null;
    const clock = readUint32(bytes, offset);
    const length = readUint32(bytes, offset + 4);
    offset += pushFrameBytes;
    if (clock <= before || length === 0 || length > limits.maxRecordBytes || offset + length > bytes.byteLength) return null;
    records.push({ clock, bytes: bytes.subarray(offset, offset + length) });
    offset += length;
    before = clock;
  }
  return records.length === 0 ? null : records;
}

export function encodePull(page: PullPage): Uint8Array {
  return concatBytes(
    Uint8Array.of(wireVersion),
    hexBytes(page.epoch),
    uint64Bytes(page.last),
    uint32Bytes(page.ownClock),
    uint64Bytes(page.next),
    ...page.records.flatMap((record) => [uint64Bytes(record.number), hexBytes(record.device), uint32Bytes(record.clock), uint32Bytes(record.bytes.byteLength), record.bytes]),
  );
}

/** Answers null for anything that is not exactly a page: cut off, longer than it says, or out of order. The records lie in `bytes` and are not copied. */
export function decodePull(bytes: Uint8Array, after: number): PullPage | null {
  if (bytes.byteLength < pullHeadBytes || bytes[0] !== wireVersion) return null;
  const last = readUint64(bytes, 9);
  const next = readUint64(bytes, 21);
  const head = { epoch: bytesHex(bytes.subarray(1, 9)), last, ownClock: readUint32(bytes, 17), next };
  const records: PullRecord[] = [];
  let offset = pullHeadBytes;
  let before = after;
  while (offset < bytes.byteLength) {
    if (offset + pullFrameBytes > bytes.byteLength) return null;
    const number = readUint64(bytes, offset);
    const length = readUint32(bytes, offset + 28);
    const start = offset + pullFrameBytes;
    if (number <= before || start + length > bytes.byteLength) return null;
    records.push({ number, device: bytesHex(bytes.subarray(offset + 8, offset + 24)), clock: readUint32(bytes, offset + 24), bytes: bytes.subarray(start, start + length) });
    before = number;
    offset = start + length;
  }
  // A page ends with its last record or with the log; anything else would pass over what was not handed out.
  if (after <= last && next !== last && (records.length === 0 || next !== before)) return null;
  return { ...head, records };
}

function uint64Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Numbers above what a JavaScript number holds exactly never occur; one that does is not ours and reads as the largest. */
const readUint64 = (bytes: Uint8Array, offset: number): number => {
  const value = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(offset);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
};

export function hexBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index++) bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

export const bytesHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
