import type { EntryOf, EntryType, StoredEntry } from '../../shared/domain/vault/entry.ts';
import type { Saved } from '../../shared/domain/vault/vaultCommands.ts';
import type { Result } from '../../shared/errors/result.ts';
import { vault } from './vault.ts';

/** Changes some fields of an entry. What else was saved meanwhile stays, also where the screen has not heard of it yet. */
export const patchEntry = <T extends EntryType>({ id }: StoredEntry<T>, change: Partial<Omit<EntryOf<T>, 'type'>>): Promise<Result<Saved>> => vault.commands.patchEntry(id, change as Record<string, unknown>);
