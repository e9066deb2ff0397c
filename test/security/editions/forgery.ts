/** What a thief or a careless publisher could sign: metadata made outside the publisher, with whatever keys there are. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rootFile, snapshotFile, targetFile, targetsFile, timestampFile } from '../../../shared/domain/editionRepository.ts';
import { manifestTargetPath } from '../../../shared/contracts/edition.ts';
import { readRepository, readManifest, sha256Of } from '../../../secretariat/publisher/repositoryFolder.ts';
import { generateRoleKey, roleNames, signerFor, type RoleName, type RoleSigner } from '../../../secretariat/publisher/roleKeys.ts';
import { rootBody, signMetadata, snapshotBody, targetsBody, timestampBody, type FileFacts, type RoleKeys } from '../../../secretariat/publisher/signedMetadata.ts';
import type { SignersByRole } from '../../../secretariat/publisher/trialKeys.ts';

export const newSigner = (): RoleSigner => signerFor(generateRoleKey());
export const factsOf = (bytes: Uint8Array): FileFacts => ({ length: bytes.length, sha256: sha256Of(bytes) });

export interface Forgery {
  /** The folder that is changed. */
  readonly repository: string;
  readonly now: Date;
  readonly signers: SignersByRole;
}

const read = (repository: string, file: string): Promise<Uint8Array> => readFile(path.join(repository, file));
const write = (repository: string, file: string, bytes: Uint8Array): Promise<void> => writeFile(path.join(repository, file), bytes);

export async function forgeTimestamp(forgery: Forgery, version: number, snapshotVersion: number, signers: readonly RoleSigner[] = forgery.signers.timestamp): Promise<void> {
  const snapshot = await read(forgery.repository, snapshotFile(snapshotVersion));
  await write(forgery.repository, timestampFile, signMetadata('timestamp', version, timestampBody(snapshotVersion, factsOf(snapshot)), forgery.now, signers, 1));
}

export async function forgeSnapshot(forgery: Forgery, version: number, targetsVersion: number, signers: readonly RoleSigner[] = forgery.signers.snapshot): Promise<void> {
  const targets = await read(forgery.repository, targetsFile('targets', targetsVersion));
  await write(forgery.repository, snapshotFile(version), signMetadata('snapshot', version, snapshotBody(targetsVersion, factsOf(targets)), forgery.now, signers, 1));
}

/** Targets that lead to a manifest with `change`, and snapshot and timestamp to match; only the signatures of targets are chosen. */
export async function forgeEdition(forgery: Forgery, change: Record<string, unknown>, targetSigners: readonly RoleSigner[]): Promise<void> {
  const { current } = await readRepository(forgery.repository);
  if (!current) throw new Error('no edition');
  const manifest = await readManifest(forgery.repository, current, 'en');
  const bytes = new TextEncoder().encode(JSON.stringify({ ...manifest, number: (manifest?.number ?? 0) + 1, edition: '2026.9', ...change }));
  const name = manifestTargetPath('en');
  await write(forgery.repository, targetFile(name, sha256Of(bytes)), bytes);
  const targetsVersion = current.targets.signed.version + 1;
  await write(forgery.repository, targetsFile('targets', targetsVersion), signMetadata('targets', targetsVersion, targetsBody({ [name]: factsOf(bytes) }), forgery.now, targetSigners, 1));
  const snapshotVersion = current.snapshot.signed.version + 1;
  await forgeSnapshot(forgery, snapshotVersion, targetsVersion);
  await forgeTimestamp(forgery, current.timestamp.signed.version + 1, snapshotVersion);
}

/** Root `version` with the given keys of the roles, signed by `signers`. */
export async function forgeRoot(forgery: Forgery, version: number, keys: Readonly<Record<RoleName, readonly RoleSigner[]>>, signers: readonly RoleSigner[]): Promise<void> {
  const threshold: Record<RoleName, number> = { root: 2, targets: 2, snapshot: 1, timestamp: 1 };
  const roles = Object.fromEntries(roleNames.map((role) => [role, { keys: keys[role], threshold: threshold[role] }])) as unknown as Record<RoleName, RoleKeys>;
  await write(forgery.repository, rootFile(version), signMetadata('root', version, rootBody(roles), forgery.now, signers, 1));
}

/** One bit of a file turned. */
export async function flipBit(repository: string, file: string, at: number): Promise<void> {
  const bytes = Buffer.from(await read(repository, file));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await write(repository, file, bytes);
}
