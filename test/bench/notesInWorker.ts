/** Runs in a worker of the app's page: the vault's own engine on the page's IndexedDB, beside the same bytes in packed segments. Bundled by notes.ts. */
import sodium from 'libsodium-wrappers-sumo';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import { runCommand } from '../../renderer/vault/engine/commandHandlers.ts';
import { foldNotes } from '../../renderer/vault/engine/foldNotes.ts';
import type { Keyring } from '../../renderer/vault/engine/keyring.ts';
import type { OpenVault } from '../../renderer/vault/engine/openVault.ts';
import { RecordSealer } from '../../renderer/vault/engine/recordSealer.ts';
import { unlockVault } from '../../renderer/vault/engine/vaultOpening.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';

interface Asked {
  readonly passphrase: string;
  readonly situationId: string;
  readonly queries: readonly string[];
  readonly rounds: number;
}

export interface NoteTimes {
  readonly unlock: number[];
  readonly derive: number[];
  readonly list: number[];
  readonly searchable: number[];
  readonly summariesFloor: number[];
  readonly textsFloor: number[];
  /** From the texts read until the index of terms is made. */
  readonly indexed: number[];
  /** Right after the texts were read, by looking through them; and with the index. */
  readonly searchUnindexed: number[];
  readonly search: number[];
  readonly fold: number[];
  readonly open: number[];
  readonly revived: number;
  readonly notes: number;
}

const scope = self as unknown as { readonly indexedDB: IDBFactory; postMessage(message: unknown): void; addEventListener(type: 'message', listener: (event: MessageEvent) => void): void };
const perSegment = 100;
const waiting = new Map<number, (value: unknown) => void>();
let nextCall = 1;
const storage = Object.fromEntries(
  ['readSlots', 'writeSlots', 'journalAppend', 'journalState', 'journalRead'].map((name) => [name, (...args: unknown[]) => new Promise((resolve) => {
    const id = nextCall++;
    waiting.set(id, resolve);
    scope.postMessage({ type: 'storageCall', id, name, args });
  })]),
) as unknown as VaultStorage;
const around = { sodium, storage, indexedDb: { indexedDB: scope.indexedDB, IDBKeyRange }, now: () => new Date().toISOString() };

async function timed<T>(into: number[], work: () => Promise<T> | T): Promise<T> {
  const started = performance.now();
  const value = await work();
  into.push(performance.now() - started);
  return value;
}

const openVault = async (passphrase: string, into: number[]): Promise<OpenVault> => {
  const opened = await timed(into, () => unlockVault(around, passphrase));
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.vault;
};

const request = <T>(asked: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error ?? new Error('indexedDB'));
});

/** The same values in segments of a hundred, sealed as records are, in a database of their own. */
async function writeSegments(database: IDBDatabase, name: string, sealer: RecordSealer, compartment: string, values: readonly unknown[]): Promise<void> {
  const transaction = database.transaction(name, 'readwrite');
  for (let at = 0; at < values.length; at += perSegment) {
    const sealed = sealer.seal(compartment, { kind: 'bench', parent: name, position: String(at) }, new TextEncoder().encode(JSON.stringify(values.slice(at, at + perSegment))));
    transaction.objectStore(name).put({ id: sealed.id, bucket: sealed.bucket, blob: sealed.blob });
  }
  await new Promise<void>((resolve) => { transaction.oncomplete = () => resolve(); });
}

/** Read, decrypt and parse of everything in a store of segments. */
async function readSegments(database: IDBDatabase, name: string, sealer: RecordSealer): Promise<number> {
  const rows = await request(database.transaction(name).objectStore(name).getAll() as IDBRequest<{ id: string; bucket: string; blob: Uint8Array }[]>);
  let values = 0;
  for (const row of rows) {
    const opened = sealer.open(row);
    if (!opened.ok) throw new Error(opened.error.code);
    values += (JSON.parse(new TextDecoder().decode(opened.value.body)) as unknown[]).length;
  }
  return values;
}

async function measure({ passphrase, situationId, queries, rounds }: Asked): Promise<NoteTimes> {
  await sodium.ready;
  const times = { unlock: [] as number[], derive: [] as number[], list: [] as number[], searchable: [] as number[], summariesFloor: [] as number[], textsFloor: [] as number[], indexed: [] as number[], searchUnindexed: [] as number[], search: [] as number[], fold: [] as number[], open: [] as number[] };
  // The first unlock fills IndexedDB from the journal; what idle time does to the layout is done here at once.
  const first = await openVault(passphrase, []);
  const summaries = await first.read({ name: 'notes', situationId });
  await first.noteTexts.load();
  await timed(times.fold, () => foldNotes(first));
  const texts = await first.noteTexts.all();
  const opening = scope.indexedDB.open('bench-segments', 1);
  opening.onupgradeneeded = () => { for (const name of ['summaries', 'texts']) opening.result.createObjectStore(name, { keyPath: 'id' }); };
  const database: IDBDatabase = await request<IDBDatabase>(opening);
  const sealer = new RecordSealer(sodium, first.keyring as Keyring);
  await writeSegments(database, 'summaries', sealer, first.personal, summaries);
  await writeSegments(database, 'texts', sealer, first.personal, texts);
  await first.close();

  let revived = 0;
  for (let round = 0; round < rounds; round += 1) {
    const vault = await openVault(passphrase, times.unlock);
    await timed(times.list, () => vault.read({ name: 'notes', situationId }));
    await timed(times.searchable, () => vault.noteTexts.load());
    // The index is made between tasks; these searches leave it no moment.
    if (round === rounds - 1) for (const query of queries) await timed(times.searchUnindexed, () => vault.noteTexts.search(query, {}, 20));
    await timed(times.indexed, () => vault.noteTexts.indexed());
    revived = Math.max(revived, vault.documents.revived);
    const own = new RecordSealer(sodium, vault.keyring as Keyring);
    await timed(times.summariesFloor, () => readSegments(database, 'summaries', own));
    await timed(times.textsFloor, () => readSegments(database, 'texts', own));
    if (round === rounds - 1) {
      for (const query of queries) await timed(times.search, () => vault.noteTexts.search(query, {}, 20));
      for (const { id } of (summaries as readonly NoteSummary[]).slice(0, 40)) await timed(times.open, () => runCommand(vault, 'openNote', [id]));
    }
    await vault.close();
  }
  return { ...times, revived, notes: summaries.length };
}

scope.addEventListener('message', (event) => {
  const data = event.data as { readonly type: string; readonly id?: number; readonly result?: unknown; readonly asked?: Asked };
  if (data.type === 'storageAnswer') {
    waiting.get(data.id ?? 0)?.(data.result);
    waiting.delete(data.id ?? 0);
  } else if (data.type === 'measure' && data.asked !== undefined) {
    measure(data.asked).then((value) => scope.postMessage({ type: 'times', value }), (error: unknown) => scope.postMessage({ type: 'failed', error: error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error) }));
  }
});
