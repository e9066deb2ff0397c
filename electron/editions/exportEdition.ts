import { deflateRawSync } from 'node:zlib';
import { makeEditionFile } from '../../shared/domain/editionFile.ts';
import { blobFile, rootFile } from '../../shared/domain/editionRepository.ts';
import type { ClientContext } from './clientContext.ts';
import { knownRoot, type OpenedEdition } from './openEdition.ts';

/** The edition in force with the newest proof of it that this device has, as an update file for another device. */
export async function exportEdition(context: ClientContext, opened: OpenedEdition): Promise<Uint8Array> {
  const { edition, confirmation, carried } = opened;
  const chains = [edition.chain, confirmation, carried].filter((chain) => chain !== null);
  const newest = chains.reduce((best, chain) => (chain.timestamp.signed.version > best.timestamp.signed.version ? chain : best));
  const roots = [...(await knownRoot(context)).files].map(([version, bytes]): [string, Uint8Array] => [rootFile(version), bytes]);
  const others = [...edition.files].filter(([file]) => !edition.chain.files.has(file));
  const texts = [...edition.texts].map(([sha256, text]): [string, Uint8Array] => [blobFile(sha256), new TextEncoder().encode(text)]);
  return makeEditionFile(new Map([...roots, ...others, ...newest.files, ...texts]), (bytes) => deflateRawSync(bytes, { level: 9 }));
}
