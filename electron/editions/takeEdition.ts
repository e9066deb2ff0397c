import type { TargetFile } from '@tufjs/models';
import { manifestTargetPath, type ManifestItem } from '../../shared/contracts/edition.ts';
import { rootFile } from '../../shared/domain/editionRepository.ts';
import { presentTime, saveFloors, type ClientContext } from './clientContext.ts';
import { bundleReader } from './bundleReader.ts';
import { deltaReader } from './deltaReader.ts';
import { editionFailure, isEditionFailure } from './editionFailure.ts';
import { readMetadataChain, type MetadataChain } from './metadataChain.ts';
import { knownRoot } from './openEdition.ts';
import { editionOf, heldTarget, readItem, readManifest, type Edition } from './readEdition.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { targetForDevice } from './rollout.ts';
import { walkRoots, type TrustedRoot } from './rootChain.ts';
import { keySetOf, sha256Of } from './signedFile.ts';
import { editionFloor } from './versionFloors.ts';

export interface TakeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Brought by hand; see ChainOptions.expiry. */
  readonly carried: boolean;
  readonly active: Edition;
  /** Take an edition that reaches only a share of devices so far: a person asked for it, or carried it here. */
  readonly ahead: boolean;
  /** Metadata that confirmed it since, by path. */
  readonly confirmed: ReadonlyMap<string, Uint8Array>;
  onProgress(receivedBytes: number, totalBytes: number): void;
}

/** What a source had: the edition in force, confirmed, or a newer one whose texts are all on the disk. */
export type Taken = ({ readonly kind: 'same'; readonly chain: MetadataChain } | { readonly kind: 'newer'; readonly edition: Edition }) & { readonly root: TrustedRoot };

/**
 * Asks a source for the newest edition and fetches what is missing of it. Activates nothing.
 * @throws FailureError with the reason; what was received and proved until then stays on the disk for the next time
 */
export async function takeEdition(context: ClientContext, source: RepositoryReader, options: TakeOptions): Promise<Taken> {
  const { active, signal } = options;
  try {
    const root = await newestRoot(context, source, signal);
    const small = bundleReader(context, deltaReader(context, source, active, root), options.onProgress);
    try {
      return await takeFrom(context, small, root, options);
    } catch (error) {
      if (!small.wasUsed || signal?.aborted) throw error;
      context.log('editions.deltaRefused', { reason: error instanceof Error ? error.message : String(error) });
      return await takeFrom(context, source, root, options); // a wrong delta or bundle must cost no more than its download
    }
  } catch (error) {
    throw await explain(context, source, error, signal);
  } finally {
    await saveFloors(context);
  }
}

async function takeFrom(context: ClientContext, source: RepositoryReader, root: TrustedRoot, options: TakeOptions): Promise<Taken> {
  const { active, signal } = options;
  const expiry = { now: presentTime(context, root), carried: options.carried };
  const chain = await readMetadataChain(withLocalCopies(source, options, root), root.root, manifestTargetPath(context.language), { limits: context.limits, floors: context.floors, expiry, signal });
  const offered = options.carried ? await heldTarget(source, chain.target) : chain.target; // a file may come from a device outside the share
  const target = targetForDevice(offered, await context.store.rolloutSeed(), { ahead: options.ahead, activeHash: active.manifestHash, activeNumber: active.manifest.number });
  if (target.hashes['sha256'] === active.manifestHash) return { kind: 'same', chain, root };
  return { kind: 'newer', edition: await fetchEdition(context, source, root, chain, target, options), root };
}

async function newestRoot(context: ClientContext, source: RepositoryReader, signal: AbortSignal | undefined): Promise<TrustedRoot> {
  const known = await knownRoot(context);
  const root = await walkRoots(known, source, context.limits, { stopAtFault: false, signal });
  for (const [version, bytes] of root.files) if (!known.files.has(version)) await context.store.writeRoot(version, bytes);
  const floor = context.floors.floor('root', null);
  const { version } = root.root.signed;
  if (version < floor) throw editionFailure('edition.rolledBack', { file: rootFile(floor), version, floor });
  context.floors.raise('root', version, null);
  return root;
}

