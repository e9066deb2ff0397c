import type { JournalPage } from '../../shared/contracts/vaultStorage.ts';
import { encodeFrame } from './journalFrame.ts';
import type { JournalFile } from './journalFs.ts';
import { segmentHeader, segmentHeaderBytes } from './journalSegments.ts';

/** Writes all records in force into a new segment and syncs it. The header comes last: without it the segment is none. Answers its frames. */
export async function writeCompacted(target: JournalFile, generation: number, page: (cursor: string | null) => Promise<JournalPage>): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  let end = segmentHeaderBytes;
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const { entries, next } = await page(cursor);
    cursor = next;
    if (entries.length === 0) continue;
    const frame = encodeFrame({ generation, entries: entries.map((entry) => ({ op: 'put', ...entry })) });
    await target.write(frame, end);
    end += frame.byteLength;
    frames.push(frame);
  }
  await target.write(segmentHeader(frames.length), 0);
  await target.sync();
  return frames;
}
