import { type EarlierEdition, type EditionSummary, manifestTargetPath, withdrawalsIn, type Withdrawal } from '../../shared/contracts/edition.ts';
import type { ClientContext } from './clientContext.ts';
import { editionFailure } from './editionFailure.ts';
import { readMetadataChain } from './metadataChain.ts';
import { setNameOf } from './editionStore.ts';
import type { OpenedEdition } from './openEdition.ts';
import { type Edition, readEdition, readItem, readManifest } from './readEdition.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { walkRoots } from './rootChain.ts';
import { sha256Of } from './signedFile.ts';

/** Every edition on this device that is proved, the newest first; the one in force among them. Their texts are not looked at yet. */
export async function listEditions(context: ClientContext, opened: OpenedEdition): Promise<EditionSummary[]> {
  const found = new Map<number, EditionSummary>();
  const put = ({ manifest, manifestHash }: ProvedManifest): void => {
    const { number, edition, title, publisher, publishedOn } = manifest;
    if (!found.has(number)) found.set(number, { number, edition, title, publisher, publishedOn, fingerprint: manifestHash, inForce: number === opened.edition.manifest.number, withdrawn: withdrawalOf(opened, number) });
  };
  put(opened.edition);
  for (const reader of await storedReaders(context)) {
    const proved = await provedManifest(context, reader);
    if (proved) put(proved);
  }
  return [...found.values()].sort((a, b) => b.number - a.number);
}

/**
 * One edition whole, as it was published. Proved from the first root and hashed like the one in force.
 * @throws FailureError `edition.notKept` where it is not on this device or no longer whole
 */
export async function readEarlierEdition(context: ClientContext, opened: OpenedEdition, number: number): Promise<EarlierEdition> {
  const withdrawn = withdrawalOf(opened, number);
  const { manifest } = opened.edition;
  if (manifest.number === number) return { manifest, texts: Object.fromEntries(opened.edition.texts), withdrawn };
  for (const reader of await storedReaders(context, number)) {
    const edition = await readEdition(reader, context.first, context.language, context.limits).catch(() => null);
    if (edition?.manifest.number === number) return { manifest: edition.manifest, texts: Object.fromEntries(edition.texts), withdrawn };
  }
  throw editionFailure('edition.notKept', { number });
}

/** Copies an edition that only the installation has, because the app may be replaced by one that ships another. */
export async function keepEdition(context: ClientContext, edition: Edition): Promise<void> {
  if ((await context.store.setNames()).includes(setNameOf(edition))) return;
  for (const item of edition.manifest.items) {
    const stored = await readItem(context.store.blobs, item, context.limits, {}).catch(() => null);
    if (stored === null) await context.store.writeBlob(item.sha256, edition.texts.get(item.sha256) ?? '');
  }
  await context.store.writeSet(edition);
}

/** The newest word of the Secretariat on editions counts, whichever way it came. */
function withdrawalOf({ edition, confirmation, carried }: OpenedEdition, number: number): Withdrawal | null {
  const chains = [edition.chain, confirmation, carried].filter((chain) => chain !== null).sort((a, b) => b.timestamp.signed.version - a.timestamp.signed.version);
  return withdrawalsIn(chains[0]?.target.custom).find((one) => one.number === number) ?? null;
}

/** Readers of the stored editions, or of those with one number, and of the one that ships with the app. */
async function storedReaders(context: ClientContext, number?: number): Promise<RepositoryReader[]> {
  const names = (await context.store.setNames()).filter((name) => number === undefined || name.startsWith(`${number}-`));
  const readers = await Promise.all(names.map((name) => context.store.setReader(name)));
  return [...readers.filter((reader) => reader !== null), context.bundled];
}

type ProvedManifest = Pick<Edition, 'manifest' | 'manifestHash'>;

async function provedManifest(context: ClientContext, reader: RepositoryReader): Promise<ProvedManifest | null> {
  try {
    const { root } = await walkRoots(context.first, reader, context.limits, { stopAtFault: true });
    const chain = await readMetadataChain(reader, root, manifestTargetPath(context.language), { limits: context.limits, floors: null, expiry: null });
    const { manifest, bytes } = await readManifest(reader, chain.target, context.language, context.limits, {});
    return { manifest, manifestHash: sha256Of(bytes) };
  } catch {
    return null; // not whole; it is not offered
  }
}
