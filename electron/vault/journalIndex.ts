import type { Frame } from './journalFrame.ts';

/** Where the newest content of a record lies. */
export interface RecordSpot {
  readonly id: string;
  readonly bucket: string;
  readonly segment: number;
  readonly offset: number;
  readonly length: number;
}

/** Bytes that one record takes in a frame beside its blob. */
const entryOverheadBytes = 37;

/** Which records exist and where their content lies, after all frames. */
export class JournalIndex {
  readonly #spots = new Map<string, RecordSpot>();
  #ordered: RecordSpot[] | null = null;
  #liveBytes = 0;

  get records(): number {
    return this.#spots.size;
  }

  /** What a compacted journal would take, nearly. */
  get liveBytes(): number {
    return this.#liveBytes;
  }

  apply(segment: number, frameOffset: number, frame: Pick<Frame, 'entries'>): void {
    for (const entry of frame.entries) {
      const before = this.#spots.get(entry.id);
      if (before !== undefined) {
        this.#liveBytes -= before.length + entryOverheadBytes;
        this.#spots.delete(entry.id);
      }
      if (entry.op === 'delete') continue;
      this.#spots.set(entry.id, { id: entry.id, bucket: entry.bucket, segment, offset: frameOffset + entry.blobOffset, length: entry.blobLength });
      this.#liveBytes += entry.blobLength + entryOverheadBytes;
    }
    this.#ordered = null;
  }

  clear(): void {
    this.#spots.clear();
    this.#liveBytes = 0;
    this.#ordered = null;
  }

  /**
   * Records in the order in which they lie on the disk, behind the cursor and up to these limits, but at least one. A record that is
   * written again moves to the end. A cursor that is not one of ours begins again.
   */
  page(cursor: string | null, maxBytes: number, maxRecords: number): { readonly spots: readonly RecordSpot[]; readonly next: string | null } {
    this.#ordered ??= [...this.#spots.values()].sort((a, b) => a.segment - b.segment || a.offset - b.offset);
    const start = firstBehind(this.#ordered, cursor);
    let end = start;
    let bytes = 0;
    for (; end < this.#ordered.length && end - start < maxRecords; end++) {
      bytes += this.#ordered[end]?.length ?? 0;
      if (end > start && bytes > maxBytes) break;
    }
    const spots = this.#ordered.slice(start, end);
    const final = spots.at(-1);
    return { spots, next: final === undefined || end >= this.#ordered.length ? null : `${final.segment}:${final.offset}` };
  }
}

function firstBehind(spots: readonly RecordSpot[], cursor: string | null): number {
  const match = cursor === null ? null : /^(\d{1,8}):(\d{1,15})$/.exec(cursor);
  if (match === null) return 0;
  const segment = Number(match[1]);
  const offset = Number(match[2]);
  let low = 0;
  let high = spots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const spot = spots[middle];
    if (spot !== undefined && (spot.segment < segment || (spot.segment === segment && spot.offset <= offset))) low = middle + 1;
    else high = middle;
  }
  return low;
}
