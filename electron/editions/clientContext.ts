import type { ClientLimits } from './clientLimits.ts';
import type { EditionStore } from './editionStore.ts';
import type { FloorStore } from './floorStore.ts';
import type { Edition } from './readEdition.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import type { TrustedRoot } from './rootChain.ts';
import { keySetOf } from './signedFile.ts';
import { editionFloor, timeFloor, type VersionFloors } from './versionFloors.ts';

/** One line of the program's log. Details never hold anything personal. */
export type EditionLog = (event: string, details: Readonly<Record<string, string | number>>) => void;

/** What the parts of the client share once it is open. */
export interface ClientContext {
  readonly language: string;
  readonly limits: ClientLimits;
  readonly clock: () => Date;
  readonly log: EditionLog;
  readonly store: EditionStore;
  readonly bundled: RepositoryReader;
  /** The first root that ships in the app. */
  readonly first: TrustedRoot;
  readonly floors: VersionFloors;
  readonly floorStores: readonly FloorStore[];
}

/** The present time, as far as it is known: a clock that is behind what signatures prove is not believed. */
export function presentTime(context: Pick<ClientContext, 'clock' | 'floors'>, root: TrustedRoot): Date {
  const proved = context.floors.floor(timeFloor, keySetOf(root.root, 'timestamp')) * 1_000;
  return new Date(Math.max(context.clock().getTime(), proved));
}

/** Lets the floors rise to what an edition proves. */
export function raiseFloors(floors: VersionFloors, edition: Edition): void {
  const { root } = edition.root;
  floors.raise('root', root.signed.version, null);
  for (const { name, version, keys } of edition.chain.accepted) floors.raise(name, version, keys);
  floors.raise(editionFloor(edition.manifest.language), edition.manifest.number, keySetOf(root, 'targets'));
}

/** Writes raised floors to every place. A place that cannot be written does not stop reading or refreshing; the others hold. */
export async function saveFloors(context: ClientContext): Promise<void> {
  if (!context.floors.isRaised) return;
  const stored = context.floors.stored();
  for (const place of [{ write: context.store.writeFloors }, ...context.floorStores]) {
    await place.write(stored).catch((error: unknown) => context.log('editions.floorNotWritten', { reason: String(error) }));
  }
}
