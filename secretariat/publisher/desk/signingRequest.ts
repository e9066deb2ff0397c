import { Metadata, MetadataKind, type Root, type Snapshot, type Targets } from '@tufjs/models';
import * as v from 'valibot';
import { manifestSchema, type Manifest, type Withdrawal } from '../../../shared/contracts/edition.ts';
import type { Rollout } from '../../../shared/domain/rollout.ts';
import { sha256Of } from '../repositoryFolder.ts';
import { isSigningRole, type SigningRole } from '../roleKeys.ts';
import { unsignedMetadata } from '../signedMetadata.ts';
import type { SectionLag } from '../translations/translationContent.ts';
import type { EditionDiff } from './editionDiff.ts';

/** Roles that targets delegates to, with their keys. */
export type Delegations = NonNullable<Targets['delegations']>;

/** A file that goes from the desk to the signers: what is to be signed, and all that is needed to see what it means. */
export const requestSchema = v.object({
  format: v.literal(1),
  kind: v.picklist(['edition', 'withdrawal', 'rollout', 'keys', 'network', 'translators', 'translation']),
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Every root from the first one to the one in force, each as its file is. */
  roots: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1_024)),
  /** The edition in force as it was signed; null before the first. */
  before: v.nullable(v.object({ targets: v.string(), manifest: v.string() })),
  parts: v.pipe(v.array(v.object({ role: v.custom<SigningRole>((role) => typeof role === 'string' && role !== 'timestamp' && isSigningRole(role)), unsigned: v.string() })), v.minLength(1), v.maxLength(3)),
  /** The manifest of a new edition; null where the edition stays the same. */
  manifest: v.nullable(v.string()),
  /** What is published for the network, as it is now and as it shall be; absent where it stays the same. */
  network: v.optional(v.object({ before: v.nullable(v.string()), after: v.string() })),
  /** Texts of the items that differ, old and new, by hash. */
  texts: v.record(v.string(), v.string()),
  /** With the kind `translation`: the language, and what is published in it now. `manifest` is then the new translation, `before` the original. */
  translation: v.optional(v.object({ language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/)), before: v.nullable(v.object({ metadata: v.string(), manifest: v.string() })) })),
  /** Questions whose edit the editor declared to be of wording. */
  wording: v.array(v.string()),
});
export type SigningRequest = v.InferOutput<typeof requestSchema>;
export type RequestPart = SigningRequest['parts'][number];

/** A request whose parts were compared with each other, so that what is shown is what is signed. */
export interface CheckedRequest {
  readonly request: SigningRequest;
  /** SHA-256 of the request's text: signatures name it. */
  readonly id: string;
  /** SHA-256 of the first root: which Secretariat this is. */
  readonly repository: string;
  readonly root: Metadata<Root>;
  /** The root that the request puts in force; the same as `root` unless keys change. */
  readonly nextRoot: Metadata<Root>;
  readonly before: Manifest | null;
  readonly after: Manifest | null;
  readonly diff: EditionDiff | null;
  /** Roles of translators after the request; null before the first edition. */
  readonly delegations: Delegations | null;
  /** Languages whose translators change, a line each; null where none do. */
  readonly translatorChanges: readonly string[] | null;
  /** How the sections of the original stand after a translation is published. */
  readonly lag: readonly SectionLag[] | null;
  /** What changes for the network, a line each; null where nothing does. */
  readonly networkChanges: readonly string[] | null;
  /** Share of devices that the edition reaches, before and after; null is all of them. */
  readonly rollout: { readonly before: Rollout | null; readonly after: Rollout | null };
  readonly withdrawals: { readonly added: readonly Withdrawal[]; readonly taken: readonly Withdrawal[] };
}

/** A part must be in the form in which this program writes it: nothing can hide in it that the model does not read. */
export function canonicalPart(role: RequestPart['role'], unsigned: string): string {
  const parsed = role === 'root' ? parseRoot(unsigned) : role === 'snapshot' ? parseSnapshot(unsigned) : parseTargets(unsigned);
  if (JSON.stringify(parsed.toJSON()) !== unsigned) throw new Error(`the form of ${role}`);
  return unsigned;
}

export const parseRoot = (text: string): Metadata<Root> => Metadata.fromJSON(MetadataKind.Root, json(text));
export const parseTargets = (text: string): Metadata<Targets> => Metadata.fromJSON(MetadataKind.Targets, json(text));
export const parseSnapshot = (text: string): Metadata<Snapshot> => Metadata.fromJSON(MetadataKind.Snapshot, json(text));
const json = (text: string): Parameters<typeof Metadata.fromJSON>[1] => JSON.parse(text) as Parameters<typeof Metadata.fromJSON>[1];

export function manifestOf(text: string, targets: Metadata<Targets>, name: string): Manifest {
  const target = targets.signed.targets[name];
  if (!target || target.hashes['sha256'] !== sha256Of(text) || target.length !== Buffer.byteLength(text)) throw new Error('the manifest is not the one that is named');
  return v.parse(manifestSchema, JSON.parse(text));
}


/** Without the text of an item that differs its change could not be shown. */
export function requireTexts(before: Manifest | null, after: Manifest, texts: ReadonlyMap<string, string>): void {
  const held = new Set(before?.items.map(({ sha256 }) => sha256));
  const kept = new Set(after.items.map(({ sha256 }) => sha256));
  const missing = [...after.items.filter(({ sha256 }) => !held.has(sha256)), ...(before?.items ?? []).filter(({ sha256 }) => !kept.has(sha256))].find(({ sha256 }) => !texts.has(sha256));
  if (missing) throw new Error(`the text of ${missing.kind} ${missing.id} is missing`);
}

export const part = (role: RequestPart['role'], ...rest: Parameters<typeof unsignedMetadata> extends [SigningRole, ...infer R] ? R : never): RequestPart => ({ role, unsigned: unsignedMetadata(role, ...rest) });
