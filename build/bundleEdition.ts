import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { manifestTargetPath } from '../shared/contracts/edition.ts';
import { formatContentProblem } from '../shared/content/contentProblem.ts';
import { blobFile, snapshotFile, targetFile, targetsFile, timestampFile } from '../shared/domain/editionRepository.ts';
import { defaultDataDir, ensureTrialSecretariat, repositoryDir } from '../secretariat/publisher/index.ts';

const root = path.resolve(import.meta.dirname, '..');

export interface BundleOptions {
  /** Folder of an official repository with `metadata` and `targets`; by default FOCALPOINT_TRUST, and without that the trial Secretariat. */
  readonly trustDir?: string | undefined;
  /** Where the edition goes; by default build/out/edition. */
  readonly outDir?: string;
}

/**
 * Puts the edition in force into the app: every root from the first one on, the metadata of the edition, its manifest and the texts of
 * its items, in the same layout as on the server. The device checks them as it checks what the server sends.
 */
export async function bundleEdition(options: BundleOptions = {}): Promise<void> {
  const trustDir = options.trustDir ?? process.env['FOCALPOINT_TRUST'];
  const repository = trustDir ? path.resolve(trustDir) : await trialRepository();
  const outDir = options.outDir ?? path.join(root, 'build/out/edition');
  const making = `${outDir}.making`;
  await rm(making, { recursive: true, force: true });
  for (const file of await filesInForce(repository)) {
    await mkdir(path.dirname(path.join(making, file)), { recursive: true });
    await cp(path.join(repository, file), path.join(making, file));
  }
  await rm(outDir, { recursive: true, force: true });
  await rename(making, outDir);
}

/** The trial Secretariat of this checkout, made where there is none. */
async function trialRepository(): Promise<string> {
  const dataDir = defaultDataDir(process.env);
  const ensured = await ensureTrialSecretariat(dataDir, { followContent: true });
  if (ensured.kind === 'made') console.log(`Made a trial Secretariat in ${path.relative(root, dataDir) || dataDir} with edition ${ensured.edition}.`);
  if (ensured.kind === 'republished') console.log(`The content changed: the trial Secretariat published edition ${ensured.edition} (number ${ensured.number}).`);
  if (ensured.contentIsNewer) console.log('assets/content changed, but the newest edition was published from another folder, so it was left. Publish it with: npm run secretariat -- publish assets/content/en');
  if (ensured.problems.length > 0) {
    console.warn(`assets/content has ${ensured.problems.length} faults; what they touch was left out of the bundled edition. "npm run content" checks the folder.`);
    for (const problem of ensured.problems.slice(0, 10)) console.warn(`  ${formatContentProblem(problem)}`);
    if (ensured.problems.length > 10) console.warn(`  and ${ensured.problems.length - 10} more`);
  }
  return repositoryDir(dataDir);
}

/** Paths of all files that belong to the edition in force; older editions stay behind. */
async function filesInForce(repository: string): Promise<string[]> {
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(path.join(repository, file), 'utf8'));
  const roots = (await readdir(path.join(repository, 'metadata'))).filter((name) => /^\d+\.root\.json$/.test(name)).map((name) => `metadata/${name}`);
  const timestamp = (await read(timestampFile)) as { signed: { meta: Record<string, { version: number }> } };
  const snapshotPath = snapshotFile(timestamp.signed.meta['snapshot.json']?.version ?? 0);
  const snapshot = (await read(snapshotPath)) as { signed: { meta: Record<string, { version: number }> } };
  const metadata = Object.entries(snapshot.signed.meta).map(([name, meta]) => targetsFile(name.replace(/\.json$/, ''), meta.version));
  const files = [...roots, timestampFile, snapshotPath, ...metadata];
  for (const file of metadata) {
    const { signed } = (await read(file)) as { signed: { targets: Record<string, { hashes: { sha256: string } }> } };
    for (const [name, target] of Object.entries(signed.targets)) {
      const stored = targetFile(name, target.hashes.sha256);
      files.push(stored);
      if (!isManifest(name)) continue;
      const manifest = (await read(stored)) as { items: { sha256: string }[] };
      files.push(...manifest.items.map((item) => blobFile(item.sha256)));
    }
  }
  return [...new Set(files)].sort();
}

const isManifest = (name: string): boolean => {
  const language = /^editions\/([^/]+)\//.exec(name)?.[1];
  return language !== undefined && name === manifestTargetPath(language);
};

if (import.meta.main) await bundleEdition();
