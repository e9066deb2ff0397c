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

  /** Records in the order in which they lie on the disk. A record that is written again moves to the end. */
  ordered(): readonly RecordSpot[] {
    this.#ordered ??= [...this.#spots.values()].sort((a, b) => a.segment - b.segment || a.offset - b.offset);
    return this.#ordered;
  }
}
