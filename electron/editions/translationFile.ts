/** A translation of the edition: published by translators with keys of their own, proved and kept apart from the original. */
import { manifestTargetPath, type Manifest } from '../../shared/contracts/edition.ts';
import { partOfWordsKind } from '../../shared/content/translatedWords.ts';
import { blobFile, languageOfRole, rootFile, targetFile, translationRole } from '../../shared/domain/editionRepository.ts';
import { presentTime, type ClientContext } from './clientContext.ts';
import { editionFailure } from './editionFailure.ts';
import { readMetadataChain, type MetadataChain } from './metadataChain.ts';
import { readItem, readManifest } from './readEdition.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { walkRoots, type TrustedRoot } from './rootChain.ts';
import { keySetOf, sha256Of } from './signedFile.ts';
import { editionFloor } from './versionFloors.ts';

export interface HeldTranslation {
  readonly manifest: Manifest;
  readonly manifestHash: string;
  /** Texts of its sections and words by hash. */
  readonly texts: ReadonlyMap<string, string>;
  /** What proves it, without roots and texts, by path in the repository: for an update file. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const isTranslated = (kind: string): boolean => kind === 'section' || partOfWordsKind(kind) !== undefined;

/** Languages into which something was published, by the signatures of this chain. */
export function languagesOffered(chain: Pick<MetadataChain, 'top' | 'snapshot'>): string[] {
  const roles = Object.keys(chain.top.signed.delegations?.roles ?? {});
  return roles.filter((role) => Object.hasOwn(chain.snapshot.signed.meta, `${role}.json`)).flatMap((role) => languageOfRole(role) ?? []).sort();
}

/**
 * Fetches the translation into a language that a verified chain names, unless it is here already. Null where the language is not offered.
 * @throws FailureError as for an edition; what was here stays
 */
export async function takeTranslation(context: ClientContext, source: RepositoryReader, chain: MetadataChain, root: TrustedRoot, language: string, held: HeldTranslation | null, options: { readonly carried: boolean; readonly signal?: AbortSignal | undefined }): Promise<HeldTranslation | null> {
  if (!languagesOffered(chain).includes(language)) return null;
  const { limits, floors } = context;
  const known: RepositoryReader = { read: async (file, wanted) => chain.files.get(file) ?? held?.files.get(file) ?? source.read(file, wanted) };
  const own = await readMetadataChain(known, root.root, manifestTargetPath(language), { limits, floors, expiry: { now: presentTime(context, root), carried: options.carried }, signal: options.signal });
  if (held !== null && own.target.hashes['sha256'] === held.manifestHash) return held;
  const { manifest, bytes } = await readManifest(source, own.target, language, limits, { signal: options.signal });
  const keys = keySetOf(chain.top, translationRole(language));
  const floor = Math.max(floors.floor(editionFloor(language), keys), held?.manifest.language === language ? held.manifest.number : 0);
  if (manifest.number < floor) throw editionFailure('edition.rolledBack', { edition: manifest.edition, number: manifest.number, floor });
  floors.raise(editionFloor(language), manifest.number, keys);
  const texts = new Map<string, string>();
  for (const item of manifest.items) {
    if (isTranslated(item.kind)) texts.set(item.sha256, held?.texts.get(item.sha256) ?? (await readItem(source, item, limits, { signal: options.signal })));
  }
  const taken = { manifest, manifestHash: sha256Of(bytes), texts, files: new Map([...own.files, [targetFile(own.target.path, sha256Of(bytes)), bytes]]) };
  const roots = [...root.files].map(([version, content]): [string, Uint8Array] => [rootFile(version), content]);
  await context.store.writeTranslation(language, new Map([...roots, ...taken.files, ...textFiles(taken)]));
  return taken;
}

/** The translation on this device, proved from the first root; null where there is none that is whole. */
export async function openTranslation(context: ClientContext, language: string): Promise<HeldTranslation | null> {
  const reader = await context.store.translationReader(language);
  if (!reader) return null;
  try {
    const root = await walkRoots(context.first, reader, context.limits, { stopAtFault: true });
    const chain = await readMetadataChain(reader, root.root, manifestTargetPath(language), { limits: context.limits, floors: null, expiry: null });
    const { manifest, bytes } = await readManifest(reader, chain.target, language, context.limits, {});
    const texts = new Map<string, string>();
    for (const item of manifest.items) if (isTranslated(item.kind)) texts.set(item.sha256, await readItem(reader, item, context.limits, {}));
    return { manifest, manifestHash: sha256Of(bytes), texts, files: new Map([...chain.files, [targetFile(chain.target.path, sha256Of(bytes)), bytes]]) };
  } catch (error) {
    context.log('editions.translationNotWhole', { language, reason: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** Its texts as files of a repository. */
export const textFiles = ({ texts }: Pick<HeldTranslation, 'texts'>): [string, Uint8Array][] => [...texts].map(([sha256, text]) => [blobFile(sha256), new TextEncoder().encode(text)]);
