import { Dexie, type Table } from 'dexie';
import type { JournalBatch, JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { databaseName } from './databaseNames.ts';

/** All that is in plain on the disk: two keyed hashes and an envelope. */
export interface StoredRecord {
  readonly id: string;
  readonly bucket: string;
  readonly blob: Uint8Array;
}

export interface RecordStoreState {
  readonly generation: number;
  readonly records: number;
}

export interface IndexedDbImplementation {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
  /** Another database than the one of the user's own vault. */
  readonly name?: string;
}

const databaseVersion = 1;
/** Dexie stores its version numbers times ten. */
const dexieStep = 10;
const generationKey = 'generation';
const vaultKey = 'vault';

class VaultDatabase extends Dexie {
  readonly records!: Table<StoredRecord, string>;
  readonly meta!: Table<{ readonly key: string; readonly value: number | string }, string>;

  constructor(implementation: IndexedDbImplementation) {
    super(implementation.name ?? databaseName, { indexedDB: implementation.indexedDB, IDBKeyRange: implementation.IDBKeyRange, chromeTransactionDurability: 'strict' });
    this.version(databaseVersion).stores({ records: '&id, bucket', meta: '&key' });
  }
}

const numberOr0 = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** `first` is called before whoever waits for the answer goes on. */
const answered = <T>(request: IDBRequest<T>, first: () => void = () => undefined): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => {
      first();
      resolve(request.result);
    };
    request.onerror = () => {
      first();
      reject(request.error ?? new Error('IndexedDB did not say why'));
    };
  });

/** Whether an error says no more than that the store was closed: the vault was locked while something read from it. */
export const saysStoreClosed = (error: unknown): boolean => error instanceof Error && error.name === 'DatabaseClosedError';

/** The working store: sealed records in IndexedDB. It is quick and it may get lost; the journal is the copy that must not. */
export class RecordStore {
  readonly #database: VaultDatabase;
  #shared: IDBObjectStore | null = null;

  private constructor(database: VaultDatabase) {
    this.#database = database;
  }

  /** Fails with `vault.newerFormat` where a newer program upgraded the database, else with `vault.storeDamaged`. */
  static async open(implementation: IndexedDbImplementation): Promise<Result<RecordStore>> {
    const database = new VaultDatabase(implementation);
    try {
      await database.open();
    } catch {
      database.close();
      return fail('vault.storeDamaged', 'never');
    }
    // Dexie opens a database of a later version as well as it can. Ours may hold what this program would not keep up.
    if (Math.floor(database.backendDB().version / dexieStep) <= databaseVersion) return ok(new RecordStore(database));
    database.close();
    return fail('vault.newerFormat', 'never');
  }

  /** Removes the database and everything in it. Only for one that cannot be opened, when the journal holds what was in it. */
  static async discard(implementation: IndexedDbImplementation): Promise<void> {
    await new VaultDatabase(implementation).delete().catch(() => undefined);
  }

