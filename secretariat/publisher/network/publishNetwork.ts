import path from 'node:path';
import { networkTargetPath } from '../../../shared/content/network.schema.ts';
import { snapshotFile, targetFile, targetsFile } from '../../../shared/domain/editionRepository.ts';
import { writeDurably } from '../durableFile.ts';
import { PublishingError } from '../publishingError.ts';
import { factsOf, keptDelegations, keptMeta, keptTargets, readRepository, repositoryDir, sha256Of, signByRole, writeTimestamp } from '../repositoryFolder.ts';
import { snapshotBody, targetsBody } from '../signedMetadata.ts';
import type { SignersByRole } from '../trialKeys.ts';
import type { NetworkDraft } from './draftNetwork.ts';

/**
 * Signs and publishes what a draft says. The edition stays the one in force, and the timestamp is written last. Call it under the
 * repository's lock.
 * @throws PublishingError `publish.unchanged`, `publish.noRepository`
 */
export async function writeNetwork(dataDir: string, draft: NetworkDraft, signers: SignersByRole, now: Date): Promise<void> {
  if (draft.before && draft.changes.length === 0) throw new PublishingError('publish.unchanged', 'Nothing differs from what is published for the network, so nothing was published.');
  const repository = repositoryDir(dataDir);
  const { root, current } = await readRepository(repository);
  if (!current) throw new PublishingError('publish.noRepository', 'There is no edition yet. Publish one first.');
  const name = networkTargetPath(draft.network.language);
  const bytes = new TextEncoder().encode(draft.text);
  await writeDurably(path.join(repository, targetFile(name, sha256Of(bytes))), bytes);
  const targetsVersion = current.targets.signed.version + 1;
  const targets = signByRole('targets', targetsVersion, targetsBody({ ...keptTargets(current), [name]: factsOf(bytes) }, keptDelegations(current)), now, root, signers);
  await writeDurably(path.join(repository, targetsFile('targets', targetsVersion)), targets);
  const snapshotVersion = current.snapshot.signed.version + 1;
  const snapshot = signByRole('snapshot', snapshotVersion, snapshotBody(targetsVersion, factsOf(targets), keptMeta(current)), now, root, signers);
  await writeDurably(path.join(repository, snapshotFile(snapshotVersion)), snapshot);
  await writeTimestamp(repository, current.timestamp.signed.version + 1, snapshotVersion, factsOf(snapshot), now, root, signers);
}

