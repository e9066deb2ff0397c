import type { EntryOf, EntryType, StoredEntry } from '../../../shared/domain/vault/entry.ts';

/** A stored entry as it is saved again: without what the vault keeps of it. */
export function entryFields<T extends EntryType>(stored: StoredEntry<T>): EntryOf<T> {
  const { id: _id, createdAt: _createdAt, changedAt: _changedAt, trashedAt: _trashedAt, ...fields } = stored as StoredEntry;
  return fields as EntryOf<T>;
}
