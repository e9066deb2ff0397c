import type { TargetFile } from '@tufjs/models';
import * as v from 'valibot';
import { manifestFormat, manifestSchema, manifestTargetPath, type Manifest } from '../../shared/contracts/edition.ts';
import { blobFile, rootFile, targetFile } from '../../shared/domain/editionRepository.ts';
import type { ClientLimits } from './clientLimits.ts';
import { editionFailure } from './editionFailure.ts';
import { readMetadataChain, type MetadataChain } from './metadataChain.ts';
import type { ReadOptions, RepositoryReader } from './repositoryReader.ts';
import { targetsInForce } from './rollout.ts';
import { walkRoots, type TrustedRoot } from './rootChain.ts';
import { checkFacts, parseJson, sha256Of } from './signedFile.ts';

/** An edition that is whole and proved. */
export interface Edition {
  readonly manifest: Manifest;
  readonly manifestHash: string;
  /** Texts of all items by hash. */
  readonly texts: ReadonlyMap<string, string>;
  readonly chain: MetadataChain;
  readonly root: TrustedRoot;
  /** Roots, metadata and manifest by path in the repository: all that proves the edition, without the texts. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads and proves a whole edition from files of this device. It may be old: neither expiry nor floors count, since what was once
 * accepted may be read for ever.
 * @throws FailureError where a file is missing or is not what was signed
 */
export async function readEdition(reader: RepositoryReader, first: TrustedRoot, language: string, limits: ClientLimits): Promise<Edition> {
  const root = await walkRoots(first, reader, limits, { stopAtFault: true });
  const chain = await readMetadataChain(reader, root.root, manifestTargetPath(language), { limits, floors: null, expiry: null });
  const { manifest, bytes } = await readManifest(reader, await heldTarget(reader, chain.target), language, limits, {});
  const texts = new Map<string, string>();
  for (const item of manifest.items) texts.set(item.sha256, await readItem(reader, item, limits, {}));
  return editionOf({ root, chain, manifest, manifestBytes: bytes, texts });
}

/** While an edition reaches only a share of devices, a set holds the one before under the same signatures. */
export async function heldTarget(reader: RepositoryReader, target: TargetFile): Promise<TargetFile> {
  for (const one of targetsInForce(target)) {
    if (await reader.read(targetFile(one.path, one.hashes['sha256'] ?? ''), { maxBytes: one.length })) return one;
  }
  return target;
}

export function editionOf(parts: { root: TrustedRoot; chain: MetadataChain; manifest: Manifest; manifestBytes: Uint8Array; texts: ReadonlyMap<string, string> }): Edition {
  const { root, chain, manifest, manifestBytes, texts } = parts;
  const manifestHash = sha256Of(manifestBytes);
  const roots = [...root.files].map(([version, bytes]): [string, Uint8Array] => [rootFile(version), bytes]);
  const files = new Map([...roots, ...chain.files, [targetFile(chain.target.path, manifestHash), manifestBytes]]);
  return { manifest, manifestHash, texts, chain, root, files };
}

type Hooks = Pick<ReadOptions, 'signal' | 'onBytes' | 'partial'>;

/**
 * The manifest that signed metadata names.
 * @throws FailureError `edition.newerFormat` where this program is too old for it
 */
export async function readManifest(reader: RepositoryReader, target: TargetFile, language: string, limits: ClientLimits, hooks: Hooks): Promise<{ manifest: Manifest; bytes: Uint8Array }> {
  const hash = target.hashes['sha256'];
  if (hash === undefined) throw editionFailure('edition.damaged', { file: target.path, reason: 'no-hash' });
  if (target.length > limits.maxManifestBytes) throw editionFailure('edition.tooLarge', { file: target.path, bytes: target.length });
  const bytes = await reader.read(targetFile(target.path, hash), { maxBytes: target.length, sha256: hash, ...hooks });
  if (!bytes) throw editionFailure('edition.damaged', { file: target.path, reason: 'missing' });
  checkFacts(target, bytes, target.path);
  const json = parseJson(bytes, target.path);
  const needs = v.safeParse(v.object({ minReader: v.number() }), json);
  if (needs.success && needs.output.minReader > manifestFormat) throw editionFailure('edition.newerFormat', { file: target.path, minReader: needs.output.minReader });
  const parsed = v.safeParse(manifestSchema, json);
  if (!parsed.success) throw editionFailure('edition.damaged', { file: target.path, reason: v.getDotPath(parsed.issues[0]) ?? 'form' });
  if (parsed.output.language !== language) throw editionFailure('edition.tampered', { file: target.path, reason: 'language' });
  if (parsed.output.items.reduce((sum, item) => sum + item.bytes, 0) > limits.maxEditionBytes) throw editionFailure('edition.tooLarge', { file: target.path, maxBytes: limits.maxEditionBytes });
  return { manifest: parsed.output, bytes };
}

/** The text of an item, checked against the manifest. */
export async function readItem(reader: RepositoryReader, item: { readonly sha256: string; readonly bytes: number }, limits: ClientLimits, hooks: Hooks): Promise<string> {
  const file = blobFile(item.sha256);
  if (item.bytes > limits.maxItemBytes) throw editionFailure('edition.tooLarge', { file, bytes: item.bytes });
  const bytes = await reader.read(file, { maxBytes: item.bytes, sha256: item.sha256, ...hooks });
  if (!bytes) throw editionFailure('edition.damaged', { file, reason: 'missing' });
  checkFacts({ length: item.bytes, hashes: { sha256: item.sha256 } }, bytes, file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw editionFailure('edition.damaged', { file, reason: 'text' }, error);
  }
}
