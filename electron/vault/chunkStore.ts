import path from 'node:path';
import type { ChunkStoreState } from '../../shared/contracts/vaultStorage.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { readdir, stat } from 'node:fs/promises';
import { diskFs, errorCode, type JournalFs } from './journalFs.ts';

/** Sealed pieces of files, one file each, in folders by the first two letters of their names: `attachments/ab/ab….fpa`. */
export interface ChunkStore {
  /** On the disk when it is answered: written beside, synced, renamed. The same piece again does no harm. Fails with `vault.diskFull`, `vault.chunkFailed`. */
  put(name: string, sealed: Uint8Array): Promise<Result<null>>;
  /** null where there is none. Fails with `vault.chunkFailed`. */
  get(name: string): Promise<Result<Uint8Array | null>>;
  remove(names: readonly string[]): Promise<Result<null>>;
  names(): Promise<Result<readonly string[]>>;
  state(): Promise<Result<ChunkStoreState>>;
  /** Where the piece lies, for copies of whole files. */
  fileOf(name: string): string;
}

const ending = '.fpa';
const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
export const chunkPath = (directory: string, name: string): string => path.join(directory, name.slice(0, 2), `${name}${ending}`);

export function createChunkStore({ directory, fs = diskFs }: { readonly directory: string; readonly fs?: JournalFs }): ChunkStore {
  const failed = (error: unknown) => (fullDisk.has(errorCode(error)) ? fail('vault.diskFull', 'later') : fail('vault.chunkFailed', 'later', { reason: errorCode(error) }));
  const folders = new Set<string>();
  let nextPart = 0;

  /** The folder of a piece, its own entry on the disk too. */
  const folderOf = async (name: string): Promise<string> => {
    const folder = path.join(directory, name.slice(0, 2));
    if (!folders.has(folder)) {
      await fs.makeDirectory(folder);
      await fs.syncDirectory(directory);
      folders.add(folder);
    }
    return folder;
  };

  return {
    fileOf: (name) => chunkPath(directory, name),
    put: async (name, sealed) => {
      try {
        const folder = await folderOf(name);
        const part = path.join(folder, `${name}.${nextPart++}.part`);
        try {
          const file = await fs.open(part, 'create');
          try {
            await file.write(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength), 0);
            await file.sync();
          } finally {
            await file.close();
          }
          await fs.rename(part, chunkPath(directory, name));
        } catch (error) {
          await fs.remove(part).catch(() => undefined);
          throw error;
        }
        await fs.syncDirectory(folder);
        return ok(null);
      } catch (error) {
        folders.clear(); // someone may have removed a folder meanwhile
        return failed(error);
      }
    },
    get: async (name) => {
      try {
        return ok(new Uint8Array(await fs.readFile(chunkPath(directory, name))));
      } catch (error) {
        return errorCode(error) === 'ENOENT' ? ok(null) : failed(error);
      }
    },
    remove: async (names) => {
      try {
        const touched = new Set<string>();
        for (const name of names) {
          await fs.remove(chunkPath(directory, name));
          touched.add(path.join(directory, name.slice(0, 2)));
        }
        for (const folder of touched) await fs.syncDirectory(folder).catch(() => undefined);
        return ok(null);
      } catch (error) {
        return failed(error);
      }
    },
    names: async () => {
      try {
        return ok((await chunkFiles(directory)).map((file) => path.basename(file, ending)).sort());
      } catch (error) {
        return failed(error);
      }
    },
    state: async () => {
      try {
        let bytes = 0;
        const files = await chunkFiles(directory);
        for (const file of files) bytes += (await stat(file)).size;
        return ok({ chunks: files.length, bytes });
      } catch (error) {
        return failed(error);
      }
    },
  };
}

async function chunkFiles(directory: string): Promise<string[]> {
  const folders = (await readdir(directory).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const lists = await Promise.all(folders.map(async (folder) => (await readdir(path.join(directory, folder)).catch(() => [])).map((name) => path.join(directory, folder, name))));
  return lists.flat().filter((file) => /^[0-9a-f]{32}\.fpa$/.test(path.basename(file)));
}

/** Clears away what a write left that was cut off. */
export async function clearUnfinishedChunks(directory: string, fs: JournalFs = diskFs): Promise<void> {
  for (const folder of await readdir(directory).catch(() => [])) {
    for (const name of await readdir(path.join(directory, folder)).catch(() => [])) if (name.endsWith('.part')) await fs.remove(path.join(directory, folder, name)).catch(() => undefined);
  }
}
