import { Metadata, MetadataKind, Signature } from '@tufjs/models';
import { issuedAtField } from '../../shared/domain/editionRepository.ts';
import { PublishingError } from './publishingError.ts';
import { keyObject, roleNames, type RoleName, type RolePublicKey, type RoleSigner, type SigningRole } from './roleKeys.ts';

/** Version of the TUF specification that the files follow. */
const specVersion = '1.0.34';

/** How long a signature of each role is good for. Reading never depends on it; see docs/editions.md. */
const lifetime: Readonly<Record<RoleName, { months: number } | { days: number }>> = {
  root: { months: 36 },
  targets: { months: 13 },
  snapshot: { months: 13 },
  timestamp: { days: 14 },
};

export type JsonObject = Parameters<typeof Metadata.fromJSON>[1];

/** Length and SHA-256 of a file, as other metadata names it. */
export interface FileFacts {
  readonly length: number;
  readonly sha256: string;
}

export interface RoleKeys {
  readonly keys: readonly RolePublicKey[];
  readonly threshold: number;
}

export function rootBody(roles: Readonly<Record<RoleName, RoleKeys>>): JsonObject {
  const keys = Object.fromEntries(roleNames.flatMap((role) => roles[role].keys.map((key) => [key.keyId, keyObject(key.publicKey)])));
  const entries = roleNames.map((role) => [role, { keyids: roles[role].keys.map((key) => key.keyId), threshold: roles[role].threshold }]);
  return { keys, roles: Object.fromEntries(entries) as JsonObject, consistent_snapshot: true };
}

/** A file that targets names. */
export interface TargetFacts extends FileFacts {
  /** What the signers say of the file beside its hash: TUF's `custom`. */
  readonly custom?: JsonObject | undefined;
}

/** @param delegations the roles of translators, as TUF has them */
export const targetsBody = (targets: Readonly<Record<string, TargetFacts>>, delegations?: JsonObject): JsonObject => ({
  ...(delegations === undefined ? {} : { delegations }),
  targets: Object.fromEntries(
    Object.entries(targets).map(([path, { length, sha256, custom }]) => [path, { length, hashes: { sha256 }, ...(custom === undefined ? {} : { custom }) }]),
  ),
});

/**
 * @param others entries of delegated roles by file name
 * @param targets null where the signatures of targets are still to come, so that its length and hash are not known: its version and its own signatures prove it then
 */
export const snapshotBody = (targetsVersion: number, targets: FileFacts | null, others: Readonly<Record<string, JsonObject>> = {}): JsonObject => ({
  meta: {
    ...others,
    'targets.json': { version: targetsVersion, ...(targets === null ? {} : { length: targets.length, hashes: { sha256: targets.sha256 } }) } },
});

export const timestampBody = (snapshotVersion: number, snapshot: FileFacts): JsonObject => ({
  meta: { 'snapshot.json': { version: snapshotVersion, length: snapshot.length, hashes: { sha256: snapshot.sha256 } } },
});

/**
 * A metadata file without signatures, as JSON text. It goes through the model, so that what is signed is what every TUF client will see.
 * @param issuedAt instant of signing; the expiry counts from it
 */
export function unsignedMetadata(role: SigningRole, version: number, body: JsonObject, issuedAt: Date): string {
  const signed = { _type: typeOf(role), spec_version: specVersion, version, expires: isoSeconds(expiryOf(role, issuedAt)), [issuedAtField]: isoSeconds(issuedAt), ...body };
  return JSON.stringify(parseRole(role, { signed, signatures: [] }).toJSON());
}

/** Signature of a metadata file, hexadecimal. */
export interface RoleSignature {
  readonly keyId: string;
  readonly signature: string;
}

export function signUnsigned(role: SigningRole, unsigned: string, signer: RoleSigner): RoleSignature {
  const metadata = parseRole(role, JSON.parse(unsigned) as JsonObject);
  let signature = '';
  metadata.sign((bytes) => {
    signature = Buffer.from(signer.sign(bytes)).toString('hex');
    return new Signature({ keyID: signer.keyId, sig: signature });
  });
  return { keyId: signer.keyId, signature };
}

/** The bytes of a metadata file with signatures, which are not checked here. */
export function withSignatures(role: SigningRole, unsigned: string, signatures: readonly RoleSignature[]): Uint8Array {
  const metadata = parseRole(role, JSON.parse(unsigned) as JsonObject);
  for (const { keyId, signature } of signatures) metadata.sign(() => new Signature({ keyID: keyId, sig: signature }));
  return new TextEncoder().encode(JSON.stringify(metadata.toJSON()));
}

/**
 * The bytes of a metadata file, signed by all of `signers`.
 * @throws PublishingError `publish.missingKeys` where fewer than `threshold` can sign
 */
export function signMetadata(role: RoleName, version: number, body: JsonObject, issuedAt: Date, signers: readonly RoleSigner[], threshold: number): Uint8Array {
  if (signers.length < threshold) throw new PublishingError('publish.missingKeys', `Metadata of the role ${role} needs ${threshold} signatures and only ${signers.length} keys are here.`);
  const unsigned = unsignedMetadata(role, version, body, issuedAt);
  return withSignatures(role, unsigned, signers.map((signer) => signUnsigned(role, unsigned, signer)));
}

function parseRole(role: SigningRole, json: JsonObject): { sign: Metadata<never>['sign']; toJSON: () => JsonObject } {
  switch (typeOf(role)) {
    case 'root':
      return Metadata.fromJSON(MetadataKind.Root, json);
    case 'targets':
      return Metadata.fromJSON(MetadataKind.Targets, json);
    case 'snapshot':
      return Metadata.fromJSON(MetadataKind.Snapshot, json);
    case 'timestamp':
      return Metadata.fromJSON(MetadataKind.Timestamp, json);
  }
}

/** What a delegated role signs is of the type targets. */
const typeOf = (role: SigningRole): RoleName => (role === 'root' || role === 'snapshot' || role === 'timestamp' ? role : 'targets');

function expiryOf(role: SigningRole, issuedAt: Date): Date {
  const expiry = new Date(issuedAt);
  const span = lifetime[typeOf(role)];
  if ('months' in span) expiry.setUTCMonth(expiry.getUTCMonth() + span.months);
  else expiry.setUTCDate(expiry.getUTCDate() + span.days);
  return expiry;
}

/** The form that the TUF specification asks for: "2026-11-21T09:00:00Z". */
const isoSeconds = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`;
