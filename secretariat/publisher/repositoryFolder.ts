/** The repository as files: reading the edition in force, and writing a new one so that a crash leaves the old or the new in force. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Metadata, MetadataKind, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import * as v from 'valibot';
import { manifestSchema, manifestTargetPath, type Manifest } from '../../shared/contracts/edition.ts';
import { blobFile, issuedAtField, rootFile, snapshotFile, targetFile, targetsFile, timestampFile } from '../../shared/domain/editionRepository.ts';
import { writeDurably } from './durableFile.ts';
import { PublishingError } from './publishingError.ts';
import type { RoleName, RoleSigner } from './roleKeys.ts';
import { signMetadata, snapshotBody, targetsBody, timestampBody, type FileFacts, type JsonObject, type TargetFacts } from './signedMetadata.ts';
import { writeBundle } from './writeBundle.ts';
import { writeDeltas } from './writeDeltas.ts';
import type { SignersByRole } from './trialKeys.ts';

export const repositoryDir = (dataDir: string): string => path.join(dataDir, 'repository');

/** What is in force: the newest root and what the timestamp leads to. */
export interface CurrentRepository {
  readonly root: Metadata<Root>;
  readonly timestamp: Metadata<Timestamp>;
  readonly snapshot: Metadata<Snapshot>;
  readonly targets: Metadata<Targets>;
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
export const factsOf = (bytes: Uint8Array): FileFacts => ({ length: bytes.length, sha256: sha256Of(bytes) });

/** Numbers of the root files in the folder, rising. */
export async function rootVersions(repository: string): Promise<number[]> {
  const names = await readdir(path.join(repository, 'metadata')).catch(() => []);
  return names.flatMap((name) => /^(\d+)\.root\.json$/.exec(name)?.[1] ?? []).map(Number).sort((a, b) => a - b);
}

/**
 * Reads what is in force and checks it against the root's keys, so that a damaged folder is never built upon. Null before the first edition.
 * @throws PublishingError `publish.noRepository`, `publish.damagedRepository`
 */
export async function readRepository(repository: string): Promise<{ root: Metadata<Root>; current: CurrentRepository | null }> {
  const newest = (await rootVersions(repository)).at(-1);
  if (newest === undefined) throw new PublishingError('publish.noRepository', `There is no repository in ${repository}. Start the Secretariat once, and it will be made.`);
  const root = Metadata.fromJSON(MetadataKind.Root, await readJson(repository, rootFile(newest)));
  const timestampText = await readFile(path.join(repository, timestampFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (timestampText === null) return { root, current: null };
  try {
    const timestamp = Metadata.fromJSON(MetadataKind.Timestamp, JSON.parse(timestampText));
    const snapshot = Metadata.fromJSON(MetadataKind.Snapshot, await readJson(repository, snapshotFile(timestamp.signed.snapshotMeta.version)));
    const targetsVersion = snapshot.signed.meta['targets.json']?.version ?? 0;
    const targets = Metadata.fromJSON(MetadataKind.Targets, await readJson(repository, targetsFile('targets', targetsVersion)));
    root.verifyDelegate('timestamp', timestamp);
    root.verifyDelegate('snapshot', snapshot);
    root.verifyDelegate('targets', targets);
    return { root, current: { root, timestamp, snapshot, targets } };
  } catch (error) {
    throw damaged(repository, error);
  }
}

/** The manifest in force, checked against its signed hash. */
export async function readManifest(repository: string, current: CurrentRepository, language: string): Promise<Manifest | null> {
  const name = manifestTargetPath(language);
  const hash = current.targets.signed.targets[name]?.hashes['sha256'];
  if (hash === undefined) return null;
  try {
    const bytes = await readFile(path.join(repository, targetFile(name, hash)));
    if (sha256Of(bytes) !== hash) throw new Error('hash of the manifest');
    return v.parse(manifestSchema, JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw damaged(repository, error);
  }
}

/** Text of an item, checked against its hash. */
export async function readItemText(repository: string, sha256: string): Promise<string> {
  const bytes = await readFile(path.join(repository, blobFile(sha256))).catch((error: unknown) => {
    throw damaged(repository, error);
  });
  if (sha256Of(bytes) !== sha256) throw damaged(repository, new Error('hash of an item'));
  return bytes.toString('utf8');
}

/** An edition ready to be signed. */
export interface Release {
  readonly manifest: Manifest;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Writes a release and signs it. The timestamp comes last: until it is replaced, every reader sees the edition before, whole.
 * Call it under the repository's lock.
 * @param others further targets by path, such as what is published for the network
 */
export async function writeRelease(repository: string, release: Release, signers: SignersByRole, now: Date, others: ReadonlyMap<string, Uint8Array> = new Map()): Promise<void> {
  const { root, current } = await readRepository(repository);
  for (const item of release.manifest.items) {
    const text = release.texts.get(item.sha256);
    if (text !== undefined) await writeDurably(path.join(repository, blobFile(item.sha256)), text);
    else await readItemText(repository, item.sha256); // carried over: it has to be there, whole
  }
  const manifest = new TextEncoder().encode(JSON.stringify(release.manifest));
  const name = manifestTargetPath(release.manifest.language);
  await writeDurably(path.join(repository, targetFile(name, sha256Of(manifest))), manifest);

  for (const [target, bytes] of others) await writeDurably(path.join(repository, targetFile(target, sha256Of(bytes))), bytes);
  const kept = { ...keptTargets(current), ...Object.fromEntries([...others].map(([target, bytes]): [string, TargetFacts] => [target, factsOf(bytes)])) };
  const targetsVersion = (current?.targets.signed.version ?? 0) + 1;
  const targets = signByRole('targets', targetsVersion, targetsBody({ ...kept, [name]: { ...factsOf(manifest), custom: withoutRollout(kept[name]?.custom) } }, keptDelegations(current)), now, root, signers);
  await writeDurably(path.join(repository, targetsFile('targets', targetsVersion)), targets);
  const snapshotVersion = (current?.snapshot.signed.version ?? 0) + 1;
  const snapshot = signByRole('snapshot', snapshotVersion, snapshotBody(targetsVersion, factsOf(targets), keptMeta(current)), now, root, signers);
  await writeDurably(path.join(repository, snapshotFile(snapshotVersion)), snapshot);
  const rootVersion = root.signed.version;
  const bundleBytes = await writeBundle(repository, release.manifest.language, { bytes: manifest, sha256: sha256Of(manifest) });
  await writeDeltas(repository, { language: release.manifest.language, rootVersion, root: await readFile(path.join(repository, rootFile(rootVersion))), snapshotVersion, snapshot, targets, manifest, manifestHash: sha256Of(manifest), bundleBytes });
  await writeTimestamp(repository, (current?.timestamp.signed.version ?? 0) + 1, snapshotVersion, factsOf(snapshot), now, root, signers);
}

/** The roles of translators in force, as they stand in targets. */
export const keptDelegations = (current: Pick<CurrentRepository, 'targets'> | null): JsonObject | undefined => (current?.targets.signed.delegations?.toJSON() as JsonObject | undefined);

/** What the snapshot names besides targets: the files of delegated roles. */
export function keptMeta(current: Pick<CurrentRepository, 'snapshot'> | null): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(current?.snapshot.signed.meta ?? {}).flatMap(([file, meta]) => (file === 'targets.json' ? [] : [[file, meta.toJSON() as JsonObject]])));
}

/** What is published here reaches every device. */
function withoutRollout(custom: TargetFacts['custom']): TargetFacts['custom'] {
  if (custom === undefined) return undefined;
  const { rollout: _rollout, ...rest } = custom as Record<string, unknown>;
  return rest as TargetFacts['custom'];
}

/** What targets names now, with what the signers said of it, such as withdrawals. */
export function keptTargets(current: CurrentRepository | null): Record<string, TargetFacts> {
  return Object.fromEntries(
    Object.values(current?.targets.signed.targets ?? {}).map((target) => [target.path, { length: target.length, sha256: target.hashes['sha256'] ?? '', custom: target.unrecognizedFields['custom'] as TargetFacts['custom'] }]),
  );
}

/** Signs the timestamp in force anew, with the next version and a new expiry. Call it under the repository's lock. */
export async function resignTimestamp(repository: string, current: CurrentRepository, signers: SignersByRole, now: Date): Promise<void> {
  const meta = current.timestamp.signed.snapshotMeta;
  await writeTimestamp(repository, current.timestamp.signed.version + 1, meta.version, { length: meta.length ?? 0, sha256: meta.hashes?.['sha256'] ?? '' }, now, current.root, signers);
}

/** When a metadata file was signed; null in files that other tools made. */
export function issuedAt(signed: { unrecognizedFields: Record<string, unknown> }): Date | null {
  const value = signed.unrecognizedFields[issuedAtField];
  const instant = typeof value === 'string' ? new Date(value) : null;
  return instant && !Number.isNaN(instant.getTime()) ? instant : null;
}

export async function writeTimestamp(repository: string, version: number, snapshotVersion: number, snapshot: FileFacts, now: Date, root: Metadata<Root>, signers: SignersByRole): Promise<void> {
  await writeDurably(path.join(repository, timestampFile), signByRole('timestamp', version, timestampBody(snapshotVersion, snapshot), now, root, signers));
}

/** Signs with those keys at hand that the root names for the role; a key that was rotated out is not used. */
export function signByRole(role: RoleName, version: number, body: Parameters<typeof signMetadata>[2], now: Date, root: Metadata<Root>, signers: SignersByRole): Uint8Array {
  const named = root.signed.roles[role];
  const usable: RoleSigner[] = signers[role].filter((signer) => named?.keyIDs.includes(signer.keyId));
  return signMetadata(role, version, body, now, usable, named?.threshold ?? 1);
}

async function readJson(repository: string, name: string): Promise<Parameters<typeof Metadata.fromJSON>[1]> {
  try {
    return JSON.parse(await readFile(path.join(repository, name), 'utf8')) as Parameters<typeof Metadata.fromJSON>[1];
  } catch (error) {
    throw damaged(repository, error);
  }
}

function damaged(repository: string, cause: unknown): PublishingError {
  if (cause instanceof PublishingError) return cause;
  const error = new PublishingError('publish.damagedRepository', `The repository in ${repository} is damaged (${cause instanceof Error ? cause.message : String(cause)}). Restore the data folder from a copy.`);
  error.cause = cause;
  return error;
}
