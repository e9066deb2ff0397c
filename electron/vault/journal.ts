/**
 * The durable copy of every sealed record, beside the browser's database, which is known to get lost. Holds only ciphertext and keyed
 * hashes. A batch is acknowledged after it was synced to the disk; after a power cut all of a batch is there or none of it.
 */
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import type { JournalBatch, JournalPage, JournalState } from '../../shared/contracts/vaultStorage.ts';
import { writeCompacted } from './compactedSegment.ts';
import { decodeFrame, encodeFrame } from './journalFrame.ts';
import { diskFs, errorCode, type JournalFile, type JournalFs } from './journalFs.ts';
import { JournalIndex } from './journalIndex.ts';
import { scanSegments, segmentHeader, segmentHeaderBytes, segmentName, temporarySuffix } from './journalSegments.ts';

/** Adds to the contract's state what lies damaged in the middle of the journal; the vault then writes the journal again. */
export interface FullJournalState extends JournalState {
  readonly damagedBytes: number;
}

export interface Journal {
  state(): Promise<Result<FullJournalState>>;
  /** Fails with `vault.diskFull`, `vault.journalFailed`, or `vault.journalConflict` where the generation does not rise. Then nothing of the batch is kept. */
  append(batch: JournalBatch): Promise<Result<FullJournalState>>;
  /** A page of the records in force. Records written between two pages come again on a later one. Fails with `vault.journalFailed`. */
  read(cursor: string | null): Promise<Result<JournalPage>>;
  /** Writes what is in force anew and removes the rest from the disk, deleted and replaced records too. Fails with `vault.journalFailed`. */
  compact(): Promise<Result<null>>;
  /** Ends the writing that is under way and closes the files. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly directory: string;
  readonly fs?: JournalFs;
  /** Compaction starts when more than this, and more than what is in force, could be freed. */
  readonly minGarbageBytes?: number;
  readonly pageBytes?: number;
}

interface Waiting {
  readonly batch: JournalBatch;
  readonly answer: (result: Result<FullJournalState>) => void;
}

const mebibyte = 1024 * 1024;
const compactedFrameBytes = 4 * mebibyte;
const maxPageRecords = 2_000;

export function createJournal(options: JournalOptions): Journal {
  const opened = OpenJournal.open(options);
  // A journal that cannot be opened answers so at each call; the rejection itself has no other listener.
  opened.catch(() => undefined);
  const use = async <T>(work: (journal: OpenJournal) => Promise<Result<T>>): Promise<Result<T>> => {
    try {
      return await work(await opened);
    } catch (error) {
      return failed(error);
    }
  };
  return {
    state: () => use(async (journal) => ok(journal.state())),
    append: (batch) => use((journal) => journal.append(batch)),
    read: (cursor) => use(async (journal) => ok(await journal.page(cursor))),
    compact: () => use((journal) => journal.compact()),
    close: async () => {
      await opened.then((journal) => journal.close(), () => undefined);
    },
  };
}

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const failed = (error: unknown) => (fullDisk.has(errorCode(error)) ? fail('vault.diskFull', 'later') : fail('vault.journalFailed', 'later', { reason: errorCode(error) }));

class OpenJournal {
  readonly #directory: string;
  readonly #fs: JournalFs;
  readonly #minGarbageBytes: number;
  readonly #pageBytes: number;
  readonly #index = new JournalIndex();
  readonly #files = new Map<number, JournalFile>();
  #queue: Waiting[] = [];
  #draining: Promise<void> | null = null;
  #generation = 0;
  #tornBytes = 0;
  #damagedBytes = 0;
  /** Segment that batches are added to, and where its content ends. */
  #last = 0;
  #end = 0;
  /** Bytes of the segments before the last. */
  #earlierBytes = 0;
  /** Somebody asked for a compaction, worthwhile or not. */
  #compactWanted = false;
  /** Set after a write that could be neither finished nor undone: the file's end is unknown until the next start. */
  #poisoned = false;

