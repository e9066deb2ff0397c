/**
 * A whole vault under Node: the client, the engine behind a real message channel, the real journal and slot file in a folder, IndexedDB by
 * fake-indexeddb. What a test replaces is said in its options.
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import sodium from 'libsodium-wrappers-sumo';
import { createChunkStore, type ChunkStore } from '../../electron/vault/chunkStore.ts';
import { createJournal, type Journal } from '../../electron/vault/journal.ts';
import { diskFs, type JournalFs } from '../../electron/vault/journalFs.ts';
import { createBackups } from '../../electron/vault/backups.ts';
import { createSlotStore } from '../../electron/vault/slotStore.ts';
import { createTravelStore, type TravelStore } from '../../electron/vault/travelFile.ts';
import type { KdfParameters } from '../../shared/crypto/passphraseKey.ts';
import { normalisePassphrase } from '../../shared/crypto/passphrase.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { RecordStore, type IndexedDbImplementation, type StoredRecord } from '../../renderer/vault/engine/recordStore.ts';
import { createVaultClient, type VaultClient } from '../../renderer/vault/vaultClient.ts';
import { databaseOfRun, ProgramRun } from './databaseOfRun.ts';
import { serveVault } from '../../renderer/vault/vaultHost.ts';
import type { VaultPort } from '../../renderer/vault/protocol.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';

await sodium.ready;

export const passphrase = 'anchor velvet orchard signal pebble lantern';

/** A quick stand-in for Argon2id that still depends on the passphrase, the salt and the cost. */
export const quickDerive = (typed: string, kdf: KdfParameters): Uint8Array =>
  sodium.crypto_generichash(32, sodium.from_string(`${normalisePassphrase(typed)}|${kdf.opsLimit}|${kdf.memLimitBytes}`), kdf.salt);

export interface RigOptions {
  readonly fs?: JournalFs;
  /** Stands between the client and what the main process keeps. */
  readonly wrapStorage?: (storage: VaultStorage) => VaultStorage;
  readonly realKdf?: boolean;
  readonly indexedDb?: IndexedDbImplementation;
  readonly now?: () => string;
}

export interface RunningVault {
  readonly client: VaultClient;
  readonly storage: VaultStorage;
  readonly journal: Journal;
  readonly travel: Promise<TravelStore>;
  /** As when the process is ended: nothing more is answered, nothing is flushed. */
  kill(): Promise<void>;
}

