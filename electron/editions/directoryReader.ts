import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { editionFailure } from './editionFailure.ts';
import type { RepositoryReader } from './repositoryReader.ts';

/**
 * Reads a repository from a folder: the app's own copy, or a stick. Links, devices and paths that lead out of the folder are refused.
 */
export function directoryReader(directory: string): RepositoryReader {
  return {
    async read(file, { maxBytes, signal }) {
      if (signal?.aborted) throw editionFailure('edition.cancelled', { file });
      const parts = file.split('/');
      if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\:\0]/.test(part))) throw editionFailure('edition.damaged', { file, reason: 'path' });
      let place = directory;
      for (const [index, part] of parts.entries()) {
        place = path.join(place, part);
        const facts = await lstat(place).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
          throw editionFailure('edition.damaged', { file }, error);
        });
        if (!facts) return null;
        const isLast = index === parts.length - 1;
        if (isLast ? !facts.isFile() : !facts.isDirectory()) throw editionFailure('edition.damaged', { file, reason: 'not-a-file' });
        if (isLast && facts.size > maxBytes) throw editionFailure('edition.tooLarge', { file, bytes: facts.size, maxBytes });
      }
      const bytes = await readFile(place).catch((error: unknown) => {
        throw editionFailure('edition.damaged', { file }, error);
      });
      if (bytes.length > maxBytes) throw editionFailure('edition.tooLarge', { file, bytes: bytes.length, maxBytes });
      return bytes;
    },
  };
}
