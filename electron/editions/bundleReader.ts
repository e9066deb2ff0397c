import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import * as v from 'valibot';
import { manifestSchema, manifestTargetPath } from '../../shared/contracts/edition.ts';
import { bundleFile, openBundle } from '../../shared/domain/editionBundle.ts';
import { blobFile, targetFile } from '../../shared/domain/editionRepository.ts';
import type { ClientContext } from './clientContext.ts';
import type { DeltaReader } from './deltaReader.ts';
import { isEditionFailure } from './editionFailure.ts';
import type { ReadOptions } from './repositoryReader.ts';
import { sha256Of } from './signedFile.ts';

const decompress = promisify(brotliDecompress);
/** Stands for the hash where the name of a manifest is taken apart. */
const hashPlace = '*';

/**
 * Asks for the whole edition as one file where no delta leads to it from what this device has. Like a delta it is a shorter way to the
 * same files: whatever comes out of it is checked as if it had been fetched by itself, and anything wrong with it is as if there were none.
 * @param source the repository, looked at for a delta already
 * @param onProgress bytes that arrived of the file, and its size
 */
export function bundleReader(context: ClientContext, source: DeltaReader, onProgress: (receivedBytes: number, totalBytes: number) => void): DeltaReader {
  const [before = '', after = ''] = targetFile(manifestTargetPath(context.language), hashPlace).split(hashPlace);
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  let isAsked = false;
  let wasUsed = false;
  return {
    get wasUsed() {
      return wasUsed || source.wasUsed;
    },
    holds: (file) => files.has(file) || source.holds(file),
    async read(file, options) {
      const hash = file.startsWith(before) && file.endsWith(after) ? file.slice(before.length, file.length - after.length) : '';
      if (/^[0-9a-f]{64}$/.test(hash) && !isAsked && !source.holds(file)) {
        isAsked = true;
        files = await fetchBundle(context, source, hash, options, onProgress).catch((error: unknown) => {
          if (options.signal?.aborted || isTransport(error)) throw error;
          context.log('editions.bundleNotUsed', { reason: error instanceof Error ? error.message : String(error) });
          return new Map<string, Uint8Array>();
        });
      }
      const held = files.get(file);
      if (!held || held.length > options.maxBytes) return source.read(file, options);
      wasUsed = true;
      return held;
    },
  };
}

/** A link that is down is down for the single texts too, and what arrived of the bundle is kept for the next time. A server that answers may have them. */
const isTransport = (error: unknown): boolean => isEditionFailure(error) && ['edition.noNetwork', 'edition.tooSlow', 'edition.captivePortal'].includes(error.failure.code) && error.failure.details['status'] === undefined;

async function fetchBundle(context: ClientContext, source: DeltaReader, manifestHash: string, { signal }: ReadOptions, onProgress: (receivedBytes: number, totalBytes: number) => void): Promise<ReadonlyMap<string, Uint8Array>> {
  const { language, limits, store } = context;
  const file = bundleFile(language, manifestHash);
  const partial = store.partial(sha256Of(file));
  // All of it may have arrived before the app was ended, and its texts not be on the disk yet.
  const kept = await partial.read(limits.maxEditionBytes);
  const arrived = kept.length === 0 ? null : await opened(context, manifestHash, kept).catch(() => null);
  if (arrived !== null) return arrived;
  let received = 0;
  let size = 0;
  const bytes = await partial.keeping(() =>
    source.read(file, {
      maxBytes: limits.maxEditionBytes,
      signal,
      partial,
      onSize: (announced) => (size = announced),
      onBytes: (count) => {
        received += count;
        onProgress(received, Math.max(size, received));
      },
    }),
  );
  if (!bytes) return new Map();
  try {
    return await opened(context, manifestHash, bytes); // what arrived is kept until the edition is in force
  } catch (error) {
    partial.clear();
    await partial.settled();
    throw error;
  }
}

/** The files of a bundle by their names. Throws where anything in it is not what the manifest's hash stands for. */
async function opened({ language, limits }: ClientContext, manifestHash: string, bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const bundle = openBundle(await decompress(bytes, { maxOutputLength: limits.maxEditionBytes + limits.maxManifestBytes }));
  if (sha256Of(bundle.manifest) !== manifestHash) throw new Error('the bundle is of another edition');
  const manifest = v.parse(manifestSchema, JSON.parse(new TextDecoder().decode(bundle.manifest)));
  const texts = [...bundle.texts(manifest)];
  if (texts.some(([sha256, text]) => sha256Of(text) !== sha256)) throw new Error('a text of the bundle is not the one that is named');
  return new Map([[targetFile(manifestTargetPath(language), manifestHash), bundle.manifest], ...texts.map(([sha256, text]): [string, Uint8Array] => [blobFile(sha256), text])]);
}
