import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import type { ReadSnapshot, VaultRead } from '../../shared/domain/vault/vaultReads.ts';
import type { Failure } from '../../shared/errors/result.ts';
import { newestFirst } from './engine/newestFirst.ts';
import { readKey } from './protocol.ts';

const loading: ReadSnapshot<never> = { state: 'loading' };

interface Entry {
  readonly read: VaultRead;
  readonly listeners: Set<() => void>;
  snapshot: ReadSnapshot<unknown>;
  /** What has come so far of a long list. */
  parts: NoteSummary[] | null;
}

/** The window's side of watched reads: the last value of each, and who wants to hear of the next. Emptied on lock. */
export class ReadCache {
  readonly #entries = new Map<string, Entry>();

  /** Adds a listener. `first` is true where nobody watched this read before. */
  add(read: VaultRead, listener: () => void): { readonly first: boolean } {
    const key = readKey(read);
    const known = this.#entries.get(key);
    if (known !== undefined) {
      known.listeners.add(listener);
      return { first: false };
    }
    this.#entries.set(key, { read, listeners: new Set([listener]), snapshot: loading, parts: null });
    return { first: true };
  }

  /** Removes a listener. `last` is true where nobody is left; the value stays until dropUnused. */
  remove(read: VaultRead, listener: () => void): { readonly last: boolean } {
    const entry = this.#entries.get(readKey(read));
    return { last: entry !== undefined && entry.listeners.delete(listener) && entry.listeners.size === 0 };
  }

  /** Forgets a read that still has no listener. Answers whether it did. */
  dropUnused(read: VaultRead): boolean {
    const entry = this.#entries.get(readKey(read));
    return entry !== undefined && entry.listeners.size === 0 && this.#entries.delete(readKey(read));
  }

  snapshot(read: VaultRead): ReadSnapshot<unknown> {
    return this.#entries.get(readKey(read))?.snapshot ?? loading;
  }

  put(key: string, value: unknown, error: Failure | null): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.snapshot = error === null ? { state: 'ready', value } : { state: 'failed', error };
    for (const listener of [...entry.listeners]) listener();
  }

  /** Takes a part of a long list. Nobody hears of it before the last one is there. */
  putPart(key: string, values: readonly NoteSummary[], first: boolean, last: boolean): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    if (first) entry.parts = [];
    entry.parts?.push(...values);
    if (!last || entry.parts === null) return;
    const value = entry.parts;
    entry.parts = null;
    this.put(key, value, null);
  }

  /** Puts changed values of a long list in the place that they now have. */
  change(key: string, values: readonly NoteSummary[], gone: readonly string[]): void {
    const snapshot = this.#entries.get(key)?.snapshot;
    if (snapshot?.state !== 'ready') return;
    const replaced = new Set([...gone, ...values.map(({ id }) => id)]);
    const list = (snapshot.value as readonly NoteSummary[]).filter(({ id }) => !replaced.has(id));
    const added = [...values].sort(newestFirst);
    const merged: NoteSummary[] = [];
    let next = 0;
    for (const value of list) {
      for (let one = added[next]; one !== undefined && newestFirst(one, value) < 0; one = added[next]) {
        merged.push(one);
        next += 1;
      }
      merged.push(value);
    }
    this.put(key, [...merged, ...added.slice(next)], null);
  }

  watched(): VaultRead[] {
    return [...this.#entries.values()].map((entry) => entry.read);
  }

  /** Forgets every value and keeps the listeners. */
  clear(): void {
    for (const [key, entry] of this.#entries) {
      if (entry.listeners.size === 0) this.#entries.delete(key);
      entry.snapshot = loading;
      entry.parts = null;
      for (const listener of [...entry.listeners]) listener();
    }
  }
}
