import type { JournalBatch, JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { ok, type Result } from '../../../shared/errors/result.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import type { RecordStore, StoredRecord } from './recordStore.ts';

/** A batch of more records goes to the working store only behind the journal: to know what they replace would mean to read as many first. */
const besideAtMost = 16;

/**
 * The one way to the disk: a batch of sealed records goes to the journal, which syncs it, and to the working store together with its
 * generation; a small one to both at once, since a person waits for it. Once the journal has it, it is saved: where the working store refuses
 * it, the batch waits here, reads see it, and the next save or the next unlock brings it in. Where the journal refuses it nothing was saved,
 * and what the working store took is taken back, in the same way.
 */
export class SavePipeline {
  readonly #storage: VaultStorage;
  readonly #store: RecordStore;
  #generation: number;
  #unapplied: JournalBatch[] = [];
  /** Ends when it is known whether what the working store took already counts. Who reads waits for it: it may be taken back. */
  #beside: Promise<unknown> | null = null;

  constructor(storage: VaultStorage, store: RecordStore, generation: number) {
    this.#storage = storage;
    this.#store = store;
    this.#generation = generation;
  }

  get generation(): number {
    return this.#generation;
  }

  get journalOnly(): boolean {
    return this.#unapplied.length > 0;
  }

  /** Saves a batch. Must not be called again before it has answered. Fails as the journal does; then nothing was saved. */
  async save(entries: readonly JournalEntry[]): Promise<Result<null>> {
    const batch: JournalBatch = { generation: this.#generation + 1, entries: [...entries] };
    const isBeside = entries.length <= besideAtMost && this.#unapplied.length === 0;
    const writing = this.#write(batch, isBeside);
    if (isBeside) this.#beside = writing.catch(() => undefined);
    const appended = await writing;
    this.#beside = null;
    await this.#applyInOrder();
    return appended.ok ? ok(null) : appended;
  }

  async #write(batch: JournalBatch, isBeside: boolean): Promise<Result<unknown>> {
    const [appended, takesBack] = await Promise.all([this.#storage.journalAppend(batch), isBeside ? this.#store.applyRevocably(batch).catch(() => null) : null]);
    // A number that stands in one of the two is never given to another batch: at the next unlock they would look alike.
    if (appended.ok || takesBack !== null) this.#generation = batch.generation;
    if (appended.ok && takesBack === null) this.#unapplied.push(batch);
    if (!appended.ok && takesBack !== null) this.#unapplied.push(takesBack);
    return appended;
  }

  /** The working store's generation must never pass over a batch, so each one goes in only after the one before. */
  async #applyInOrder(): Promise<void> {
    for (let next = this.#unapplied[0]; next !== undefined; next = this.#unapplied[0]) {
      try {
        await this.#store.apply(next);
      } catch {
        return;
      }
      this.#unapplied.shift();
    }
  }

  async get(id: string): Promise<StoredRecord | undefined> {
    await this.#beside;
    for (const batch of [...this.#unapplied].reverse()) {
      const entry = batch.entries.findLast((candidate) => candidate.id === id);
      if (entry !== undefined) return entry.op === 'put' ? entry : undefined;
    }
    return this.#store.get(id);
  }

  async bucket(bucket: string): Promise<StoredRecord[]> {
    await this.#beside;
    const stored = await this.#store.bucket(bucket);
    if (this.#unapplied.length === 0) return stored;
    const merged = new Map(stored.map((record) => [record.id, record]));
    for (const entry of this.#unapplied.flatMap((batch) => batch.entries)) {
      if (entry.op === 'delete') merged.delete(entry.id);
      else if (entry.bucket === bucket) merged.set(entry.id, entry);
    }
    return [...merged.values()];
  }

  /** The same in parts, for much: a part can be worked on while the next is being read. What was saved meanwhile comes last. */
  async *bucketParts(bucket: string, perPart: number): AsyncGenerator<StoredRecord[]> {
    await this.#beside;
    if (this.#unapplied.length > 0) {
      yield await this.bucket(bucket);
      return;
    }
    yield* this.#store.bucketParts(bucket, perPart);
    const late = this.#unapplied.flatMap(({ entries }) => entries.filter((entry) => entry.op === 'put' && entry.bucket === bucket) as StoredRecord[]);
    if (late.length > 0) yield late;
  }
}
