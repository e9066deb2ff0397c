import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import { rootFile } from '../../shared/domain/editionRepository.ts';
import { releaseOf } from './composeEdition.ts';
import { readContentFolder } from './contentFolder.ts';
import { syncFolder, writeDurably } from './durableFile.ts';
import { compareEditionNames, nextEditionName } from './editionName.ts';
import { publishRelease, readEditionInForce } from './publishFolder.ts';
import { PublishingError } from './publishingError.ts';
import { repositoryDir, rootVersions, sha256Of, writeRelease } from './repositoryFolder.ts';
import { withRepositoryLock } from './repositoryLock.ts';
import { roleNames, type RoleName } from './roleKeys.ts';
import { rootBody, signMetadata, type RoleKeys } from './signedMetadata.ts';
import { ensureTrialNetwork, firstNetwork, ownNetworkDir, recordNetwork } from './network/trialNetwork.ts';
import { contentHash, readTrialContent } from './trialContent.ts';
import { makeTrialKeys, trialRoles, type SignersByRole } from './trialKeys.ts';
import { keysDir, ownContentDir, readTrial, recordPublication, trialReadme } from './trialSecretariat.ts';

export interface EnsureOptions {
  readonly clock?: () => Date;
  /** Source of the first edition. */
  readonly contentDir?: string;
  /** Source of what is first published for the network. */
  readonly networkDir?: string;
  /** Publish again when the content folder changed since the newest edition was made from it. For builds. */
  readonly followContent?: boolean;
}

export interface EnsuredSecretariat {
  /** `official` is a repository that this program did not make; it is left as it is. */
  readonly kind: 'made' | 'republished' | 'unchanged' | 'official';
  readonly edition: string;
  readonly number: number;
  /** Faults of the content folder; files with faults were left out. */
  readonly problems: readonly ContentProblem[];
  /** True where the content folder has news that were not published, because an editor published another folder since. */
  readonly contentIsNewer: boolean;
}

/** Makes a trial Secretariat with keys and a first edition where there is none. Calling it again changes nothing. */
export async function ensureTrialSecretariat(dataDir: string, options: EnsureOptions = {}): Promise<EnsuredSecretariat> {
  const clock = options.clock ?? ((): Date => new Date());
  return withRepositoryLock(dataDir, async () => {
    const exists = (await rootVersions(repositoryDir(dataDir))).length > 0;
    const networkDir = options.networkDir ?? ownNetworkDir;
    const trial = exists ? await readTrial(dataDir) : null;
    if (exists && !trial) return { kind: 'official', ...(await inForce(dataDir)), problems: [], contentIsNewer: false };
    if (trial) await ensureTrialNetwork(dataDir, networkDir, options.followContent === true, clock);
    if (exists && !options.followContent) return { kind: 'unchanged', ...(await inForce(dataDir)), problems: [], contentIsNewer: false };
    const { files, problems: unreadable } = await readContentFolder(options.contentDir ?? ownContentDir);
    const hash = contentHash(files);
    if (!exists) {
      const { content, problems } = readTrialContent(files, clock());
      const { manifest } = await makeRepository(dataDir, content, hash, clock(), networkDir);
      return { kind: 'made', edition: manifest.edition, number: manifest.number, problems: [...unreadable, ...problems], contentIsNewer: false };
    }
    if (trial?.newest.contentHash === hash) return { kind: 'unchanged', ...(await inForce(dataDir)), problems: unreadable, contentIsNewer: false };
    if (trial?.newest.contentHash === null) return { kind: 'unchanged', ...(await inForce(dataDir)), problems: unreadable, contentIsNewer: true };
    return republish(dataDir, files, hash, clock, unreadable);
  });
}

/** SHA-256 of the first root's file, hexadecimal: what identifies a Secretariat in an invitation and in an app. */
export async function repositoryFingerprint(dataDir: string): Promise<string> {
  return sha256Of(await readFile(path.join(repositoryDir(dataDir), rootFile(1))));
}

async function republish(dataDir: string, files: ReadonlyMap<string, string>, hash: string, clock: () => Date, unreadable: readonly ContentProblem[]): Promise<EnsuredSecretariat> {
  const current = await readEditionInForce(dataDir, 'en');
  const { content, problems } = readTrialContent(files, clock());
  const stated = content.cover.edition;
  const edition = current && compareEditionNames(stated, current.manifest.edition) <= 0 ? nextEditionName(current.manifest.edition, clock()) : stated;
  const release = releaseOf({ ...content, cover: { ...content.cover, edition } }, (current?.manifest.number ?? 0) + 1, undefined);
  let kind: EnsuredSecretariat['kind'] = 'republished';
  try {
    await publishRelease(dataDir, release, current, clock);
  } catch (error) {
    if (!(error instanceof PublishingError && error.code === 'publish.unchanged')) throw error;
    kind = 'unchanged'; // files changed, but nothing that readers see
  }
  const now = await inForce(dataDir);
  await recordPublication(dataDir, { number: now.number, contentHash: hash });
  return { kind, ...now, problems: [...unreadable, ...problems], contentIsNewer: false };
}

/** Everything is made under other names first; the repository's own name appears last and whole. */
async function makeRepository(dataDir: string, content: Parameters<typeof releaseOf>[0], hash: string, now: Date, networkDir: string): Promise<ReturnType<typeof releaseOf>> {
  const making = path.join(dataDir, '.making');
  await rm(making, { recursive: true, force: true }); // left by a start that was cut off
  await mkdir(making, { recursive: true, mode: 0o700 });
  const signers = await makeTrialKeys(keysDir(making));
  const repository = repositoryDir(making);
  const roles = Object.fromEntries(roleNames.map((role) => [role, { keys: signers[role], threshold: trialRoles[role].threshold }])) as unknown as Record<RoleName, RoleKeys>;
  await writeDurably(path.join(repository, rootFile(1)), signMetadata('root', 1, rootBody(roles), now, signers.root, trialRoles.root.threshold));
  const release = releaseOf(content, 1, undefined);
  await writeRelease(repository, release, signers satisfies SignersByRole, now, await firstNetwork(making, networkDir, now));

  await setAside(keysDir(dataDir), now);
  await writeDurably(path.join(dataDir, 'README.txt'), trialReadme);
  await recordPublication(dataDir, { number: 1, contentHash: hash }, true);
  await rename(keysDir(making), keysDir(dataDir));
  await recordNetwork(dataDir, networkDir);
  await rename(repository, repositoryDir(dataDir));
  await syncFolder(dataDir);
  await rm(making, { recursive: true, force: true });
  return release;
}

/** Keys without a repository are left over or put there by a person; they are kept under another name and never overwritten. */
async function setAside(folder: string, now: Date): Promise<void> {
  await rename(folder, `${folder}-unused-${now.getTime()}`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function inForce(dataDir: string): Promise<{ edition: string; number: number }> {
  const current = await readEditionInForce(dataDir, 'en');
  return { edition: current?.manifest.edition ?? '', number: current?.manifest.number ?? 0 };
}
