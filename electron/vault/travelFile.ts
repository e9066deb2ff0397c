/** The file with which situations are left at home: an ordinary backup in a place of the user's choice, proved by restoring it. */
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BackupPreview } from '../../shared/contracts/backups.ts';
import type { TravelFile, TravelPage } from '../../shared/contracts/travel.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { copyChunks } from './backupChunks.ts';
import { openBackup, writeBackup, type OpenedBackup } from './backupFile.ts';
import type { Backups } from './backups.ts';
import { chunkPath, type ChunkStore } from './chunkStore.ts';
import type { Journal } from './journal.ts';
import { diskFs, errorCode } from './journalFs.ts';
import { proveBackup, syncFolder } from './proveBackup.ts';
import type { SlotStore } from './slotStore.ts';

export interface TravelStore {
  /** Where the next file goes. Fails with `vault.travelInside` for a place in the app's own folder. */
  choosePlace(file: string): Result<{ readonly name: string }>;
  /** Checks a file to come back from. Fails with `vault.backupDamaged`. */
  chooseFile(file: string): Promise<Result<BackupPreview>>;
  /** Writes the file at the chosen place, restores it into an empty folder and compares. Fails with `vault.travelNoPlace`, `vault.backupDiskFull`, `vault.backupFailed`. */
  write(): Promise<Result<TravelFile>>;
  /** The chosen file. */
  open(): Promise<Result<TravelFile>>;
  /** Some records of the file that was written or opened last. */
  read(page: number): Promise<Result<TravelPage>>;
  /** Puts back the pieces of files of these compartments that the chosen file has beside it. `missing`: those that lie in neither place. */
  files(compartments: readonly string[]): Promise<Result<{ readonly missing: number }>>;
  /** Removes the pieces of files of these compartments, and what the journal and the profile's backups still hold of records that were deleted. */
  scrub(compartments: readonly string[]): Promise<Result<null>>;
}

interface Surroundings {
  readonly folder: string;
  readonly journal: Journal;
  readonly slots: SlotStore;
  readonly chunks: ChunkStore;
  readonly backups: Pick<Backups, 'preview' | 'renew'>;
  readonly now: () => Date;
}

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Pieces of files lie beside the travel file, in a folder of its name. */
const filesFolder = (file: string): string => `${path.basename(file, '.fpcbackup')}-files`;
/** A piece says in plain whose key sealed it (shared/crypto/sealedChunk.ts). */
const compartmentOf = (piece: Uint8Array): string => Buffer.from(piece.subarray(2, 18)).toString('hex');

export function createTravelStore({ folder, journal, slots, chunks, backups, now }: Surroundings): TravelStore {
  let place: string | null = null;
  let chosen: string | null = null;
  let opened: OpenedBackup | null = null;

  const load = async (file: string): Promise<Result<TravelFile>> => {
    opened = null;
    try {
      const backup = openBackup(await readFile(file));
      if (!backup.ok) return backup;
      opened = backup.value;
      const { madeAt, generation, records } = backup.value.about;
      return ok({ name: path.basename(file), madeAt, generation, records, slots: backup.value.slots });
    } catch {
      return fail('vault.backupDamaged', 'never');
    }
  };

  return {
    choosePlace: (file) => {
      if (path.resolve(file).startsWith(path.resolve(folder) + path.sep)) return fail('vault.travelInside', 'now');
      place = file;
      return ok({ name: path.basename(file) });
    },
    chooseFile: async (file) => {
      const found = await backups.preview(file);
      chosen = found.ok ? file : null;
      return found;
    },
    write: async () => {
      if (place === null) return fail('vault.travelNoPlace', 'now');
      const part = `${place}.part`;
      try {
        const names = async (): Promise<readonly string[]> => {
          const all = await chunks.names();
          return all.ok ? all.value : [];
        };
        const written = await writeBackup(part, journal, slots.read, now().toISOString(), diskFs, { names, folder: filesFolder(place) });
        if (!written.ok) return written;
        await copyChunks(written.value.about.chunks ?? [], chunks, path.join(path.dirname(place), filesFolder(place)));
        const proved = await proveBackup(part, written.value.digest, folder);
        if (!proved.ok) return proved;
        await rename(part, place);
        await syncFolder(path.dirname(place));
        return await load(place);
      } catch (error) {
        return fullDisk.has(errorCode(error)) ? fail('vault.backupDiskFull', 'later') : fail('vault.backupFailed', 'later', { reason: errorCode(error) });
      } finally {
        await rm(part, { force: true }).catch(() => undefined);
      }
    },
    open: async () => (chosen === null ? fail('vault.travelNoPlace', 'now') : load(chosen)),
    read: async (page) => {
      if (opened === null) return fail('vault.travelNoPlace', 'now');
      let at = 0;
      let found: TravelPage['entries'] = [];
      for (const entries of opened.entries()) {
        if (at === page) found = entries.map(({ id, bucket, blob }) => ({ id, bucket, blob }));
        if (at > page) return ok({ entries: found, next: page + 1 });
        at += 1;
      }
      return ok({ entries: found, next: null });
    },
    files: async (compartments) => {
      if (opened === null || chosen === null) return fail('vault.travelNoPlace', 'now');
      const wanted = new Set(compartments);
      const beside = path.join(path.dirname(chosen), opened.about.chunkFolder ?? '');
      let missing = 0;
      for (const name of opened.about.chunks ?? []) {
        const here = await chunks.get(name);
        if (here.ok && here.value !== null) continue;
        const piece = await readFile(chunkPath(beside, name)).catch(() => null);
        if (piece === null) missing += 1;
        else if (wanted.has(compartmentOf(piece))) {
          const put = await chunks.put(name, new Uint8Array(piece));
          if (!put.ok) return put;
        }
      }
      return ok({ missing });
    },
    scrub: async (compartments) => {
      opened = null;
      const gone = new Set(compartments);
      const names = await chunks.names();
      for (const name of names.ok ? names.value : []) {
        const piece = await chunks.get(name);
        if (piece.ok && piece.value !== null && gone.has(compartmentOf(piece.value))) {
          const removed = await chunks.remove([name]);
          if (!removed.ok) return removed;
        }
      }
      const compacted = await journal.compact();
      return compacted.ok ? backups.renew() : compacted;
    },
  };
}
