import { inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { manifestSchema } from '../../shared/contracts/edition.ts';
import { deltaFile, deltaItems, maxDeltaBytes, openDelta } from '../../shared/domain/editionDelta.ts';
import { blobFile, rootFile, snapshotFile, targetFile, targetsFile } from '../../shared/domain/editionRepository.ts';
import type { ClientContext } from './clientContext.ts';
import type { Edition } from './readEdition.ts';
import type { ReadOptions, RepositoryReader } from './repositoryReader.ts';
import type { TrustedRoot } from './rootChain.ts';
import { sha256Of } from './signedFile.ts';

/** A source that first looks whether the files it is asked for came with a delta. */
export interface DeltaReader extends RepositoryReader {
  /** True once a file out of a delta was handed out: a refusal may then be the delta's fault. */
  readonly wasUsed: boolean;
  /** Whether a file came with it, so that it is not fetched. */
  holds(file: string): boolean;
}

/**
 * Asks for one small file in the place of many when a new snapshot is wanted. Whatever comes out of it goes through the same checks as
 * what is fetched by itself; anything wrong with it is as if there were none.
 */
export function deltaReader(context: ClientContext, source: RepositoryReader, active: Edition, root: TrustedRoot): DeltaReader {
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  let isAsked = false;
  let wasUsed = false;
  return {
    get wasUsed() {
      return wasUsed;
    },
    holds: (file) => files.has(file),
    async read(file, options) {
      const version = /^metadata\/(\d+)\.snapshot\.json$/.exec(file)?.[1];
      if (version !== undefined && !isAsked) {
        isAsked = true;
        files = await fetchDelta(context, source, active, root, Number(version), options).catch((error: unknown) => {
          context.log('editions.deltaNotUsed', { reason: error instanceof Error ? error.message : String(error) });
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

async function fetchDelta(context: ClientContext, source: RepositoryReader, active: Edition, root: TrustedRoot, snapshotVersion: number, { signal }: ReadOptions): Promise<ReadonlyMap<string, Uint8Array>> {
  const { language, limits } = context;
  const file = deltaFile(language, active.manifestHash, snapshotVersion);
  // On a slow link a delta may take longer than the app is open.
  const partial = context.store.partial(sha256Of(file));
  const bytes = await partial.keeping(() => source.read(file, { maxBytes: maxDeltaBytes, signal, partial }));
  if (!bytes) return new Map();
  const fromManifest = [...active.files].find(([file]) => file.endsWith('.manifest.json'))?.[1] ?? new Uint8Array();
  const rootBytes = (version: number): Uint8Array => {
    const found = root.files.get(version) ?? active.files.get(rootFile(version));
    if (!found) throw new Error('the delta needs a root that is not here');
    return found;
  };
  const inflate = (piece: Uint8Array, dictionary: Uint8Array, maxBytes: number): Uint8Array => inflateRawSync(piece, { maxOutputLength: maxBytes, ...(dictionary.length > 0 ? { dictionary } : {}) });
  const delta = openDelta(bytes, { root: rootBytes, fromManifest }, limits.maxManifestBytes, inflate);
  const files = new Map([[snapshotFile(snapshotVersion), delta.snapshot]]);
  files.set(targetsFile('targets', versionOf(delta.targets)), delta.targets);
  const manifest = v.parse(manifestSchema, JSON.parse(new TextDecoder().decode(delta.manifest)));
  files.set(targetFile(`editions/${language}/manifest.json`, sha256Of(delta.manifest)), delta.manifest);
  let total = 0;
  for (const item of deltaItems(active.manifest, manifest)) {
    total += item.bytes;
    if (item.bytes > limits.maxItemBytes || total > limits.maxEditionBytes) throw new Error('the delta holds too much');
    const base = item.base === null ? '' : active.texts.get(item.base);
    if (base === undefined) throw new Error('the delta needs a text that is not here');
    const text = delta.next(item.bytes, new TextEncoder().encode(base));
    if (sha256Of(text) !== item.sha256) throw new Error('a text of the delta is not the one that is named');
    files.set(blobFile(item.sha256), text);
  }
  return files;
}

function versionOf(metadata: Uint8Array): number {
  return v.parse(v.object({ signed: v.object({ version: v.number() }) }), JSON.parse(new TextDecoder().decode(metadata))).signed.version;
}
