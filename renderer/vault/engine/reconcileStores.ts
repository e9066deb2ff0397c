import type { JournalEntry, JournalState } from '../../../shared/contracts/vaultStorage.ts';
import type { UnlockReport } from '../../../shared/domain/vault/vaultStatus.ts';
import { fail, FailureError, ok, type Result } from '../../../shared/errors/result.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import type { RecordStore, RecordStoreState, StoredRecord } from './recordStore.ts';

/** The journal says more than the contract asks for where it found damage in its middle. */
export type KnownJournalState = JournalState & { readonly damagedBytes?: number };

export interface Reconciled extends Pick<UnlockReport, 'restored' | 'journalRewritten'> {
  /** Generation of both stores now. */
  readonly generation: number;
}

const pageRecords = 1_000;
const maxBatchBytes = 8 * 1024 * 1024;
const maxBatchRecords = 5_000;

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) return false;
  for (let index = 0; index < a.byteLength; index++) if (a[index] !== b[index]) return false;
  return true;
}

/**
 * Brings the working store and the journal to the same content. A small save goes to both at once, a large one to the journal first, so after
 * an ordinary crash one of them is ahead by at most the batch that was under way.
 *
 * `storeWas`: what had to be done to open the working store. `established`: whether the vault's own marker says that records existed.
 * `counted`: the state of the working store where it is known already.
 * Fails with `vault.storeMissing` where both are empty and should not be. Each way ends the same when it is cut off and begun again.
 */
export async function reconcileStores(storage: VaultStorage, store: RecordStore, storeWas: 'opened' | 'damaged', established: boolean, counted: RecordStoreState | null = null): Promise<Result<Reconciled>> {
  const state = await storage.journalState();
  const local = counted ?? (await store.state());
  if (!state.ok) return local.generation > 0 ? ok({ generation: local.generation, restored: null, journalRewritten: null }) : state;
  const journal: KnownJournalState = state.value;
  const journalDamaged = (journal.damagedBytes ?? 0) > 0;
  if (journal.generation === 0 && local.generation === 0) {
    return established ? fail('vault.storeMissing', 'never') : ok({ generation: 0, restored: null, journalRewritten: null });
  }
  if (local.generation < journal.generation) {
    const reason = storeWas === 'damaged' ? 'damaged' : local.generation === 0 ? 'missing' : 'behind';
    return restoreStore(storage, store, reason, journalDamaged);
  }
  if (journalDamaged) return rewriteJournal(storage, store, 'damaged');
  if (local.generation > journal.generation) return rewriteJournal(storage, store, journal.generation === 0 ? 'missing' : 'behind');
  if (local.records !== journal.records) return restoreStore(storage, store, 'damaged', false);
  return ok({ generation: local.generation, restored: null, journalRewritten: null });
}

/** Calls `visit` for every page of the journal and answers the generation. */
async function eachJournalPage(storage: VaultStorage, visit: (entries: readonly StoredRecord[]) => Promise<void>): Promise<Result<number>> {
  let cursor: string | null = null;
  for (;;) {
    const page = await storage.journalRead(cursor);
    if (!page.ok) return page;
    await visit(page.value.entries);
    if (page.value.next === null) return ok(page.value.generation);
    cursor = page.value.next;
  }
}

async function eachStorePage(store: RecordStore, visit: (records: readonly StoredRecord[]) => void): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const page = await store.page(after, pageRecords);
    visit(page);
    const final = page.at(-1);
    if (final === undefined || page.length < pageRecords) return;
    after = final.id;
  }
}

/** `keepOthers`: the journal itself has lost something, so a record that only the working store has is no leftover. */
async function restoreStore(storage: VaultStorage, store: RecordStore, reason: 'missing' | 'behind' | 'damaged', keepOthers: boolean): Promise<Result<Reconciled>> {
  const seen = new Set<string>();
  let records = 0;
  const read = await eachJournalPage(storage, async (entries) => {
    const present = await store.getMany(entries.map((entry) => entry.id));
    const changed = entries.filter((entry, index) => {
      seen.add(entry.id);
      const there = present[index];
      return there === undefined || there.bucket !== entry.bucket || !sameBytes(there.blob, entry.blob);
    });
    records += changed.length;
    if (changed.length > 0) await store.putMany(changed);
  });
  if (!read.ok) return read;
  const leftovers: string[] = [];
  if (!keepOthers) await eachStorePage(store, (page) => leftovers.push(...page.filter((record) => !seen.has(record.id)).map((record) => record.id)));
  await store.finishRestore(leftovers, read.value);
  return ok({ generation: read.value, restored: { reason, records: records + leftovers.length }, journalRewritten: null });
}

async function rewriteJournal(storage: VaultStorage, store: RecordStore, reason: 'missing' | 'behind' | 'damaged'): Promise<Result<Reconciled>> {
  const same = new Set<string>();
  const gone: string[] = [];
  const read = await eachJournalPage(storage, async (entries) => {
    const present = await store.getMany(entries.map((entry) => entry.id));
    entries.forEach((entry, index) => {
      const there = present[index];
      if (there === undefined) gone.push(entry.id);
      else if (there.bucket === entry.bucket && sameBytes(there.blob, entry.blob)) same.add(entry.id);
    });
  });
  if (!read.ok) return read;
  const batches = await missingBatches(store, same, gone);
  const written = batches.reduce((sum, batch) => sum + batch.length, 0);
  const local = await store.state();
  const generation = Math.max(local.generation, read.value) + batches.length;
  // The working store goes ahead first: cut off half-way, the journal is still the one behind, and the next start begins again.
  await store.setGeneration(generation);
  for (const [index, ids] of batches.entries()) {
    const entries = await entriesOf(store, ids);
    const appended = await storage.journalAppend({ generation: generation - batches.length + index + 1, entries });
    if (!appended.ok) throw new FailureError(appended.error);
  }
  return ok({ generation, restored: null, journalRewritten: { reason, records: written } });
}

interface Change {
  readonly op: 'put' | 'delete';
  readonly id: string;
}

/** What the journal lacks, in batches that one call can carry; never none, because the generation only rises with a batch. */
async function missingBatches(store: RecordStore, same: ReadonlySet<string>, gone: readonly string[]): Promise<Change[][]> {
  const batches: Change[][] = [];
  let open: Change[] = [];
  let openBytes = 0;
  let any: Change | null = null;
  const add = (change: Change, bytes: number) => {
    if (open.length >= maxBatchRecords || (open.length > 0 && openBytes + bytes > maxBatchBytes)) {
      batches.push(open);
      open = [];
      openBytes = 0;
    }
    open.push(change);
    openBytes += bytes;
  };
  for (const id of gone) add({ op: 'delete', id }, 0);
  await eachStorePage(store, (page) => {
    for (const record of page) {
      any ??= { op: 'put', id: record.id };
      if (!same.has(record.id)) add({ op: 'put', id: record.id }, record.blob.byteLength);
    }
  });
  if (open.length === 0 && any !== null) open.push(any);
  if (open.length > 0) batches.push(open);
  return batches;
}

async function entriesOf(store: RecordStore, changes: readonly Change[]): Promise<JournalEntry[]> {
  const records = await store.getMany(changes.map((change) => change.id));
  return changes.map((change, index) => {
    const record = records[index];
    return change.op === 'put' && record !== undefined ? { op: 'put', id: record.id, bucket: record.bucket, blob: record.blob } : { op: 'delete', id: change.id };
  });
}
