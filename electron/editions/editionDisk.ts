import { appendFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { asEditionFailure } from './editionFailure.ts';

/** A point at which power may go; tests stop the program there. */
export type DiskStep = 'open' | 'write' | 'sync' | 'rename' | 'sync-folder' | 'remove' | 'append';

/** Files below one folder, by paths with '/' separators. A write leaves the old content or the new one, whole. */
export interface EditionDisk {
  /** Null where there is no such file or it cannot be read. */
  read(file: string): Promise<Uint8Array | null>;
  write(file: string, content: Uint8Array | string): Promise<void>;
  /** Adds to a file without waiting for the disk: for what may be lost. */
  append(file: string, content: Uint8Array): Promise<void>;
  remove(file: string): Promise<void>;
  /** Names in a folder, none where it is missing. */
  list(folder: string): Promise<string[]>;
}

/** @param beforeStep called before each change of the disk */
export function createEditionDisk(root: string, beforeStep: (step: DiskStep, file: string) => void = () => undefined): EditionDisk {
  const at = (file: string): string => path.join(root, ...file.split('/'));
  return {
    read: (file) => readFile(at(file)).catch(() => null),
    list: (folder) => readdir(at(folder)).catch(() => []),
    async append(file, content) {
      await mkdir(path.dirname(at(file)), { recursive: true });
      beforeStep('append', file);
      await appendFile(at(file), content, { mode: 0o600 });
    },
    async remove(file) {
      beforeStep('remove', file);
      await rm(at(file), { force: true });
    },
    async write(file, content) {
      const target = at(file);
      const temporary = `${target}.part`;
      try {
        await mkdir(path.dirname(target), { recursive: true });
        beforeStep('open', file);
        const handle = await open(temporary, 'w', 0o600);
        try {
          beforeStep('write', file);
          await handle.writeFile(content);
          beforeStep('sync', file);
          await handle.sync();
        } finally {
          await handle.close();
        }
        beforeStep('rename', file);
        await rename(temporary, target);
        beforeStep('sync-folder', file);
        await syncFolder(path.dirname(target));
      } catch (error) {
        throw asEditionFailure(error);
      }
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows cannot open a folder for this, and its rename is already ordered
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
