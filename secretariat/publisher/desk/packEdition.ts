import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { networkTargetPath } from '../../../shared/content/network.schema.ts';
import { manifestTargetPath } from '../../../shared/contracts/edition.ts';
import { makeEditionFile } from '../../../shared/domain/editionFile.ts';
import { blobFile, rootFile, snapshotFile, targetFile, targetsFile, timestampFile } from '../../../shared/domain/editionRepository.ts';
import { readEditionInForce } from '../publishFolder.ts';
import { PublishingError } from '../publishingError.ts';
import { readRepository, repositoryDir, rootVersions } from '../repositoryFolder.ts';

/** The edition in force with all that proves it, as one update file. */
export async function packEdition(dataDir: string, language: string): Promise<{ edition: string; bytes: Uint8Array }> {
  const repository = repositoryDir(dataDir);
  const { current } = await readRepository(repository);
  const inForce = await readEditionInForce(dataDir, language);
  const name = manifestTargetPath(language);
  const hash = current?.targets.signed.targets[name]?.hashes['sha256'];
  if (!current || !inForce || hash === undefined) throw new PublishingError('publish.noRepository', 'There is no edition yet, so there is nothing to pack.');
  const files = new Map<string, Uint8Array>();
  const add = async (file: string): Promise<void> => void files.set(file, await readFile(path.join(repository, file)));
  for (const version of await rootVersions(repository)) await add(rootFile(version));
  for (const file of [timestampFile, snapshotFile(current.snapshot.signed.version), targetsFile('targets', current.targets.signed.version), targetFile(name, hash)]) await add(file);
  const network = current.targets.signed.targets[networkTargetPath(language)];
  if (network) await add(targetFile(network.path, network.hashes['sha256'] ?? ''));
  for (const [sha256, text] of inForce.texts) files.set(blobFile(sha256), new TextEncoder().encode(text));
  return { edition: inForce.manifest.edition, bytes: makeEditionFile(files, (bytes) => deflateRawSync(bytes, { level: 9 })) };
}
