import { deflateRawSync } from 'node:zlib';
import { makeEditionFile } from '../../shared/domain/editionFile.ts';
import { blobFile, rootFile } from '../../shared/domain/editionRepository.ts';
import type { ClientContext } from './clientContext.ts';
import type { HeldNetwork } from './networkFile.ts';
import { knownRoot, type OpenedEdition } from './openEdition.ts';

/** The edition in force with the newest proof of it that this device has, as an update file for another device. */
export async function exportEdition(context: ClientContext, opened: OpenedEdition, network: HeldNetwork | null): Promise<Uint8Array> {
  const { edition, confirmation, carried } = opened;
  const chains = [edition.chain, confirmation, carried].filter((chain) => chain !== null);
  const newest = chains.reduce((best, chain) => (chain.timestamp.signed.version > best.timestamp.signed.version ? chain : best));
  const roots = [...(await knownRoot(context)).files].map(([version, bytes]): [string, Uint8Array] => [rootFile(version), bytes]);
  const others = [...edition.files].filter(([file]) => !edition.chain.files.has(file));
  const texts = [...edition.texts].map(([sha256, text]): [string, Uint8Array] => [blobFile(sha256), new TextEncoder().encode(text)]);
  // Only what the newest proof names: another file could not be checked by whoever opens this one.
  const names = network !== null && Object.values(newest.top.signed.targets).some((target) => target.hashes['sha256'] === network.sha256);
  const besides = names ? [[network.file, network.bytes] as const] : [];
  return makeEditionFile(new Map([...roots, ...besides, ...others, ...newest.files, ...texts]), (bytes) => deflateRawSync(bytes, { level: 9 }));
}
