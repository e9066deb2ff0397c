/** Makes backups, proves each by restoring it, keeps seven days and four weeks of them, here and in a folder that the user chose. */
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { BackupMade, BackupPlace, BackupPreview, BackupState } from '../../shared/contracts/backups.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { createJsonFile } from '../settings/jsonFile.ts';
import { openBackup, writeBackup, type OpenedBackup } from './backupFile.ts';
import { chunkFolderName, copyChunks, missingChunks, pruneChunks, restoreChunks } from './backupChunks.ts';
import { backupName, namedBackups, supersededBackups } from './backupRotation.ts';
import { chunkPath, type ChunkStore } from './chunkStore.ts';
import { overwriteAndRemove } from './eraseVault.ts';
import type { Journal } from './journal.ts';
import { diskFs, errorCode } from './journalFs.ts';
import { proveBackup, syncFolder, syncPath } from './proveBackup.ts';
import { checkSameVault, restoreBackup, type RestoreDone } from './restoreBackup.ts';
import type { SlotStore } from './slotStore.ts';

const madeSchema = v.strictObject({ at: v.string(), records: v.number(), bytes: v.number(), generation: v.number() });
const placeSchema = v.strictObject({ last: v.nullable(madeSchema), failureCode: v.nullable(v.string()) });
const storedSchema = v.strictObject({ tag: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)), own: placeSchema, chosen: v.nullable(v.strictObject({ folder: v.string(), ...placeSchema.entries })) });
type Stored = v.InferOutput<typeof storedSchema>;
type Place = v.InferOutput<typeof placeSchema>;

export interface BackupsOptions {
  readonly folder: string;
  readonly journal: Journal;
  readonly slots: SlotStore;
  /** Pieces of files; without it a backup holds records alone. */
  readonly chunks?: ChunkStore;
  readonly now: () => Date;
  readonly log: (event: string, details: Readonly<Record<string, string | number>>) => void;
}

export interface Backups {
  state(): Promise<BackupState>;
  /** Makes one where something was saved since the last, or where today has none. */
  makeIfDue(): Promise<void>;
  make(): Promise<Result<BackupState>>;
  /** Overwrites and removes the profile's own backups, and makes one of what is there now. Copies in the user's folder stay. */
  renew(): Promise<Result<null>>;
  /** null to use no further folder. Makes a backup there at once. */
  choose(folder: string | null): Promise<Result<BackupState>>;
  /** Fails with `vault.backupDamaged`. */
  preview(file: string): Promise<Result<BackupPreview>>;
  /** Restores the file into this profile; cut off, the next start ends it. Fails as restoreBackup does. */
  restore(file: string): Promise<Result<RestoreDone & { readonly missingFiles: number }>>;
  /** The copy of a piece of a file that lies with the backups; null where there is none. */
  chunkCopy(name: string): Promise<Uint8Array | null>;
  /** Ends a restore that was cut off and clears away what a backup left that was. Called once, before a window is open. */
  resume(): Promise<void>;
}

