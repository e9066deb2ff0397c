import { lstat, readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { editionFileLimits, openEditionFile } from '../../shared/domain/editionFile.ts';
import { asEditionFailure, editionFailure } from './editionFailure.ts';
import type { RepositoryReader } from './repositoryReader.ts';

/**
 * Reads an update file into memory, once: what was proved cannot be exchanged afterwards on the stick. Links and devices are refused.
 * @throws FailureError `edition.notAnUpdateFile`, `edition.tooLarge`
 */
export async function readUpdateFile(file: string): Promise<Uint8Array> {
  try {
    const facts = await lstat(file);
    if (!facts.isFile()) throw editionFailure('edition.notAnUpdateFile', { reason: 'not-a-file' });
    if (facts.size > editionFileLimits.maxFileBytes) throw editionFailure('edition.tooLarge', { bytes: facts.size, maxBytes: editionFileLimits.maxFileBytes });
    return await readFile(file);
  } catch (error) {
    throw asEditionFailure(error);
  }
}

/**
 * A repository out of an update file. Nothing is unpacked to the disk, and nothing is inflated beyond the size that it states.
 * @throws FailureError `edition.notAnUpdateFile`, `edition.updateFileDamaged`, `edition.newerFormat`, `edition.tooLarge`
 */
export function editionFileReader(bytes: Uint8Array): RepositoryReader {
  const opened = openEditionFile(bytes);
  if ('fault' in opened) {
    switch (opened.fault) {
      case 'not-an-edition-file':
        throw editionFailure('edition.notAnUpdateFile');
      case 'newer-format':
        throw editionFailure('edition.newerFormat', { file: 'update file' });
      case 'too-large':
        throw editionFailure('edition.tooLarge', { maxBytes: editionFileLimits.maxContentBytes });
      case 'cut-short':
      case 'bad-index':
        throw editionFailure('edition.updateFileDamaged', { reason: opened.fault });
    }
  }
  return {
    async read(file, { maxBytes, signal, onBytes }) {
      if (signal?.aborted) throw editionFailure('edition.cancelled', { file });
      const body = opened.body(file);
      if (!body) return null;
      if (body.size > maxBytes) throw editionFailure('edition.tooLarge', { file, bytes: body.size, maxBytes });
      let content: Uint8Array;
      try {
        content = body.size === 0 ? new Uint8Array() : inflateRawSync(body.stored, { maxOutputLength: body.size });
      } catch (error) {
        throw editionFailure('edition.updateFileDamaged', { file, reason: 'inflate' }, error);
      }
      if (content.length !== body.size) throw editionFailure('edition.updateFileDamaged', { file, reason: 'size' });
      onBytes?.(content.length);
      return content;
    },
  };
}
