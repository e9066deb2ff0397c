import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { changeEpoch, copyDatabase } from '../database/copyDatabase.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { SettingError, type Settings } from '../settings.ts';

/** Folders of the data folder that are copied beside the database. Logs are not. */
const folders = ['repository', 'keys'] as const;
const databaseFile = 'database.sqlite';
const partial = '.partial';

const exists = async (file: string): Promise<boolean> => stat(file).then(() => true, () => false);
const isEmpty = async (folder: string): Promise<boolean> => readdir(folder).then((names) => names.length === 0, () => true);

/** Copies everything into a new folder, also while the server runs. The copy is the same for SQLite and PostgreSQL. */
export async function backupCommand(settings: Settings, to: string, out: (line: string) => void): Promise<number> {
  const target = path.resolve(to);
  if (!(await isEmpty(target))) throw new SettingError(`The folder ${target} is not empty. Name one that does not exist yet.`);
  const unfinished = `${target}${partial}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  // The database first: editions that are published meanwhile are then missing nowhere.
  const from = await openDatabase(settings.database);
  try {
    const copy = await openDatabase({ kind: 'sqlite', file: path.join(unfinished, databaseFile) });
    try {
      const { records } = await copyDatabase(from, copy);
      for (const folder of folders) if (await exists(path.join(settings.dataDir, folder))) await cp(path.join(settings.dataDir, folder), path.join(unfinished, folder), { recursive: true });
      out(`Backed up to ${target}: ${records} sealed ${records === 1 ? 'record' : 'records'}, editions and signing keys. Keep it as safe as the server itself.`);
    } finally {
      await copy.destroy();
    }
  } finally {
    await from.destroy();
  }
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
  return 0;
}

/** Puts a backup into an empty data folder and database. The server's epoch changes, so that devices notice and send again what is missing. */
export async function restoreCommand(settings: Settings, from: string, out: (line: string) => void): Promise<number> {
  const source = path.resolve(from);
  if (!(await exists(path.join(source, databaseFile)))) throw new SettingError(`The folder ${source} holds no backup.`);
  if (!(await isEmpty(settings.dataDir))) throw new SettingError(`The data folder ${settings.dataDir} is not empty. Move it away first, or name another one with --data.`);
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  const backup = await openDatabase({ kind: 'sqlite', file: path.join(source, databaseFile) });
  try {
    const db = await openDatabase(settings.database);
    try {
      if ((await db.selectFrom('servers').select('id').executeTakeFirst()) !== undefined) throw new SettingError('The database is not empty. Restore into a new one.');
      await copyDatabase(backup, db);
      await changeEpoch(db);
    } finally {
      await db.destroy();
    }
  } finally {
    await backup.destroy();
  }
  for (const folder of folders) if (await exists(path.join(source, folder))) await cp(path.join(source, folder), path.join(settings.dataDir, folder), { recursive: true });
  out(`Restored to ${settings.dataDir}. Devices notice at their next exchange and send again what the backup does not hold.`);
  return 0;
}
