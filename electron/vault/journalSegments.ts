/**
 * The journal's files. `journal-<number>.fpj` begins with "FPCJRNL1" and the number of frames (4 bytes) that a compaction put at its front:
 * 0 for a segment that goes on from the one before, else the segment holds everything that came before it. A compacted segment is written
 * under a temporary name and synced before it gets its own; older segments are removed after that.
 */
import path from 'node:path';
import { decodeFrame, frameMark, type Frame } from './journalFrame.ts';
import type { JournalFs } from './journalFs.ts';

export const segmentHeaderBytes = 12;
const mark = Buffer.from('FPCJRNL1', 'latin1');
const namePattern = /^journal-(\d{8})\.fpj$/;
export const temporarySuffix = '.tmp';

export const segmentName = (number: number): string => `journal-${String(number).padStart(8, '0')}.fpj`;

export function segmentHeader(compactedFrames: number): Buffer {
  const header = Buffer.alloc(segmentHeaderBytes);
  mark.copy(header, 0);
  header.writeUInt32BE(compactedFrames, 8);
  return header;
}

export interface ScannedSegment {
  readonly number: number;
  readonly headerWhole: boolean;
  readonly frames: readonly { readonly offset: number; readonly frame: Frame }[];
  /** End of the last whole frame: what lies behind it is a torn tail. */
  readonly endOffset: number;
  readonly tornBytes: number;
  /** Bytes that can no longer be read although whole frames came after them, or although a compaction had put them there. */
  readonly damagedBytes: number;
}

/** Finds every frame of a segment that is whole, also those behind a damaged one. */
function scanSegment(number: number, file: Buffer): ScannedSegment & { readonly holdsAll: boolean } {
  const frames: { offset: number; frame: Frame }[] = [];
  let offset = segmentHeaderBytes;
  let endOffset = Math.min(segmentHeaderBytes, file.byteLength);
  let damagedBytes = 0;
  while (offset < file.byteLength) {
    const frame = decodeFrame(file, offset);
    if (frame !== null) {
      damagedBytes += offset - endOffset;
      frames.push({ offset, frame });
      offset += frame.length;
      endOffset = offset;
      continue;
    }
    const next = file.indexOf(frameMark, offset + 1);
    if (next < 0) break;
    offset = next;
  }
  const headerWhole = file.byteLength >= segmentHeaderBytes && file.subarray(0, mark.byteLength).equals(mark);
  const compactedFrames = headerWhole ? file.readUInt32BE(mark.byteLength) : 0;
  const tornBytes = file.byteLength - endOffset;
  const cutShort = frames.length < compactedFrames || (!headerWhole && frames.length > 0);
  return { number, headerWhole, frames, endOffset, tornBytes, damagedBytes: damagedBytes + (cutShort ? Math.max(tornBytes, 1) : 0), holdsAll: compactedFrames > 0 };
}

/** Reads the segments in force, oldest first, and removes leftovers of a compaction that did not end. Changes no segment's content. */
export async function scanSegments(fs: JournalFs, directory: string): Promise<ScannedSegment[]> {
  const names = await fs.list(directory);
  for (const name of names) if (name.endsWith(`.fpj${temporarySuffix}`)) await fs.remove(path.join(directory, name));
  const numbers = names
    .map((name) => Number(namePattern.exec(name)?.[1] ?? Number.NaN))
    .filter((number) => Number.isSafeInteger(number))
    .sort((a, b) => b - a);
  const scanned: ScannedSegment[] = [];
  let covered = false;
  for (const number of numbers) {
    const file = path.join(directory, segmentName(number));
    if (covered) {
      await fs.remove(file);
      continue;
    }
    const segment = scanSegment(number, await fs.readFile(file));
    scanned.unshift(segment);
    // A compacted segment that has suffered does not cover the older ones, where those are still there.
    covered = segment.holdsAll && segment.damagedBytes === 0;
  }
  return scanned;
}