export class VaultRig {
  readonly directory: string;
  indexedDb: IndexedDbImplementation = freshIndexedDb();
  readonly #running = new Set<RunningVault>();

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async make(): Promise<VaultRig> {
    return new VaultRig(await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-vault-')));
  }

  /** On a folder that is the caller's. */
  static at(directory: string): VaultRig {
    return new VaultRig(directory);
  }

  /** Starts the app's vault on what lies in the folder and in IndexedDB. */
  start(options: RigOptions = {}): RunningVault {
    const journal = createJournal({ directory: this.directory, fs: options.fs ?? diskFs });
    const slots = createSlotStore({ directory: this.directory, fs: options.fs ?? diskFs });
    const chunks = createChunkStore({ directory: path.join(this.directory, 'attachments'), fs: options.fs ?? diskFs });
    const direct: VaultStorage = { readSlots: slots.read, writeSlots: slots.write, journalAppend: journal.append, journalState: journal.state, journalRead: journal.read, ...chunkStorage(chunks), ...noOutFiles };
    const backups = createBackups({ folder: this.directory, journal, slots, chunks, now: () => new Date(), log: () => undefined });
    const travel = backups.then((made) => createTravelStore({ folder: this.directory, journal, slots, chunks, backups: made, now: () => new Date() }));
    const withTravel: VaultStorage = {
      ...direct,
      travelWrite: async () => (await travel).write(),
      travelOpen: async () => (await travel).open(),
      travelRead: async (page) => (await travel).read(page),
      travelFiles: async (compartments) => (await travel).files(compartments),
      travelScrub: async (compartments) => (await travel).scrub(compartments),
    };
    const storage = options.wrapStorage?.(withTravel) ?? withTravel;
    const ports = new Set<() => void>();
    const spawnWorker = (): VaultPort => {
      const { port, end } = startEngine(options.indexedDb ?? this.indexedDb, options);
      ports.add(end);
      return port;
    };
    const client = createVaultClient({ spawnWorker, storage, lockTimeoutMs: 2_000 });
    const running: RunningVault = {
      client,
      storage,
      journal,
      travel,
      kill: async () => {
        for (const end of ports) end();
        await journal.close();
        // In one process a call that was under way would go on beside the next start; reading waits for its turn behind it.
        await slots.read();
        this.#running.delete(running);
      },
    };
    this.#running.add(running);
    return running;
  }

  /** Starts and makes the vault. */
  async startNew(options: RigOptions = {}): Promise<RunningVault> {
    const running = this.start(options);
    valueOf(await running.client.create({ passphrase }));
    return running;
  }

  /** Starts and opens the vault. */
  async startOpen(options: RigOptions = {}): Promise<RunningVault> {
    const running = this.start(options);
    valueOf(await running.client.unlock(passphrase));
    return running;
  }

  async end(): Promise<void> {
    for (const running of [...this.#running]) await running.kill();
    await fs.rm(this.directory, { recursive: true, force: true });
  }

  async databaseRows(): Promise<{ readonly rows: StoredRecord[]; readonly generation: number }> {
    const store = valueOf(await RecordStore.open(this.indexedDb));
    const rows = await store.page(null, 1_000_000);
    const { generation } = await store.state();
    store.close();
    return { rows, generation };
  }

  /** Puts another content in place of the database. */
  async replaceDatabase(rows: readonly StoredRecord[], generation: number): Promise<void> {
    this.indexedDb = freshIndexedDb();
    const store = valueOf(await RecordStore.open(this.indexedDb));
    await store.putMany(rows);
    await store.setGeneration(generation);
    store.close();
  }

  journalFiles(): Promise<string[]> {
    return fs.readdir(this.directory).then((names) => names.filter((name) => name.endsWith('.fpj')).map((name) => path.join(this.directory, name)).sort());
  }
}

const chunkStorage = (chunks: ChunkStore): Pick<VaultStorage, 'chunkPut' | 'chunkGet' | 'chunksRemove' | 'chunkNames' | 'chunkState'> => ({
  chunkPut: chunks.put,
  chunkGet: (name, copy) => (copy ? Promise.resolve(ok(null)) : chunks.get(name)),
  chunksRemove: chunks.remove,
  chunkNames: chunks.names,
  chunkState: chunks.state,
});

/** Nobody chooses a place for a file here, as when the dialog is cancelled. A test that needs one replaces these. */
export const noOutFiles: Pick<VaultStorage, 'fileBegin' | 'fileWrite' | 'fileEnd'> = {
  fileBegin: () => Promise.resolve(ok(null)),
  fileWrite: () => Promise.resolve(fail('file.notWritten', 'later')),
  fileEnd: () => Promise.resolve(ok(null)),
};

export const freshIndexedDb = (): IndexedDbImplementation => ({ indexedDB: new IDBFactory() as unknown as globalThis.IDBFactory, IDBKeyRange: IDBKeyRange as unknown as typeof globalThis.IDBKeyRange });

function startEngine(indexedDb: IndexedDbImplementation, options: RigOptions): { port: VaultPort; end: () => void } {
  const { port1, port2 } = new MessageChannel();
  const run = new ProgramRun();
  serveVault(
    { post: (message) => port2.postMessage(message), listen: (onMessage) => port2.on('message', onMessage) },
    Promise.resolve({ sodium, indexedDb: databaseOfRun(indexedDb, run), now: options.now ?? (() => new Date().toISOString()), ...(options.realKdf === true ? {} : { derive: quickDerive }) }),
  );
  const end = () => {
    run.end();
    port1.close();
    port2.close();
  };
  return { port: { post: (message) => port1.postMessage(message), listen: (onMessage) => port1.on('message', onMessage), terminate: end }, end };
}

/** The value of a Result, or a test failure that names the code. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected a value, got ${result.error.code} ${JSON.stringify(result.error.details)}`);
  return result.value;
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

/** The value of a read once it satisfies `until`. */
export function readOnce<T>(client: VaultClient, read: Parameters<VaultClient['subscribe']>[0], until: (value: T) => boolean = () => true, limitMs = 5_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const snapshot = client.getSnapshot(read);
      if (snapshot.state === 'loading') return;
      if (snapshot.state === 'ready' && !until(snapshot.value as T)) return;
      clearTimeout(timer);
      stop();
      if (snapshot.state === 'ready') resolve(snapshot.value as T);
      else reject(new Error(snapshot.error.code));
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`no fitting value for ${JSON.stringify(read)}: ${JSON.stringify(client.getSnapshot(read))}`));
    }, limitMs);
    const stop = client.subscribe(read, look);
    look();
  });
}
