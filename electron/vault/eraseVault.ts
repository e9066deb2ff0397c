import { randomBytes } from 'node:crypto';
import { open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const marker = 'erasing';

/**
 * Removes every trace of the vault that the main process keeps: first the files that hold wrapped keys, overwritten, because without those
 * the rest cannot be read; then backups, journal, files of notes and what is known of them. A marker lets the next start end what was cut off.
 *
 * Copies in a folder of the user's choice are not touched: they may be all that the user wants to keep.
 */
export async function eraseVault(folder: string): Promise<void> {
  await writeFile(path.join(folder, marker), '');
  const names = await readdir(folder);
  for (const name of names.filter((candidate) => candidate.includes('.fps') || candidate.startsWith('restoring.fpcbackup'))) await overwriteAndRemove(path.join(folder, name));
  const backups = path.join(folder, 'backups');
  for (const name of await readdir(backups).catch(() => [])) if (name.endsWith('.fpcbackup') || name.endsWith('.part')) await overwriteAndRemove(path.join(backups, name));
  for (const name of ['backups', 'backups.json', 'journal', 'attachments']) await rm(path.join(folder, name), { recursive: true, force: true });
  await rm(path.join(folder, marker), { force: true });
}

/** Ends an erasing that was cut off. Called before anything of the vault is opened. */
export async function endErasing(folder: string): Promise<void> {
  if (await stat(path.join(folder, marker)).then(() => true, () => false)) await eraseVault(folder);
}

/** Disks may keep old pages all the same; this is for those that do not. */
export async function overwriteAndRemove(file: string): Promise<void> {
  const handle = await open(file, 'r+').catch(() => null);
  if (handle !== null) {
    try {
      const { size } = await handle.stat();
      // The keys of a backup stand at its end, those of a slot file everywhere.
      const length = Math.min(size, 256 * 1024);
      await handle.write(randomBytes(length), 0, length, size - length);
      await handle.sync();
    } catch {
      // Removing it is what counts.
    } finally {
      await handle.close();
    }
  }
  await rm(file, { force: true });
}