const noPlace: Place = { last: null, failureCode: null };
const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export async function createBackups({ folder, journal, slots, chunks, now, log }: BackupsOptions): Promise<Backups> {
  const ownFolder = path.join(folder, 'backups');
  const restoring = path.join(folder, 'restoring.fpcbackup');
  const file = createJsonFile<Stored>(path.join(folder, 'backups.json'), storedSchema, { tag: randomBytes(4).toString('hex'), own: noPlace, chosen: null });
  let stored = await file.read();
  const generationAtStart = await journal.state();
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
  const keep = async (change: Partial<Stored>): Promise<void> => {
    stored = { ...stored, ...change };
    await file.write(stored).catch(() => undefined); // what is known of backups is said again at the next one
  };

  const listed = async (place: string) => namedBackups(await readdir(place).catch(() => []), stored.tag);
  const shown = async (place: string, { last, failureCode }: Place): Promise<BackupPlace> => ({
    folder: place,
    last: last === null ? null : ({ at: last.at, records: last.records, bytes: last.bytes } satisfies BackupMade),
    failureCode,
    kept: (await listed(place)).length,
  });
  const state = async (): Promise<BackupState> => ({ own: await shown(ownFolder, stored.own), chosen: stored.chosen === null ? null : await shown(stored.chosen.folder, stored.chosen) });

  const rotate = async (place: string): Promise<void> => {
    for (const { name } of supersededBackups(await listed(place))) await rm(path.join(place, name), { force: true }).catch(() => undefined);
    await pruneChunks(path.join(place, chunkFolderName(stored.tag)), (await listed(place)).map(({ name }) => path.join(place, name)));
  };
  const namesOfChunks = async (): Promise<readonly string[]> => {
    const names = await chunks?.names();
    return names?.ok === true ? names.value : [];
  };

  /** A journal that lost something in its middle is no model for a backup until the vault has written it again. */
  const isDamaged = (generation: number, damagedBytes: number): boolean => damagedBytes > 0 && generationAtStart.ok && generation === generationAtStart.value.generation;

  const makeOwn = async (): Promise<Result<string>> => {
    const current = await journal.state();
    if (!current.ok) return current;
    if (isDamaged(current.value.generation, current.value.damagedBytes)) return fail('vault.backupWaits', 'later');
    await mkdir(ownFolder, { recursive: true, mode: 0o700 });
    const at = now().toISOString();
    const part = path.join(ownFolder, 'writing.part');
    try {
      const written = await writeBackup(part, journal, slots.read, at, diskFs, { names: namesOfChunks, folder: chunkFolderName(stored.tag) });
      if (!written.ok) return written;
      if (chunks !== undefined) await copyChunks(written.value.about.chunks ?? [], chunks, path.join(ownFolder, chunkFolderName(stored.tag)));
      const proved = await proveBackup(part, written.value.digest, ownFolder);
      if (!proved.ok) return proved;
      const { generation, records } = written.value.about;
      const target = path.join(ownFolder, backupName(stored.tag, at.slice(0, 10), generation));
      await rename(part, target);
      await syncFolder(ownFolder);
      await rotate(ownFolder);
      await keep({ own: { last: { at, records, bytes: proved.value, generation }, failureCode: null } });
      log('backup.made', { records, bytes: proved.value });
      return ok(target);
    } finally {
      await rm(part, { force: true });
    }
  };

  /** Copies a proved backup and reads the copy back whole. */
  const copyTo = async (source: string, place: string): Promise<Result<null>> => {
    const target = path.join(place, path.basename(source));
    const part = `${target}.part`;
    try {
      await copyFile(source, part);
      await syncPath(part, 'r+');
      const copy = openBackup(await readFile(part));
      if (!copy.ok) return fail('vault.backupFailed', 'later');
      if (chunks !== undefined) await copyChunks(copy.value.about.chunks ?? [], chunks, path.join(place, chunkFolderName(stored.tag)));
      await rename(part, target);
      await rotate(place);
      return ok(null);
    } finally {
      await rm(part, { force: true });
    }
  };

  const failed = (error: unknown) => (fullDisk.has(errorCode(error)) ? fail('vault.backupDiskFull', 'later') : fail('vault.backupFailed', 'later', { reason: errorCode(error) }));

  const make = async (): Promise<Result<BackupState>> => {
    const made = await makeOwn().catch(failed);
    if (!made.ok) {
      if (made.error.code !== 'vault.backupEmpty') {
        await keep({ own: { ...stored.own, failureCode: made.error.code } });
        log('backup.failed', { code: made.error.code });
      }
      return made;
    }
    if (stored.chosen !== null) {
      const copied = await copyTo(made.value, stored.chosen.folder).catch(failed);
      const last = copied.ok ? stored.own.last : stored.chosen.last;
      await keep({ chosen: { folder: stored.chosen.folder, last, failureCode: copied.ok ? null : copied.error.code } });
      if (!copied.ok) log('backup.copyFailed', { code: copied.error.code });
    }
    return ok(await state());
  };

  const isDue = async (): Promise<boolean> => {
    const current = await journal.state();
    const has = await slots.read();
    if (!current.ok || !has.ok || has.value === null || current.value.generation === 0) return false;
    const kept = await listed(ownFolder);
    const newest = kept.find(({ generation }) => generation === current.value.generation);
    if (newest !== undefined) return stored.chosen !== null && stored.chosen.last?.generation !== current.value.generation;
    return !kept.some(({ day }) => day === now().toISOString().slice(0, 10));
  };

  const apply = async (opened: OpenedBackup): Promise<Result<RestoreDone>> => restoreBackup(opened, journal, slots);

  return {
    state,
    makeIfDue: () => inTurn(async () => void ((await isDue()) && (await make()))),
    make: () => inTurn(make),
    renew: () =>
      inTurn(async () => {
        for (const { name } of await listed(ownFolder)) await overwriteAndRemove(path.join(ownFolder, name));
        await keep({ own: noPlace });
        await makeOwn().catch(failed); // what could not be made now is made when it is next due
        return ok(null);
      }),
    choose: (chosen) =>
      inTurn(async () => {
        await keep({ chosen: chosen === null ? null : { folder: chosen, ...noPlace } });
        return chosen === null ? ok(await state()) : make();
      }),
    preview: async (chosen) => {
      try {
        const opened = openBackup(await readFile(chosen));
        if (!opened.ok) return opened;
        const { madeAt, records, chunks: names = [], chunkFolder = '' } = opened.value.about;
        const missingFiles = chunks === undefined ? 0 : await missingChunks(names, path.join(path.dirname(chosen), chunkFolder), chunks);
        return ok({ name: path.basename(chosen), madeAt, records, bytes: opened.value.bytes, missingFiles, chunkFolder });
      } catch {
        return fail('vault.backupDamaged', 'never');
      }
    },
    restore: (chosen) =>
      inTurn(async () => {
        try {
          const opened = openBackup(await readFile(chosen));
          if (!opened.ok) return opened;
          const same = await checkSameVault(opened.value, slots);
          if (!same.ok) return same;
          // Files first, since they only add: cut off here, nothing that was there has changed and the user begins again.
          const { chunks: names = [], chunkFolder = '' } = opened.value.about;
          const files = chunks === undefined ? { restored: 0, missing: 0 } : await restoreChunks(names, path.join(path.dirname(chosen), chunkFolder), chunks);
          await copyFile(chosen, `${restoring}.part`);
          await rename(`${restoring}.part`, restoring);
          const done = await apply(opened.value);
          await rm(restoring, { force: true });
          log('backup.restored', { ok: done.ok ? 1 : 0, files: files.restored });
          if (!done.ok && done.error.code === 'vault.backupNotNeeded' && files.restored > 0) return ok({ records: 0, missingFiles: files.missing });
          return done.ok ? ok({ ...done.value, missingFiles: files.missing }) : done;
        } catch (error) {
          return failed(error);
        }
      }),
    chunkCopy: async (name) => {
      const places = [ownFolder, ...(stored.chosen === null ? [] : [stored.chosen.folder])];
      for (const place of places) {
        const copy = await readFile(chunkPath(path.join(place, chunkFolderName(stored.tag)), name)).catch(() => null);
        if (copy !== null) return new Uint8Array(copy);
      }
      return null;
    },
    resume: () =>
      inTurn(async () => {
        for (const name of await readdir(ownFolder).catch(() => [])) if (name.startsWith('proof-') || name.endsWith('.part')) await rm(path.join(ownFolder, name), { recursive: true, force: true });
        const left = await readFile(restoring).catch(() => null);
        if (left === null) return;
        const opened = openBackup(left);
        if (opened.ok) await apply(opened.value).catch(() => undefined);
        await rm(restoring, { force: true });
      }),
  };
}
