import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Metadata, MetadataKind, type Targets } from '@tufjs/models';
import * as v from 'valibot';
import { manifestSchema, manifestTargetPath, type Manifest } from '../../../shared/contracts/edition.ts';
import { snapshotFile, targetFile, targetsFile, translationRole } from '../../../shared/domain/editionRepository.ts';
import { readContentFolder } from '../contentFolder.ts';
import type { EditionInForce } from '../composeEdition.ts';
import type { PublicKeyFile } from '../desk/keyFile.ts';
import { requestBase } from '../desk/makeRequest.ts';
import { part, type SigningRequest } from '../desk/signingRequest.ts';
import { readEditionInForce } from '../publishFolder.ts';
import { PublishingError } from '../publishingError.ts';
import { factsOf, keptDelegations, keptMeta, keptTargets, readItemText, readRepository, repositoryDir, type CurrentRepository } from '../repositoryFolder.ts';
import { snapshotBody, targetsBody, type JsonObject } from '../signedMetadata.ts';
import { composeTranslation } from './translationContent.ts';
import { withTranslators } from './translators.ts';

export interface TranslatorsOptions {
  readonly dataDir: string;
  /** Language of the original. */
  readonly language: string;
  readonly into: string;
  readonly keys: readonly PublicKeyFile[];
  readonly threshold: number;
  readonly now: Date;
}

/** Gives a language to translators, or to others, or to nobody where no key is given. */
export async function translatorsRequest(options: TranslatorsOptions): Promise<SigningRequest> {
  const base = await requestBase(options.dataDir, options.language, options.now);
  const { repository } = base;
  if (!repository) throw new PublishingError('publish.noRepository', 'There is no edition yet, so there is nothing to translate. Publish the original first.');
  const wrong = options.keys.find((key) => key.role !== translationRole(options.into));
  if (wrong) throw new PublishingError('publish.missingKeys', `The key of ${wrong.holder} is for the role ${wrong.role}. Make one for translators: desk new-key ${translationRole(options.into)}`);
  if (options.keys.length > 0 && (options.threshold < 1 || options.threshold > options.keys.length)) throw new PublishingError('publish.badRequest', `${options.threshold} of ${options.keys.length} cannot sign. Name a threshold from 1 to ${options.keys.length}.`);
  const delegations = withTranslators(keptDelegations(repository), options.into, options.keys, options.threshold);
  if (JSON.stringify(delegations ?? null) === JSON.stringify(keptDelegations(repository) ?? null)) throw new PublishingError('publish.unchanged', 'That is how it is already, so there is nothing to sign.');
  const gone = options.keys.length === 0 ? { [`${translationRole(options.into)}.json`]: true } : {};
  const meta = Object.fromEntries(Object.entries(keptMeta(repository)).filter(([file]) => !(file in gone)));
  const version = repository.targets.signed.version + 1;
  const parts = [part('targets', version, targetsBody(keptTargets(repository), delegations), options.now), part('snapshot', repository.snapshot.signed.version + 1, snapshotBody(version, null, meta), options.now)];
  return { ...base.request, kind: 'translators', parts, manifest: null, texts: {}, wording: [] };
}

export interface TranslationOptions {
  readonly dataDir: string;
  readonly folder: string;
  readonly language: string;
  readonly into: string;
  readonly note?: string | undefined;
  readonly stillRight: ReadonlySet<string>;
  readonly now: Date;
}