async function fetchEdition(context: ClientContext, source: RepositoryReader, root: TrustedRoot, chain: MetadataChain, target: TargetFile, options: TakeOptions): Promise<Edition> {
  const { limits, language } = context;
  const { signal, active } = options;
  // Kept until the edition is in force: after a restart in the middle of a slow download it is not fetched again.
  const begun = context.store.partial(target.hashes['sha256'] ?? '');
  const { manifest, bytes: manifestBytes } = await begun.keeping(() => readManifest(source, target, language, limits, { signal, partial: begun }));
  const keys = keySetOf(root.root, 'targets');
  const floor = context.floors.floor(editionFloor(language), keys);
  if (manifest.number < floor || manifest.number <= active.manifest.number) throw editionFailure('edition.rolledBack', { edition: manifest.edition, number: manifest.number, floor });
  context.floors.raise(editionFloor(language), manifest.number, keys);

  const texts = new Map<string, string>();
  const missing: ManifestItem[] = [];
  for (const item of manifest.items) {
    const held = active.texts.get(item.sha256) ?? (await storedText(context, item));
    if (held === null) missing.push(item);
    else texts.set(item.sha256, held);
  }
  const totalBytes = missing.reduce((sum, item) => sum + item.bytes, 0);
  let receivedBytes = 0;
  options.onProgress(0, totalBytes);
  await inParallel(unique(missing), limits.parallelDownloads, signal, async (item, laneSignal) => {
    const onBytes = (bytes: number): void => {
      receivedBytes += bytes;
      options.onProgress(receivedBytes, totalBytes);
    };
    const partial = context.store.partial(item.sha256);
    await partial.keeping(async () => {
      const text = await readItem(source, item, limits, { signal: laneSignal, onBytes, partial });
      await context.store.writeBlob(item.sha256, text);
      texts.set(item.sha256, text);
      partial.clear(); // only what was broken off is worth keeping
    });
  });
  // What was held only by the app itself is copied, because the app may be replaced.
  for (const item of manifest.items) {
    const text = texts.get(item.sha256);
    if (text !== undefined && (await storedText(context, item)) === null) await context.store.writeBlob(item.sha256, text);
  }
  if (signal?.aborted) throw editionFailure('edition.cancelled');
  return editionOf({ root, chain, manifest, manifestBytes, texts });
}

async function storedText(context: ClientContext, item: ManifestItem): Promise<string | null> {
  return readItem(context.store.blobs, item, context.limits, {}).catch(() => null);
}

/**
 * Metadata that this device has already is not asked for again: with the wanted hash, or, where signed metadata names a version only, under
 * its numbered name, as long as the keys are the same as when it was accepted.
 */
function withLocalCopies(source: RepositoryReader, options: TakeOptions, root: TrustedRoot): RepositoryReader {
  const isSameRoot = options.active.root.root.signed.version === root.root.signed.version;
  return {
    async read(file, wanted) {
      const local = options.confirmed.get(file) ?? options.active.files.get(file);
      const isNumbered = /^metadata\/\d+\.(?!root\.)/.test(file);
      const fits = local !== undefined && (wanted.sha256 === undefined ? isNumbered && isSameRoot : sha256Of(local) === wanted.sha256);
      return fits ? local : source.read(file, wanted);
    },
  };
}

/** Tells a server of another Secretariat from one whose files were changed: the first roots differ. */
async function explain(context: ClientContext, source: RepositoryReader, error: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  if (signal?.aborted) return editionFailure('edition.cancelled', {}, error);
  if (!isEditionFailure(error) || error.failure.details['reason'] !== 'signatures') return error;
  const theirs = await source.read(rootFile(1), { maxBytes: context.limits.maxRootBytes, signal }).catch(() => null);
  if (!theirs || sha256Of(theirs) === context.first.fingerprint || !isRoot(theirs)) return error;
  return editionFailure('edition.foreignRepository', { fingerprint: sha256Of(theirs).slice(0, 16) }, error);
}

function isRoot(bytes: Uint8Array): boolean {
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes)) as { signed?: { _type?: unknown } };
    return json.signed?._type === 'root';
  } catch {
    return false;
  }
}

const unique = (items: readonly ManifestItem[]): ManifestItem[] => [...new Map(items.map((item) => [item.sha256, item])).values()];

/** Runs `work` on all items, a few at a time. The first failure ends the others and is what is thrown. */
async function inParallel<T>(items: readonly T[], lanes: number, signal: AbortSignal | undefined, work: (item: T, signal: AbortSignal) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const failed = new AbortController();
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  let first: { error: unknown } | null = null;
  const lane = async (): Promise<void> => {
    while (first === null) {
      const item = waiting.shift();
      if (item === undefined) return;
      await work(item, either).catch((error: unknown) => {
        first ??= { error };
        failed.abort();
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
  const failure = first as { error: unknown } | null;
  if (failure) throw failure.error;
}
