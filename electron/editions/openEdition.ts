import { manifestTargetPath, type Manifest } from '../../shared/contracts/edition.ts';
import type { ClientContext } from './clientContext.ts';
import type { ConfirmationSource } from './editionStore.ts';
import { editionFailure } from './editionFailure.ts';
import { readMetadataChain, type MetadataChain } from './metadataChain.ts';
import { readEdition, type Edition } from './readEdition.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { targetsInForce } from './rollout.ts';
import { walkRoots, type TrustedRoot } from './rootChain.ts';

export interface OpenedEdition {
  readonly edition: Edition;
  readonly origin: 'stored' | 'bundled';
  /** Name of the stored set in force, also while the bundled edition is the newer one. */
  readonly setInForce: string | null;
  /** The edition before, where it is still on this device. */
  readonly previous: Manifest | null;
  /** What confirmed the edition online, if anything did. */
  readonly confirmation: MetadataChain | null;
  /** What an update file last said of the edition. It can withdraw it and tell since when it is known, never that it is current. */
  readonly carried: MetadataChain | null;
}

/**
 * Finds what is to be read: the stored edition in force, or one stored before it, or the one that ships in the app, whichever is whole
 * and the newest. Everything is proved from the first root, and every text is hashed again.
 * @throws FailureError `edition.damaged` only where no edition on this device is whole, the installed one included
 */
export async function openEdition(context: ClientContext): Promise<OpenedEdition> {
  const bundled = await tryRead(context, context.bundled, 'bundled');
  const { editions: stored, setInForce } = await readStored(context, bundled);
  const newest = stored[0];
  const isBundled = bundled !== null && (!newest || bundled.manifest.number > newest.manifest.number);
  const edition = isBundled ? bundled : newest;
  if (!edition) throw editionFailure('edition.damaged', { reason: 'installation' });
  const older = [...stored, ...(bundled ? [bundled] : [])].filter((other) => other.manifest.number < edition.manifest.number).sort((a, b) => b.manifest.number - a.manifest.number);
  return { edition, origin: isBundled ? 'bundled' : 'stored', setInForce, previous: older[0]?.manifest ?? null, confirmation: await readConfirmation(context, edition, 'online'), carried: await readConfirmation(context, edition, 'carried') };
}

/** The newest root that this device knows without asking anybody. */
export async function knownRoot(context: Pick<ClientContext, 'first' | 'bundled' | 'store' | 'limits'>): Promise<TrustedRoot> {
  const shipped = await walkRoots(context.first, context.bundled, context.limits, { stopAtFault: true });
  return walkRoots(shipped, context.store.roots, context.limits, { stopAtFault: true });
}

/** The set in force and the one before; where the pointer is gone or leads to nothing whole, any other set. Newest first. */
async function readStored(context: ClientContext, bundled: Edition | null): Promise<{ editions: Edition[]; setInForce: string | null }> {
  const pointer = await context.store.readPointer();
  const named = pointer ? [pointer.current, ...(pointer.previous === null ? [] : [pointer.previous])] : [];
  const editions: Edition[] = [];
  for (const name of named) {
    const edition = await readSet(context, name, bundled);
    if (edition) editions.push(edition);
  }
  if (editions.length > 0) return { editions, setInForce: pointer?.current ?? null };
  for (const name of await context.store.setNames()) {
    if (named.includes(name)) continue;
    const edition = await readSet(context, name, bundled);
    if (edition) return { editions: [edition], setInForce: name };
  }
  return { editions: [], setInForce: null };
}

async function readSet(context: ClientContext, name: string, bundled: Edition | null): Promise<Edition | null> {
  const reader = await context.store.setReader(name);
  if (!reader) {
    context.log('editions.setDamaged', { set: name });
    return null;
  }
  return tryRead(context, mended(reader, context, bundled), name);
}

/** A stored text that was damaged is replaced by the same text of the bundled edition. */
function mended(reader: RepositoryReader, context: ClientContext, bundled: Edition | null): RepositoryReader {
  return {
    async read(file, options) {
      const text = options.sha256 === undefined ? undefined : bundled?.texts.get(options.sha256);
      if (text === undefined) return reader.read(file, options);
      const stored = await reader.read(file, options);
      const whole = new TextEncoder().encode(text);
      if (stored && Buffer.compare(stored, whole) === 0) return stored;
      await context.store.writeBlob(options.sha256 ?? '', text).catch(() => undefined); // reading does not depend on it
      return whole;
    },
  };
}

async function tryRead(context: ClientContext, reader: RepositoryReader, name: string): Promise<Edition | null> {
  try {
    return await readEdition(reader, context.first, context.language, context.limits);
  } catch (error) {
    context.log('editions.notWhole', { set: name, reason: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

async function readConfirmation(context: ClientContext, edition: Edition, source: ConfirmationSource): Promise<MetadataChain | null> {
  const reader = await context.store.confirmation(source);
  if (!reader) return null;
  try {
    const { root } = await knownRoot(context);
    const chain = await readMetadataChain(reader, root, manifestTargetPath(context.language), { limits: context.limits, floors: null, expiry: null });
    return targetsInForce(chain.target).some(({ hashes }) => hashes['sha256'] === edition.manifestHash) ? chain : null;
  } catch {
    return null; // damaged or signed by keys that were replaced since; the next refresh writes a new one
  }
}
