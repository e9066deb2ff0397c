/** Metadata files: from bytes to a checked model. Every failure is one of our own codes. */
import { createHash } from 'node:crypto';
import { Metadata, MetadataKind, type MetaFile, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import { issuedAtField } from '../../shared/domain/editionRepository.ts';
import { editionFailure } from './editionFailure.ts';
import type { RoleKeySet } from './versionFloors.ts';

export type AnyMetadata = Metadata<Root> | Metadata<Timestamp> | Metadata<Snapshot> | Metadata<Targets>;

type JsonObject = Parameters<typeof Metadata.fromJSON>[1];
const kinds = { root: MetadataKind.Root, timestamp: MetadataKind.Timestamp, snapshot: MetadataKind.Snapshot, targets: MetadataKind.Targets } as const;
interface Models {
  root: Metadata<Root>;
  timestamp: Metadata<Timestamp>;
  snapshot: Metadata<Snapshot>;
  targets: Metadata<Targets>;
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** @throws FailureError `edition.damaged` where it is no metadata, `edition.newerFormat` where it follows another TUF specification */
export function parseSigned<K extends keyof Models>(kind: K, bytes: Uint8Array, file: string): Models[K] {
  const json = parseJson(bytes, file);
  const specVersion = isRecord(json) && isRecord(json['signed']) ? json['signed']['spec_version'] : undefined;
  if (typeof specVersion === 'string' && /^\d+\./.test(specVersion) && !specVersion.startsWith('1.')) throw editionFailure('edition.newerFormat', { file, specVersion });
  try {
    const metadata = (Metadata.fromJSON as (type: MetadataKind, data: JsonObject) => AnyMetadata)(kinds[kind], json as JsonObject);
    if (!Number.isSafeInteger(metadata.signed.version) || metadata.signed.version < 1) throw new Error('version');
    return metadata as Models[K];
  } catch (error) {
    throw editionFailure('edition.damaged', { file }, error);
  }
}

/** @throws FailureError `edition.captivePortal` for a web page in the place of the file, else `edition.damaged` */
export function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw looksLikeWebPage(bytes) ? editionFailure('edition.captivePortal', { file }, error) : editionFailure('edition.damaged', { file }, error);
  }
}

/** @throws FailureError `edition.tampered` where the file is not the one that was signed for, `edition.damaged` where its end is missing */
export function checkFacts(facts: Pick<MetaFile, 'length' | 'hashes'>, bytes: Uint8Array, file: string): void {
  const wrongLength = facts.length !== undefined && facts.length !== bytes.length;
  const hashes = Object.entries(facts.hashes ?? {});
  const known = hashes.filter(([name]) => name === 'sha256' || name === 'sha512');
  const wrongHash = hashes.length > 0 && (known.length === 0 || known.some(([name, value]) => createHash(name).update(bytes).digest('hex') !== value));
  if (!wrongLength && !wrongHash) return;
  if (looksLikeWebPage(bytes)) throw editionFailure('edition.captivePortal', { file });
  const isShort = facts.length !== undefined && bytes.length < facts.length;
  throw editionFailure(isShort ? 'edition.damaged' : 'edition.tampered', { file, reason: wrongLength ? 'length' : 'hash' });
}

/**
 * Checks that enough keys of the role signed. `delegator` is the root or the targets role that names the keys.
 * @throws FailureError `edition.notEnoughSignatures`; `edition.tampered` where there are enough and they do not fit the text
 */
export function checkSignatures(delegator: Metadata<Root> | Metadata<Targets>, role: string, metadata: AnyMetadata, file: string): void {
  try {
    delegator.verifyDelegate(role, metadata);
  } catch (error) {
    const keys = keySetOf(delegator, role);
    const named = keys.keyIDs.filter((keyId) => metadata.signatures[keyId] !== undefined).length;
    throw editionFailure(named >= keys.threshold ? 'edition.tampered' : 'edition.notEnoughSignatures', { file, reason: 'signatures', signatures: named, needed: keys.threshold }, error);
  }
}

/** The keys of a role as root or a delegating targets role names them; none where it does not name the role. */
export function keySetOf(delegator: Metadata<Root> | Metadata<Targets>, role: string): RoleKeySet {
  const { signed } = delegator;
  const found = 'roles' in signed ? signed.roles[role] : (signed.delegations?.roles?.[role] ?? signed.delegations?.succinctRoles);
  return found ?? { keyIDs: [], threshold: Number.MAX_SAFE_INTEGER };
}

/** When it was signed; null in files that say nothing of it. */
export function issuedAt(signed: { readonly unrecognizedFields: Readonly<Record<string, unknown>> }): Date | null {
  const value = signed.unrecognizedFields[issuedAtField];
  const instant = typeof value === 'string' ? new Date(value) : null;
  return instant && !Number.isNaN(instant.getTime()) ? instant : null;
}

/** @throws FailureError `edition.expired` */
export function checkExpiry(signed: { readonly expires: string }, referenceTime: Date | null, file: string): void {
  if (referenceTime && referenceTime >= new Date(signed.expires)) throw editionFailure('edition.expired', { file, expires: signed.expires });
}

function looksLikeWebPage(bytes: Uint8Array): boolean {
  return /^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
