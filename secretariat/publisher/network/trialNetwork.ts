/** What a trial Secretariat publishes for the network: the invented set that comes with the program, until somebody publishes another. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { networkTargetPath } from '../../../shared/content/network.schema.ts';
import { canonicalJson } from '../../../shared/content/contentBlobs.ts';
import { parseNetwork } from '../../../shared/content/parseNetwork.ts';
import { readContentFolder } from '../contentFolder.ts';
import { writeDurably } from '../durableFile.ts';
import { PublishingError } from '../publishingError.ts';
import { contentHash } from '../trialContent.ts';
import { keysDir } from '../trialSecretariat.ts';
import { openTrialKeys } from '../trialKeys.ts';
import { draftNetwork } from './draftNetwork.ts';
import { ensureTrialDeskKey, readDeskKey } from './deskKey.ts';
import { readNetworkInForce } from './networkInForce.ts';
import { writeNetwork } from './publishNetwork.ts';

const checkout = path.resolve(import.meta.dirname, '../../..');
export const ownNetworkDir = path.join(checkout, 'assets/network/en');
const language = 'en';

/** Names what was last published from: the hash of the program's own set, or `other`. */
const sourceFile = (dataDir: string): string => path.join(dataDir, 'network-source.txt');

export const recordNetwork = async (dataDir: string, folder: string | null): Promise<void> => writeDurably(sourceFile(dataDir), folder === null ? 'other' : contentHash((await readContentFolder(folder)).files));

/** The target of a new trial repository; none where the set has a fault, which `network check` names. */
export async function firstNetwork(dataDir: string, folder: string, now: Date): Promise<ReadonlyMap<string, Uint8Array>> {
  await ensureTrialDeskKey(dataDir, now);
  const { files } = await readContentFolder(folder);
  const { network } = parseNetwork(files, { language, number: 1, publishedOn: now.toISOString().slice(0, 10), deskKey: await readDeskKey(dataDir) });
  return new Map(network ? [[networkTargetPath(language), new TextEncoder().encode(canonicalJson(network))]] : []);
}

/** Publishes the program's own set where nothing is published yet, and with `follow` where it changed since. Call it under the lock. */
export async function ensureTrialNetwork(dataDir: string, folder: string, follow: boolean, clock: () => Date): Promise<void> {
  const source = await readFile(sourceFile(dataDir), 'utf8').catch(() => null);
  const inForce = await readNetworkInForce(dataDir, language);
  const isNewKey = await ensureTrialDeskKey(dataDir, clock());
  const hash = contentHash((await readContentFolder(folder)).files);
  if (inForce && !(isNewKey && source !== 'other') && (!follow || source === 'other' || source === hash)) return;
  try {
    await writeNetwork(dataDir, await draftNetwork({ dataDir, folder, language, now: clock() }), await openTrialKeys(keysDir(dataDir)), clock());
  } catch (error) {
    // A fault in the set, or nothing that readers see: the edition must not be held up by it.
    if (!(error instanceof PublishingError && (error.code === 'publish.badFolder' || error.code === 'publish.unchanged'))) throw error;
  }
  await recordNetwork(dataDir, folder);
}
