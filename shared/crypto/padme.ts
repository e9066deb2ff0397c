import { fail, ok, type Result } from '../errors/result.ts';
import { readUint32 } from './byteFields.ts';

/** Short texts are told apart best by their length, so nothing is stored shorter than this. */
const minPaddedBytes = 256;
const lengthBytes = 4;

/**
 * Length that a text of `bytes` is padded to: PADME (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
 * PURBs", 2019), which leaks O(log log n) bits of the length at a cost of at most 12 %.
 */
export function padmeLength(bytes: number): number {
  if (bytes <= minPaddedBytes) return minPaddedBytes;
  const exponent = Math.floor(Math.log2(bytes));
  const mantissaBits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - mantissaBits);
  return Math.ceil(bytes / step) * step;
}

/** Length of what padContent makes of this many bytes. */
export const paddedLength = (content: number): number => padmeLength(lengthBytes + content);

/** Puts the length before the content, whose parts are joined, and zeros behind it. */
export const padContent = (...parts: readonly Uint8Array[]): Uint8Array => padContentIn(null, parts);

/** The same in `room` where it is large enough; what is answered then lies in it. */
export function padContentIn(room: Uint8Array | null, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.byteLength;
  const bytes = paddedLength(length);
  const padded = room !== null && bytes <= room.byteLength ? room.subarray(0, bytes) : new Uint8Array(bytes);
  new DataView(padded.buffer, padded.byteOffset).setUint32(0, length);
  let offset = lengthBytes;
  for (const part of parts) {
    padded.set(part, offset);
    offset += part.byteLength;
  }
  if (padded.buffer === room?.buffer) padded.fill(0, offset);
  return padded;
}

/** Takes the padding off. Fails with `vault.paddingInvalid` where the length or the zeros are not as padContent makes them. */
export function unpadContent(padded: Uint8Array): Result<Uint8Array> {
  const length = padded.byteLength >= lengthBytes ? readUint32(padded, 0) : Infinity;
  if (padded.byteLength !== padmeLength(lengthBytes + length)) return fail('vault.paddingInvalid', 'never');
  for (let index = lengthBytes + length; index < padded.byteLength; index++) {
    if (padded[index] !== 0) return fail('vault.paddingInvalid', 'never');
  }
  return ok(padded.subarray(lengthBytes, lengthBytes + length));
}
