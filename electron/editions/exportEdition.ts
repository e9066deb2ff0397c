import { deflateRawSync } from 'node:zlib';
import { makeEditionFile } from '../../shared/domain/editionFile.ts';
import { blobFile, rootFile, targetsFile, translationRole } from '../../shared/domain/editionRepository.ts';
import type { ClientContext } from './clientContext.ts';
import type { HeldNetwork } from './networkFile.ts';
import type { MetadataChain } from './metadataChain.ts';
import { textFiles, type HeldTranslation } from './translationFile.ts';
import { knownRoot, type OpenedEdition } from './openEdition.ts';

/** The edition in force with the newest proof of it that this device has, as an update file for another device. */
export async function exportEdition(context: ClientContext, opened: OpenedEdition, network: HeldNetwork | null, translation: HeldTranslation | null): Promise<Uint8Array> {
  const { edition, confirmation, carried } = opened;
  const chains = [edition.chain, confirmation, carried].filter((chain) => chain !== null);
  const newest = chains.reduce((best, chain) => (chain.timestamp.signed.version > best.timestamp.signed.version ? chain : best));
  const roots = [...(await knownRoot(context)).files].map(([version, bytes]): [string, Uint8Array] => [rootFile(version), bytes]);
  const others = [...edition.files].filter(([file]) => !edition.chain.files.has(file));
  const texts = [...edition.texts].map(([sha256, text]): [string, Uint8Array] => [blobFile(sha256), new TextEncoder().encode(text)]);
  // Only what the newest proof names: another file could not be checked by whoever opens this one.
  const names = network !== null && Object.values(newest.top.signed.targets).some((target) => target.hashes['sha256'] === network.sha256);
  const besides = names ? [[network.file, network.bytes] as const] : [];
  const translated = translation !== null && isNamedBy(newest, translation) ? [...translation.files, ...textFiles(translation)] : [];
  return makeEditionFile(new Map([...roots, ...besides, ...translated, ...others, ...newest.files, ...texts]), (bytes) => deflateRawSync(bytes, { level: 9 }));
}

/** A translation that the newest snapshot does not name could not be checked by whoever opens the file. */
function isNamedBy(chain: MetadataChain, { manifest, files }: HeldTranslation): boolean {
  const role = translationRole(manifest.language);
  const version = chain.snapshot.signed.meta[`${role}.json`]?.version;
  return version !== undefined && files.has(targetsFile(role, version));
}
