import type { Metadata, Root } from '@tufjs/models';
import { maxRootVersion, rootFile } from '../../shared/domain/editionRepository.ts';
import type { ClientLimits } from './clientLimits.ts';
import { editionFailure } from './editionFailure.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { checkSignatures, parseSigned, sha256Of } from './signedFile.ts';

/** A root that is trusted, and the files that lead to it from the first one, by version. */
export interface TrustedRoot {
  readonly root: Metadata<Root>;
  readonly files: ReadonlyMap<number, Uint8Array>;
  /** SHA-256 of the first root's file: which Secretariat this is. */
  readonly fingerprint: string;
}

/**
 * The first root, trusted because it ships inside the app.
 * @throws FailureError `edition.damaged` where the installation has none that is whole
 */
export async function firstRoot(reader: RepositoryReader, limits: ClientLimits): Promise<TrustedRoot> {
  const file = rootFile(1);
  const bytes = await reader.read(file, { maxBytes: limits.maxRootBytes });
  if (!bytes) throw editionFailure('edition.damaged', { file, reason: 'installation' });
  const root = parseSigned('root', bytes, file);
  checkSignatures(root, 'root', root, file);
  return { root, files: new Map([[root.signed.version, bytes]]), fingerprint: sha256Of(bytes) };
}

/**
 * Walks from a trusted root to the newest one that the reader has, each signed by the one before and by itself (TUF specification, 5.3).
 * Expiry of roots in between does not count; the caller looks at the last.
 * @param stopAtFault for files on this device: a damaged one ends the walk, and the next refresh fetches it again
 */
export async function walkRoots(trusted: TrustedRoot, reader: RepositoryReader, limits: ClientLimits, options: { stopAtFault: boolean; signal?: AbortSignal | undefined }): Promise<TrustedRoot> {
  let { root } = trusted;
  const files = new Map(trusted.files);
  for (;;) {
    const version = root.signed.version + 1;
    if (version > maxRootVersion) throw editionFailure('edition.tampered', { reason: 'root-versions', version });
    const file = rootFile(version);
    try {
      const bytes = await reader.read(file, { maxBytes: limits.maxRootBytes, signal: options.signal });
      if (!bytes) break;
      const next = parseSigned('root', bytes, file);
      checkSignatures(root, 'root', next, file);
      checkSignatures(next, 'root', next, file);
      if (next.signed.version !== version) throw editionFailure('edition.rolledBack', { file, version: next.signed.version });
      root = next;
      files.set(version, bytes);
    } catch (error) {
      if (options.stopAtFault) break;
      throw error;
    }
  }
  return { root, files, fingerprint: trusted.fingerprint };
}
