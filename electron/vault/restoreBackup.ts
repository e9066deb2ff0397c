import { fail, ok, type Result } from '../../shared/errors/result.ts';
import type { JournalEntry } from '../../shared/contracts/vaultStorage.ts';
import type { OpenedBackup } from './backupFile.ts';
import type { Journal } from './journal.ts';
import { isWhole, type SlotStore } from './slotStore.ts';

const maxBatchBytes = 8 * 1024 * 1024;
const maxBatchRecords = 5_000;

export interface RestoreDone {
  readonly records: number;
}

/** Fails with `vault.backupOfOtherVault` where the profile has another vault. */
export async function checkSameVault(backup: OpenedBackup, slots: SlotStore): Promise<Result<null>> {
  const present = await slots.read();
  if (!present.ok) return present;
  const whole = present.value !== null && isWhole(Buffer.from(present.value));
  return whole && present.value !== null && vaultIdOf(present.value) !== vaultIdOf(backup.slots) ? fail('vault.backupOfOtherVault', 'never') : ok(null);
}

/**
 * Puts a backup into a profile: records first, the keys last, so that a profile without a vault has one only once all of it is there.
 * Nothing newer is overwritten: where the journal is not behind the backup, only records that it lacks are added, and a whole slot file
 * stays. Doing it again changes nothing. Fails with `vault.backupOfOtherVault`, `vault.backupNotNeeded`, or as the stores do.
 */
export async function restoreBackup(backup: OpenedBackup, journal: Journal, slots: SlotStore): Promise<Result<RestoreDone>> {
  const present = await slots.read();
  if (!present.ok) return present;
  const whole = present.value !== null && isWhole(Buffer.from(present.value)) ? present.value : null;
  if (whole !== null && vaultIdOf(whole) !== vaultIdOf(backup.slots)) return fail('vault.backupOfOtherVault', 'never');
  const state = await journal.state();
  if (!state.ok) return state;
  const behind = state.value.generation < backup.about.generation;
  const known = behind ? new Set<string>() : await idsOf(journal);
  if (known === null) return fail('vault.journalFailed', 'later');
  const batches = batchesOf(backup, known);
  if (batches.length === 0 && whole !== null) return fail('vault.backupNotNeeded', 'never');
  const last = Math.max(backup.about.generation, state.value.generation + batches.length);
  let records = 0;
  for (const [index, entries] of batches.entries()) {
    const appended = await journal.append({ generation: last - batches.length + index + 1, entries });
    if (!appended.ok) return appended;
    records += entries.length;
  }
  if (whole === null) {
    const written = await slots.write(backup.slots);
    if (!written.ok) return written;
  }
  return ok({ records });
}

/** The vault's random number, which stands in plain in the file of wrapped keys; null where it cannot be read. */
function vaultIdOf(slots: Uint8Array): string | null {
  try {
    const text = Buffer.from(slots).toString('utf8');
    const parsed: unknown = JSON.parse(text.slice(0, text.lastIndexOf('\n')));
    return typeof parsed === 'object' && parsed !== null && 'vaultId' in parsed ? String(parsed.vaultId) : null;
  } catch {
    return null;
  }
}

async function idsOf(journal: Journal): Promise<Set<string> | null> {
  const ids = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const page = await journal.read(cursor);
    if (!page.ok) return null;
    for (const { id } of page.value.entries) ids.add(id);
    cursor = page.value.next;
    if (cursor === null) return ids;
  }
}

function batchesOf(backup: OpenedBackup, known: ReadonlySet<string>): JournalEntry[][] {
  const batches: JournalEntry[][] = [];
  let open: JournalEntry[] = [];
  let bytes = 0;
  for (const entries of backup.entries()) {
    for (const entry of entries) {
      if (known.has(entry.id)) continue;
      if (open.length >= maxBatchRecords || (open.length > 0 && bytes + entry.blob.byteLength > maxBatchBytes)) {
        batches.push(open);
        open = [];
        bytes = 0;
      }
      open.push(entry);
      bytes += entry.blob.byteLength;
    }
  }
  if (open.length > 0) batches.push(open);
  return batches;
}
