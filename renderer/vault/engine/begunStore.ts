import type { Result } from '../../../shared/errors/result.ts';
import { RecordStore, type IndexedDbImplementation, type RecordStoreState } from './recordStore.ts';

/** A working store that was opened before anybody could read from it. */
export interface BegunStore {
  readonly opened: Result<RecordStore>;
  /** null where it could not be read. */
  readonly state: RecordStoreState | null;
}

/** Opens the database and counts its records. Begun before a derivation, which keeps its thread busy: the browser reads the disk meanwhile. */
export async function beginStore(indexedDb: IndexedDbImplementation): Promise<BegunStore> {
  const opened = await RecordStore.open(indexedDb);
  return { opened, state: opened.ok ? await opened.value.state().catch(() => null) : null };
}

/** The same store where it is still as it was found, else one that is opened now: between the two a person may have gone for lunch. */
export async function stillBegun(indexedDb: IndexedDbImplementation, begun: Promise<BegunStore>): Promise<BegunStore> {
  const { opened, state } = await begun;
  if (opened.ok && state !== null && (await opened.value.generation().catch(() => null)) === state.generation) return { opened, state };
  if (opened.ok) opened.value.close();
  return beginStore(indexedDb);
}

export async function giveUpStore(begun: Promise<BegunStore>): Promise<void> {
  const { opened } = await begun;
  if (opened.ok) opened.value.close();
}
