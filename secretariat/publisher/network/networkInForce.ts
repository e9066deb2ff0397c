import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { networkSchema, networkTargetPath, type Network } from '../../../shared/content/network.schema.ts';
import { targetFile } from '../../../shared/domain/editionRepository.ts';
import { PublishingError } from '../publishingError.ts';
import { readRepository, repositoryDir, sha256Of, type CurrentRepository } from '../repositoryFolder.ts';

export interface NetworkInForce {
  readonly network: Network;
  /** The file as it was signed. */
  readonly text: string;
}

/** What is published for the network, checked against its signed hash; null where nothing is. */
export async function readNetworkInForce(dataDir: string, language: string, current?: CurrentRepository | null): Promise<NetworkInForce | null> {
  const repository = repositoryDir(dataDir);
  const state = current === undefined ? (await readRepository(repository)).current : current;
  const name = networkTargetPath(language);
  const hash = state?.targets.signed.targets[name]?.hashes['sha256'];
  if (hash === undefined) return null;
  const text = await readFile(path.join(repository, targetFile(name, hash)), 'utf8').catch(() => '');
  if (sha256Of(text) !== hash) throw new PublishingError('publish.damagedRepository', `The file of the network in ${repository} is damaged. Restore the data folder from a copy.`);
  return { network: v.parse(networkSchema, JSON.parse(text)), text };
}
