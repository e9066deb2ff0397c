import type { Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models';
import { snapshotFile, targetsFile, timestampFile } from '../../shared/domain/editionRepository.ts';
import type { ClientLimits } from './clientLimits.ts';
import { editionFailure } from './editionFailure.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { checkExpiry, checkFacts, checkSignatures, issuedAt, keySetOf, parseSigned } from './signedFile.ts';
import { timeFloor, type FloorName, type RoleKeySet, type VersionFloors } from './versionFloors.ts';

export interface ChainOptions {
  readonly limits: ClientLimits;
  readonly signal?: AbortSignal | undefined;
  /** Versions below these are refused, and what is accepted raises them. Null for files of this device, which may be older. */
  readonly floors: VersionFloors | null;
  /**
   * The time against which expiry is judged; null does not judge it.
   * What was carried by hand is judged as of the last second of its own timestamp, if that is over, so that it works after a long journey.
   */
  readonly expiry: { readonly now: Date; readonly carried: boolean } | null;
}

/** What a timestamp leads to, all of it verified. */
export interface MetadataChain {
  readonly timestamp: Metadata<Timestamp>;
  readonly timestampIssuedAt: Date | null;
  /** Length and hash of the target that was looked for. */
  readonly target: TargetFile;
  readonly snapshot: Metadata<Snapshot>;
  /** The top-level targets: what else the same signers name. */
  readonly top: Metadata<Targets>;
  /** Every file that was read, by its path in the repository. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What was accepted, with the keys that vouch for it, for floors. */
  readonly accepted: readonly { readonly name: FloorName; readonly version: number; readonly keys: RoleKeySet }[];
}

/** How many delegated roles are looked at for one target. */
const maxDelegations = 32;

/**
 * Timestamp, snapshot, targets and the roles that targets delegates to, by the client workflow of the TUF specification (5.4 to 5.6).
 * @throws FailureError; see the codes in editionFailure.ts
 */
export async function readMetadataChain(reader: RepositoryReader, root: Metadata<Root>, targetPath: string, options: ChainOptions): Promise<MetadataChain> {
  const { limits, signal, floors } = options;
  const files = new Map<string, Uint8Array>();
  const read = async (file: string, facts: Partial<Pick<MetaFile, 'length' | 'hashes'>>, maxBytes: number): Promise<Uint8Array> => {
    if (facts.length !== undefined && facts.length > maxBytes) throw editionFailure('edition.tooLarge', { file, bytes: facts.length, maxBytes });
    const bytes = await reader.read(file, { maxBytes: facts.length ?? maxBytes, sha256: facts.hashes?.['sha256'], signal });
    if (!bytes) throw editionFailure('edition.damaged', { file, reason: 'missing' });
    checkFacts({ ...facts }, bytes, file);
    files.set(file, bytes);
    return bytes;
  };
  const accepted: MetadataChain['accepted'][number][] = [];
  const raise = (name: FloorName, version: number, keys: RoleKeySet): void => {
    accepted.push({ name, version, keys });
    floors?.raise(name, version, keys);
  };
  const accept = (role: string, delegator: Metadata<Root> | Metadata<Targets>, version: number, file: string): void => {
    const keys = keySetOf(delegator, role);
    const floor = floors?.floor(role, keys) ?? 0;
    if (version < floor) throw editionFailure('edition.rolledBack', { file, version, floor });
    raise(role, version, keys);
  };

  const timestamp = parseSigned('timestamp', await read(timestampFile, {}, limits.maxTimestampBytes), timestampFile);
  checkSignatures(root, 'timestamp', timestamp, timestampFile);
  accept('timestamp', root, timestamp.signed.version, timestampFile);
  const timestampIssuedAt = issuedAt(timestamp.signed);
  if (timestampIssuedAt) raise(timeFloor, Math.floor(timestampIssuedAt.getTime() / 1_000), keySetOf(root, 'timestamp'));
  const referenceTime = referenceTimeOf(timestamp.signed.expires, options.expiry);
  checkExpiry(root.signed, referenceTime, `${root.signed.version}.root.json`);
  checkExpiry(timestamp.signed, referenceTime, timestampFile);

  const snapshotMeta = timestamp.signed.snapshotMeta;
  const snapshotPath = snapshotFile(snapshotMeta.version);
  const snapshot = parseSigned('snapshot', await read(snapshotPath, snapshotMeta, limits.maxMetadataBytes), snapshotPath);
  checkSignatures(root, 'snapshot', snapshot, snapshotPath);
  checkVersion(snapshot.signed.version, snapshotMeta.version, snapshotPath);
  accept('snapshot', root, snapshot.signed.version, snapshotPath);
  checkExpiry(snapshot.signed, referenceTime, snapshotPath);

  const readTargets = async (role: string, delegator: Metadata<Root> | Metadata<Targets>): Promise<Metadata<Targets>> => {
    const meta = metaOf(snapshot, role);
    const file = targetsFile(role, meta.version);
    const targets = parseSigned('targets', await read(file, meta, limits.maxMetadataBytes), file);
    checkSignatures(delegator, role, targets, file);
    checkVersion(targets.signed.version, meta.version, file);
    accept(role, delegator, targets.signed.version, file);
    checkExpiry(targets.signed, referenceTime, file);
    return targets;
  };
  const top = await readTargets('targets', root);
  const target = await findTarget(targetPath, top, readTargets);
  return { timestamp, timestampIssuedAt, snapshot, target, top, files, accepted };
}

/** Depth first, in the order in which roles are delegated; a terminating role ends the search (TUF specification, 5.6.7). */
async function findTarget(targetPath: string, top: Metadata<Targets>, readTargets: (role: string, delegator: Metadata<Targets>) => Promise<Metadata<Targets>>): Promise<TargetFile> {
  const visited = new Set<string>(['targets']);
  const visit = async (targets: Metadata<Targets>): Promise<TargetFile | 'stop' | null> => {
    const own = Object.hasOwn(targets.signed.targets, targetPath) ? targets.signed.targets[targetPath] : undefined;
    if (own) return own;
    for (const { role, terminating } of targets.signed.delegations?.rolesForTarget(targetPath) ?? []) {
      if (visited.has(role) || visited.size > maxDelegations) continue;
      visited.add(role);
      const found = await visit(await readTargets(role, targets));
      if (found) return found;
      if (terminating) return 'stop';
    }
    return null;
  };
  const found = await visit(top);
  if (!found || found === 'stop') throw editionFailure('edition.damaged', { file: targetPath, reason: 'not-in-repository' });
  return found;
}

function metaOf(snapshot: Metadata<Snapshot>, role: string): MetaFile {
  const name = `${role}.json`;
  const meta = Object.hasOwn(snapshot.signed.meta, name) ? snapshot.signed.meta[name] : undefined;
  if (!meta) throw editionFailure('edition.tampered', { file: name, reason: 'not-in-snapshot' });
  return meta;
}

function checkVersion(version: number, expected: number, file: string): void {
  if (version !== expected) throw editionFailure('edition.tampered', { file, reason: 'version', version, expected });
}

function referenceTimeOf(timestampExpires: string, expiry: ChainOptions['expiry']): Date | null {
  if (!expiry?.carried) return expiry?.now ?? null;
  return new Date(Math.min(expiry.now.getTime(), new Date(timestampExpires).getTime() - 1_000));
}