/** What is to be signed so that a folder becomes the translation of the edition in force. */
export async function translationRequest(options: TranslationOptions): Promise<SigningRequest> {
  const { files, problems } = await readContentFolder(options.folder);
  if (problems.length > 0) throw new PublishingError('publish.badFolder', 'Put these files right first.', problems);
  const base = await requestBase(options.dataDir, options.language, options.now);
  const source = await readEditionInForce(options.dataDir, options.language);
  const { repository } = base;
  if (!repository || !source) throw new PublishingError('publish.noRepository', 'There is no edition yet, so there is nothing to translate. Publish the original first.');
  const role = translationRole(options.into);
  if (!repository.targets.signed.delegations?.roles?.[role]) throw new PublishingError('publish.missingKeys', `Nobody was given the translation into ${options.into}. Editors do that: desk translators ${options.into} --add <file>.public.json`);
  const current = await readTranslation(options.dataDir, options.into);
  const release = composeTranslation({ files, language: options.into, source, current: current?.inForce ?? null, stillRight: options.stillRight, note: options.note, now: options.now });
  const essence = ({ items, chapters, title, edition }: Manifest): string => JSON.stringify([items, chapters, title, edition]);
  if (current && essence(current.inForce.manifest) === essence(release.manifest)) throw new PublishingError('publish.unchanged', 'Nothing differs from the translation that is published, so there is nothing to sign.');

  const manifestText = JSON.stringify(release.manifest);
  const texts = new Map([...(current?.inForce.texts ?? []), ...release.texts]);
  const held = new Set(current?.inForce.manifest.items.map(({ sha256 }) => sha256));
  const kept = new Set(release.manifest.items.map(({ sha256 }) => sha256));
  const differing = [...[...kept].filter((hash) => !held.has(hash)), ...[...held].filter((hash) => !kept.has(hash))];
  const version = (current?.metadata.signed.version ?? 0) + 1;
  const meta: Record<string, JsonObject> = { ...keptMeta(repository), [`${role}.json`]: { version } };
  const targets = repository.snapshot.signed.meta['targets.json'];
  const facts = targets?.length !== undefined && targets.hashes?.['sha256'] !== undefined ? { length: targets.length, sha256: targets.hashes['sha256'] } : null;
  return {
    ...base.request,
    kind: 'translation',
    parts: [
      part(role, version, targetsBody({ [manifestTargetPath(options.into)]: factsOf(new TextEncoder().encode(manifestText)) }), options.now),
      part('snapshot', repository.snapshot.signed.version + 1, snapshotBody(repository.targets.signed.version, facts, meta), options.now),
    ],
    manifest: manifestText,
    texts: Object.fromEntries(differing.map((hash) => [hash, texts.get(hash) ?? ''])),
    translation: { language: options.into, before: current && { metadata: current.metadataText, manifest: current.manifestText } },
    wording: [],
  };
}

export interface TranslationInForce {
  readonly inForce: EditionInForce;
  readonly metadata: Metadata<Targets>;
  readonly metadataText: string;
  readonly manifestText: string;
}

/** The translation that is published, checked against the keys of its translators; null before the first. */
export async function readTranslation(dataDir: string, language: string): Promise<TranslationInForce | null> {
  const repository = repositoryDir(dataDir);
  const { current } = await readRepository(repository);
  const role = translationRole(language);
  const version = current?.snapshot.signed.meta[`${role}.json`]?.version;
  if (!current || version === undefined || !current.targets.signed.delegations?.roles?.[role]) return null;
  return readTranslationVersion(repository, current, language, version);
}

async function readTranslationVersion(repository: string, current: CurrentRepository, language: string, version: number): Promise<TranslationInForce> {
  const role = translationRole(language);
  try {
    const metadataText = await readFile(path.join(repository, targetsFile(role, version)), 'utf8');
    const metadata = Metadata.fromJSON(MetadataKind.Targets, JSON.parse(metadataText) as Parameters<typeof Metadata.fromJSON>[1]);
    current.targets.verifyDelegate(role, metadata);
    const name = manifestTargetPath(language);
    const manifestText = await readFile(path.join(repository, targetFile(name, metadata.signed.targets[name]?.hashes['sha256'] ?? '')), 'utf8');
    const manifest = v.parse(manifestSchema, JSON.parse(manifestText));
    const texts = new Map<string, string>();
    for (const item of manifest.items) texts.set(item.sha256, await readItemText(repository, item.sha256));
    return { inForce: { manifest, texts }, metadata, metadataText, manifestText };
  } catch (error) {
    if (error instanceof PublishingError) throw error;
    const refused = new PublishingError('publish.damagedRepository', `The translation into ${language} in ${repository} is damaged (${error instanceof Error ? error.message : String(error)}; see ${snapshotFile(current.snapshot.signed.version)}). Restore the data folder from a copy.`);
    refused.cause = error;
    throw refused;
  }
}

/** Languages that were given to translators, with what they have published. */
export async function translationsInForce(dataDir: string): Promise<{ language: string; inForce: EditionInForce | null }[]> {
  const { current } = await readRepository(repositoryDir(dataDir));
  const roles = Object.keys(current?.targets.signed.delegations?.roles ?? {});
  return Promise.all(roles.map(async (role) => {
    const language = role.replace(/^translations-/, '');
    return { language, inForce: (await readTranslation(dataDir, language))?.inForce ?? null };
  }));
}
