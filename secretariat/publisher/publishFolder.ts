import { editionChanges, type SectionChange } from '../../shared/domain/editionChanges.ts';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import { composeEdition, type EditionInForce } from './composeEdition.ts';
import { readContentFolder } from './contentFolder.ts';
import { PublishingError } from './publishingError.ts';
import { readItemText, readManifest, readRepository, repositoryDir, writeRelease, type Release } from './repositoryFolder.ts';
import { withRepositoryLock } from './repositoryLock.ts';
import { keysDir, recordPublication } from './trialSecretariat.ts';
import { openTrialKeys } from './trialKeys.ts';

export interface PublishOptions {
  readonly dataDir: string;
  readonly folder: string;
  /** Name of the edition, "2026.2"; by default the next one of the year. */
  readonly edition?: string | undefined;
  /** The editor's word on what is new. */
  readonly note?: string | undefined;
  readonly clock: () => Date;
  readonly language?: string;
}

export interface Published {
  readonly number: number;
  readonly edition: string;
  readonly added: readonly SectionChange[];
  readonly changed: readonly SectionChange[];
  readonly removed: readonly SectionChange[];
  readonly moved: readonly SectionChange[];
  readonly warnings: readonly ContentProblem[];
}

/**
 * Signs and publishes a folder of Markdown as the next edition.
 * @throws PublishingError when the folder is not good, when nothing differs, or when the repository cannot be used; nothing is published then
 */
export async function publishFolder(options: PublishOptions): Promise<Published> {
  const { files, problems } = await readContentFolder(options.folder);
  if (problems.length > 0) throw new PublishingError('publish.badFolder', 'Nothing was published. Put these files right first.', problems);
  return withRepositoryLock(options.dataDir, async () => {
    const current = await readEditionInForce(options.dataDir, options.language ?? 'en');
    const { release, warnings } = composeEdition({ files, current, edition: options.edition, note: options.note, now: options.clock() });
    const published = await publishRelease(options.dataDir, release, current, options.clock);
    await recordPublication(options.dataDir, { number: published.number, contentHash: null });
    return { ...published, warnings };
  });
}

/** Publishes a composed edition. Call it under the repository's lock. */
export async function publishRelease(dataDir: string, release: Release, current: EditionInForce | null, clock: () => Date): Promise<Omit<Published, 'warnings'>> {
  const { manifest } = release;
  if (current && sameItems(release, current)) throw new PublishingError('publish.unchanged', `Nothing differs from edition ${current.manifest.edition}, so nothing was published.`);
  const changes = editionChanges(current?.manifest ?? null, manifest);
  await writeRelease(repositoryDir(dataDir), release, await openTrialKeys(keysDir(dataDir)), clock());
  return { number: manifest.number, edition: manifest.edition, ...changes };
}

/** Manifest and texts of the edition in force; null before the first. */
export async function readEditionInForce(dataDir: string, language: string): Promise<EditionInForce | null> {
  const repository = repositoryDir(dataDir);
  const { current } = await readRepository(repository);
  const manifest = current ? await readManifest(repository, current, language) : null;
  if (!manifest) return null;
  const texts = new Map<string, string>();
  for (const item of manifest.items) texts.set(item.sha256, await readItemText(repository, item.sha256));
  return { manifest, texts };
}

function sameItems(release: Release, current: EditionInForce): boolean {
  const { manifest } = release;
  const essence = ({ items, chapters, title, publisher, notice, acknowledge, acknowledgeTell }: Release['manifest']): string => JSON.stringify([items, chapters, title, publisher, notice, acknowledge ?? [], acknowledgeTell === true]);
  return essence(manifest) === essence(current.manifest);
}
