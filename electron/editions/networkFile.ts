/** What the Secretariat publishes besides the edition: one signed file, proved and kept apart from it. */
import * as v from 'valibot';
import { maxNetworkBytes, networkFormat, networkSchema, networkTargetPath, type Network } from '../../shared/content/network.schema.ts';
import { manifestTargetPath } from '../../shared/contracts/edition.ts';
import { rootFile, targetFile } from '../../shared/domain/editionRepository.ts';
import type { ClientContext } from './clientContext.ts';
import { editionFailure } from './editionFailure.ts';
import { readMetadataChain, type MetadataChain } from './metadataChain.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { walkRoots, type TrustedRoot } from './rootChain.ts';
import { checkFacts, keySetOf, parseJson } from './signedFile.ts';
import { networkFloor } from './versionFloors.ts';

export interface HeldNetwork {
  readonly network: Network;
  readonly sha256: string;
  /** Its place in a repository, and its bytes. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Fetches what a verified chain names, unless it is here already. Answers what is in force then; null where nothing is published.
 * @throws FailureError as for an edition; what was here stays
 */
export async function takeNetwork(context: ClientContext, source: RepositoryReader, chain: MetadataChain, root: TrustedRoot, held: HeldNetwork | null, options: { readonly carried: boolean; readonly signal?: AbortSignal | undefined }): Promise<HeldNetwork | null> {
  const name = networkTargetPath(context.language);
  const target = targetOf(chain, name);
  if (!target) return held;
  const sha256 = target.hashes['sha256'] ?? '';
  if (held?.sha256 === sha256) return held;
  // An update file may have been made by a device that had the edition and not yet this.
  if (options.carried && (await source.read(targetFile(name, sha256), { maxBytes: maxNetworkBytes })) === null) return held;
  const taken = await readTarget(source, chain, context.language, options.signal);
  const keys = keySetOf(root.root, 'targets');
  const floor = Math.max(context.floors.floor(networkFloor(context.language), keys), held?.network.number ?? 0);
  if (taken.network.number < floor) throw editionFailure('edition.rolledBack', { file: name, number: taken.network.number, floor });
  context.floors.raise(networkFloor(context.language), taken.network.number, keys);
  const roots = [...root.files].map(([version, bytes]): [string, Uint8Array] => [rootFile(version), bytes]);
  await context.store.writeNetwork(new Map([...roots, ...chain.files, [taken.file, taken.bytes]]));
  return taken;
}

/** What is on this device: the stored file or the one that ships with the app, whichever is whole and the newest. Proved from the first root. */
export async function openNetwork(context: ClientContext): Promise<HeldNetwork | null> {
  const sources = [await context.store.networkReader(), context.bundled];
  let best: HeldNetwork | null = null;
  for (const reader of sources) {
    if (reader === null) continue;
    try {
      const root = await walkRoots(context.first, reader, context.limits, { stopAtFault: true });
      const chain = await readMetadataChain(reader, root.root, manifestTargetPath(context.language), { limits: context.limits, floors: null, expiry: null });
      if (!targetOf(chain, networkTargetPath(context.language))) continue;
      const found = await readTarget(reader, chain, context.language, undefined);
      if (best === null || found.network.number > best.network.number) best = found;
    } catch (error) {
      context.log('editions.networkNotWhole', { reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return best;
}

const targetOf = (chain: MetadataChain, name: string) => (Object.hasOwn(chain.top.signed.targets, name) ? chain.top.signed.targets[name] : undefined);

async function readTarget(reader: RepositoryReader, chain: MetadataChain, language: string, signal: AbortSignal | undefined): Promise<HeldNetwork> {
  const target = targetOf(chain, networkTargetPath(language));
  const sha256 = target?.hashes['sha256'];
  if (!target || sha256 === undefined) throw editionFailure('edition.damaged', { file: networkTargetPath(language), reason: 'no-hash' });
  if (target.length > maxNetworkBytes) throw editionFailure('edition.tooLarge', { file: target.path, bytes: target.length });
  const file = targetFile(target.path, sha256);
  const bytes = await reader.read(file, { maxBytes: target.length, sha256, signal });
  if (!bytes) throw editionFailure('edition.damaged', { file, reason: 'missing' });
  checkFacts({ length: target.length, hashes: { sha256 } }, bytes, file);
  const json = parseJson(bytes, file);
  const needs = v.safeParse(v.object({ minReader: v.number() }), json);
  if (needs.success && needs.output.minReader > networkFormat) throw editionFailure('edition.newerFormat', { file, minReader: needs.output.minReader });
  const parsed = v.safeParse(networkSchema, json);
  if (!parsed.success) throw editionFailure('edition.damaged', { file, reason: v.getDotPath(parsed.issues[0]) ?? 'form' });
  if (parsed.output.language !== language) throw editionFailure('edition.tampered', { file, reason: 'language' });
  return { network: parsed.output, sha256, file, bytes };
}