  private constructor(options: JournalOptions) {
    this.#directory = options.directory;
    this.#fs = options.fs ?? diskFs;
    this.#minGarbageBytes = options.minGarbageBytes ?? 4 * mebibyte;
    this.#pageBytes = options.pageBytes ?? 4 * mebibyte;
  }

  static async open(options: JournalOptions): Promise<OpenJournal> {
    const journal = new OpenJournal(options);
    await journal.#load();
    return journal;
  }

  async #load(): Promise<void> {
    await this.#fs.makeDirectory(this.#directory);
    const segments = await scanSegments(this.#fs, this.#directory);
    for (const [position, segment] of segments.entries()) {
      for (const { offset, frame } of segment.frames) {
        this.#index.apply(segment.number, offset, frame);
        this.#generation = Math.max(this.#generation, frame.generation);
      }
      const isLast = position === segments.length - 1;
      this.#damagedBytes += segment.damagedBytes + (isLast ? 0 : segment.tornBytes);
      if (segment.frames.length > 0) this.#files.set(segment.number, await this.#fs.open(this.#path(segment.number), 'edit'));
      if (isLast) await this.#continueOrStart(segment);
      else this.#earlierBytes += segment.endOffset;
    }
    if (segments.length === 0) await this.#startSegment(1);
  }

