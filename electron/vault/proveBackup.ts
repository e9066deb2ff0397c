import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { openBackup, recordDigest, type BackupDigest } from './backupFile.ts';
import { createJournal } from './journal.ts';
import { restoreBackup } from './restoreBackup.ts';
import { createSlotStore } from './slotStore.ts';

/** Restores the file into an empty folder and compares every record with what was backed up. Answers the file's size in bytes. */
export async function proveBackup(file: string, digest: BackupDigest, near: string): Promise<Result<number>> {
  const directory = await mkdtemp(path.join(near, 'proof-'));
  const journal = createJournal({ directory: path.join(directory, 'journal') });
  try {
    const opened = openBackup(await readFile(file));
    if (!opened.ok) return opened;
    const restored = await restoreBackup(opened.value, journal, createSlotStore({ directory }));
    if (!restored.ok) return restored;
    let same = 0;
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page = await journal.read(cursor);
      if (!page.ok) return page;
      for (const entry of page.value.entries) if (digest.get(entry.id) === recordDigest(entry.bucket, entry.blob)) same += 1;
      cursor = page.value.next;
    }
    const records = await journal.state();
    return records.ok && records.value.records === digest.size && same === digest.size ? ok(opened.value.bytes) : fail('vault.backupFailed', 'later');
  } finally {
    await journal.close();
    await rm(directory, { recursive: true, force: true });
  }
}

export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows cannot open a folder for this, and its rename is already ordered
  await syncPath(folder, 'r');
}

export async function syncPath(target: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(target, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