  async state(): Promise<RecordStoreState> {
    const [generation, records] = await Promise.all([this.generation(), this.#database.records.count()]);
    return { generation, records };
  }

  /** Of the last batch that came in; 0 where none did. */
  async generation(): Promise<number> {
    const meta = await this.#database.meta.get(generationKey);
    return numberOr0(meta?.value);
  }

  /** The random number of the vault whose records these are; null where no program has noted it. */
  async vault(): Promise<string | null> {
    const meta = await this.#database.meta.get(vaultKey);
    return typeof meta?.value === 'string' ? meta.value : null;
  }

  async noteVault(vaultId: string): Promise<void> {
    await this.#database.meta.put({ key: vaultKey, value: vaultId });
  }

  /** Writes a batch and its generation in one strict transaction. Throws where IndexedDB refuses. */
  async apply(batch: JournalBatch): Promise<void> {
    await this.#write(batch, () => undefined);
  }

  /** The same. Answers the batch that takes it back again, with the generation that stood there before. */
  async applyRevocably(batch: JournalBatch): Promise<JournalBatch> {
    const before: (readonly [string, IDBRequest<unknown>])[] = [];
    const generation = await this.#write(batch, (records, id) => before.push([id, records.get(id)]));
    // From the last to the first: where a record was written twice, what stood there before both comes to stand there again.
    const entries = before.reverse().map(([id, { result }]): JournalEntry => (result === undefined ? { op: 'delete', id } : { op: 'put', ...(result as StoredRecord) }));
    return { generation, entries };
  }

  /** Answers the generation that stood there before. `before` is called ahead of each entry. */
  async #write(batch: JournalBatch, before: (records: IDBObjectStore, id: string) => void): Promise<number> {
    // Every save waits for this: without Dexie in between, and without waiting for the answer to each put.
    const transaction = (await this.#native()).transaction(['records', 'meta'], 'readwrite', { durability: 'strict' });
    const done = new Promise<void>((resolve, reject) => {
      const refused = (): void => reject(transaction.error ?? new Error('the transaction was aborted'));
      transaction.oncomplete = () => resolve();
      transaction.onerror = refused;
      transaction.onabort = refused;
    });
    const records = transaction.objectStore('records');
    for (const entry of batch.entries) {
      before(records, entry.id);
      if (entry.op === 'put') records.put({ id: entry.id, bucket: entry.bucket, blob: entry.blob } satisfies StoredRecord);
      else records.delete(entry.id);
    }
    const meta = transaction.objectStore('meta');
    const was = meta.get(generationKey) as IDBRequest<{ readonly value: unknown } | undefined>;
    meta.put({ key: generationKey, value: batch.generation });
    transaction.commit?.();
    await done;
    return numberOr0(was.result?.value);
  }

  get(id: string): Promise<StoredRecord | undefined> {
    return this.#read((records) => records.get(id) as IDBRequest<StoredRecord | undefined>);
  }

  getMany(ids: readonly string[]): Promise<(StoredRecord | undefined)[]> {
    return this.#database.records.bulkGet([...ids]);
  }

  bucket(bucket: string): Promise<StoredRecord[]> {
    return this.#read((records) => records.index('bucket').getAll(bucket) as IDBRequest<StoredRecord[]>);
  }

  /**
   * Reads in a transaction that is shared with everything else that is asked for in the same turn: where hundreds of documents are revived at
   * once, beginning one for each takes longer than reading. Nothing joins it after its first answer, or reading on and on would keep a save out.
   */
  async #read<T>(ask: (records: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const native = await this.#native();
    let request = this.#asked(ask);
    if (request === null) {
      this.#shared = native.transaction('records').objectStore('records');
      request = ask(this.#shared);
    }
    const records = this.#shared;
    return answered(request, () => {
      if (this.#shared === records) this.#shared = null;
    });
  }

  /** The request in the shared transaction; null where there is none, or its turn is over. */
  #asked<T>(ask: (records: IDBObjectStore) => IDBRequest<T>): IDBRequest<T> | null {
    try {
      return this.#shared === null ? null : ask(this.#shared);
    } catch {
      return null;
    }
  }

  /**
   * The same in parts, as they come: the browser reads on while what has come is opened. All are of one moment, and what is written in the
   * meantime waits until they have come.
   */
  async *bucketParts(bucket: string, perPart: number): AsyncGenerator<StoredRecord[]> {
    const records = await this.#records();
    const asked = await new Promise<Promise<StoredRecord | undefined>[]>((resolve, reject) => {
      const ids = records.index('bucket').getAllKeys(bucket);
      ids.onerror = () => reject(ids.error ?? new Error('IndexedDB did not say why'));
      // Asked for at once, in the answer itself, where the transaction is sure to be open still.
      ids.onsuccess = () => resolve(ids.result.map((id) => answered(records.get(id) as IDBRequest<StoredRecord | undefined>)));
    });
    // Whoever stops half way leaves the rest without anybody to tell of a fault.
    for (const record of asked) record.catch(() => undefined);
    for (let at = 0; at < asked.length; at += perPart) yield (await Promise.all(asked.slice(at, at + perPart))).filter((record) => record !== undefined);
  }

  async #records(): Promise<IDBObjectStore> {
    return (await this.#native()).transaction('records').objectStore('records');
  }

  /** A browser may close a database by itself: Dexie opens it again with its next call, and refuses where it was closed on purpose. */
  async #native(): Promise<IDBDatabase> {
    if ((this.#database.backendDB() as IDBDatabase | null) === null) await this.#database.meta.count();
    return this.#database.backendDB();
  }

  /** Records in the order of their ids, behind `afterId`. */
  page(afterId: string | null, limit: number): Promise<StoredRecord[]> {
    const from = afterId === null ? this.#database.records.orderBy('id') : this.#database.records.where('id').above(afterId);
    return from.limit(limit).toArray();
  }

  async putMany(records: readonly StoredRecord[]): Promise<void> {
    await this.#database.records.bulkPut([...records]);
  }

  /** Ends a restore: removes what the journal does not hold and takes over its generation, in one transaction. */
  async finishRestore(removeIds: readonly string[], generation: number): Promise<void> {
    const { records, meta } = this.#database;
    await this.#database.transaction('rw', records, meta, async () => {
      await records.bulkDelete([...removeIds]);
      await meta.put({ key: generationKey, value: generation });
    });
  }

  async setGeneration(generation: number): Promise<void> {
    await this.#database.meta.put({ key: generationKey, value: generation });
  }

  close(): void {
    this.#database.close();
  }
}
