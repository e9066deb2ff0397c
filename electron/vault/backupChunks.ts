/**
 * Pieces of files beside the backups: each once, in a folder that all backups of this profile share, because a piece never changes and files are
 * large. A backup names the pieces that belong to it; one that no kept backup names any more is removed.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { chunkPath, type ChunkStore } from './chunkStore.ts';
import { readBackupAbout } from './backupFile.ts';

export const chunkFolderName = (tag: string): string => `attachments-${tag}`;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
const sizeOf = (file: string): Promise<number | null> => stat(file).then(({ size }) => size, () => null);

/** Copies what is not there yet; every new copy is synced, read back and compared. Throws where the disk refuses. */
export async function copyChunks(names: readonly string[], chunks: Pick<ChunkStore, 'fileOf'>, folder: string): Promise<void> {
  for (const name of names) {
    const source = chunks.fileOf(name);
    const target = chunkPath(folder, name);
    const size = await sizeOf(source);
    // Removed since the names were read, on the user's wish.
    if (size === null || (await sizeOf(target)) === size) continue;
    const bytes = await readFile(source);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const part = `${target}.part`;
    const handle = await open(part, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (sha256(await readFile(part)) !== sha256(bytes)) {
      await rm(part, { force: true });
      throw Object.assign(new Error('a copy differs from what was copied'), { code: 'EIO' });
    }
    await rename(part, target);
  }
}

/** Removes copies that none of these backups names. Where one of them cannot be read, nothing is removed. */
export async function pruneChunks(folder: string, backups: readonly string[]): Promise<void> {
  const kept = new Set<string>();
  for (const file of backups) {
    const about = await readBackupAbout(file);
    if (about === null) return;
    for (const name of about.chunks ?? []) kept.add(name);
  }
  for (const group of await readdir(folder).catch(() => [])) {
    for (const file of await readdir(path.join(folder, group)).catch(() => [])) {
      if (!kept.has(path.basename(file, '.fpa'))) await rm(path.join(folder, group, file), { force: true }).catch(() => undefined);
    }
  }
}

/** How many of the named pieces lie neither here nor beside the backup. */
export async function missingChunks(names: readonly string[], folder: string, chunks: Pick<ChunkStore, 'fileOf'>): Promise<number> {
  let missing = 0;
  for (const name of names) if ((await sizeOf(chunks.fileOf(name))) === null && (await sizeOf(chunkPath(folder, name))) === null) missing += 1;
  return missing;
}

/** Takes over the pieces that are not here. Doing it again changes nothing. Answers how many came and how many are not to be had. */
export async function restoreChunks(names: readonly string[], folder: string, chunks: ChunkStore): Promise<{ readonly restored: number; readonly missing: number }> {
  let restored = 0;
  let missing = 0;
  for (const name of names) {
    if ((await sizeOf(chunks.fileOf(name))) !== null) continue;
    const bytes = await readFile(chunkPath(folder, name)).catch(() => null);
    if (bytes === null) {
      missing += 1;
      continue;
    }
    const put = await chunks.put(name, new Uint8Array(bytes));
    if (!put.ok) throw Object.assign(new Error(put.error.code), { code: put.error.code === 'vault.diskFull' ? 'ENOSPC' : 'EIO' });
    restored += 1;
  }
  return { restored, missing };
}