  /** Cuts a torn tail off the newest segment and goes on in it, or begins another where its own header is not whole. */
  async #continueOrStart(segment: { number: number; headerWhole: boolean; endOffset: number; tornBytes: number }): Promise<void> {
    this.#tornBytes = segment.tornBytes;
    if (!segment.headerWhole) {
      this.#earlierBytes += segment.endOffset;
      await this.#startSegment(segment.number + 1);
      return;
    }
    const file = this.#files.get(segment.number) ?? (await this.#fs.open(this.#path(segment.number), 'edit'));
    this.#files.set(segment.number, file);
    if (segment.tornBytes > 0) {
      await file.truncate(segment.endOffset);
      await file.sync();
    }
    this.#last = segment.number;
    this.#end = segment.endOffset;
  }

  async #startSegment(number: number): Promise<void> {
    const file = await this.#fs.open(this.#path(number), 'create');
    await file.write(segmentHeader(0), 0);
    await file.sync();
    await this.#fs.syncDirectory(this.#directory);
    this.#files.set(number, file);
    this.#last = number;
    this.#end = segmentHeaderBytes;
  }

  #path(number: number): string {
    return path.join(this.#directory, segmentName(number));
  }

  state(): FullJournalState {
    return { generation: this.#generation, records: this.#index.records, bytes: this.#earlierBytes + this.#end, tornBytes: this.#tornBytes, damagedBytes: this.#damagedBytes };
  }

  async compact(): Promise<Result<null>> {
    const before = this.#last;
    this.#compactWanted = true;
    this.#draining ??= this.#drain();
    await this.#draining;
    return this.#last > before && !this.#poisoned ? ok(null) : fail('vault.journalFailed', 'later', { reason: 'not-compacted' });
  }

  append(batch: JournalBatch): Promise<Result<FullJournalState>> {
    return new Promise((resolve) => {
      this.#queue.push({ batch, answer: resolve });
      this.#draining ??= this.#drain();
    });
  }

  /** Writes all that waits with one sync, again and again until nothing waits. */
  async #drain(): Promise<void> {
    while (this.#queue.length > 0 || this.#compactWanted) {
      const waiting = this.#queue;
      this.#queue = [];
      if (waiting.length > 0) await this.#write(waiting);
      if (this.#queue.length === 0) await this.#compactIfWorthwhile();
    }
    // In the same turn as the last look at the queue: a batch that comes after it starts the next round.
    this.#draining = null;
  }

  async #write(waiting: readonly Waiting[]): Promise<void> {
    let generation = this.#generation;
    const accepted = waiting.filter(({ batch, answer }) => {
      const rises = batch.generation > generation;
      if (rises) generation = batch.generation;
      else answer(fail('vault.journalConflict', 'never', { generation: this.#generation }));
      return rises;
    });
    if (accepted.length === 0) return;
    const frames = accepted.map(({ batch }) => encodeFrame(batch));
    const written = await this.#writeFrames(frames);
    if (written.ok) {
      for (const frame of frames) this.#take(frame);
      this.#generation = generation;
    }
    for (const { answer } of accepted) answer(written.ok ? ok(this.state()) : written);
  }

  async #writeFrames(frames: readonly Buffer[]): Promise<Result<null>> {
    const file = this.#files.get(this.#last);
    if (this.#poisoned || file === undefined) return fail('vault.journalFailed', 'later', { reason: 'unknown-end' });
    try {
      await file.write(Buffer.concat(frames), this.#end);
      await file.sync();
      return ok(null);
    } catch (error) {
      try {
        await file.truncate(this.#end);
        await file.sync();
      } catch {
        this.#poisoned = true;
      }
      return failed(error);
    }
  }

  #take(bytes: Buffer): void {
    const frame = decodeFrame(bytes, 0);
    if (frame === null) throw new Error('a frame that was just made cannot be read');
    this.#index.apply(this.#last, this.#end, frame);
    this.#end += frame.length;
  }

  async #compactIfWorthwhile(): Promise<void> {
    const garbage = this.#earlierBytes + this.#end - this.#index.liveBytes;
    const isWanted = this.#compactWanted;
    this.#compactWanted = false;
    if (this.#poisoned || (!isWanted && (garbage <= this.#minGarbageBytes || garbage <= this.#index.liveBytes))) return;
    const number = this.#last + 1;
    const temporary = this.#path(number) + temporarySuffix;
    let target: JournalFile | null = null;
    let frames: Buffer[];
    try {
      target = await this.#fs.open(temporary, 'create');
      frames = await writeCompacted(target, this.#generation, (cursor) => this.page(cursor, compactedFrameBytes));
    } catch {
      // No harm is done: the old segments are whole and stay in force until the next attempt.
      await target?.close().catch(() => undefined);
      await this.#fs.remove(temporary).catch(() => undefined);
      return;
    }
    try {
      await this.#fs.rename(temporary, this.#path(number));
      await this.#fs.syncDirectory(this.#directory);
    } catch {
      // Which of the two holds after a power cut is not known, so neither may be added to before the next start has looked.
      this.#poisoned = true;
      await target.close().catch(() => undefined);
      return;
    }
    await this.#switchTo(number, target, frames);
  }

  async #switchTo(number: number, file: JournalFile, frames: readonly Buffer[]): Promise<void> {
    const old = [...this.#files.entries()];
    this.#files.clear();
    this.#files.set(number, file);
    this.#last = number;
    this.#end = segmentHeaderBytes;
    this.#earlierBytes = 0;
    this.#index.clear();
    for (const frame of frames) this.#take(frame);
    for (const [oldNumber, oldFile] of old) {
      await oldFile.close().catch(() => undefined);
      await this.#fs.remove(this.#path(oldNumber)).catch(() => undefined);
    }
  }

  async page(cursor: string | null, maxBytes = this.#pageBytes): Promise<JournalPage> {
    const { spots, next } = this.#index.page(cursor, maxBytes, maxPageRecords);
    const entries = [];
    for (const spot of spots) {
      const content = await this.#files.get(spot.segment)?.read(spot.offset, spot.length);
      if (content === undefined) throw new Error('a segment is not open');
      // A copy: a slice would carry the whole of Node's buffer pool across to the window.
      entries.push({ id: spot.id, bucket: spot.bucket, blob: new Uint8Array(content) });
    }
    return { entries, next, generation: this.#generation };
  }

  async close(): Promise<void> {
    await this.#draining;
    for (const file of this.#files.values()) await file.close().catch(() => undefined);
    this.#files.clear();
    this.#poisoned = true;
  }
}
