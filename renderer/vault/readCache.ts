import type { ReadSnapshot, VaultRead } from '../../shared/domain/vault/vaultReads.ts';
import type { Failure } from '../../shared/errors/result.ts';
import { readKey } from './protocol.ts';

const loading: ReadSnapshot<never> = { state: 'loading' };

interface Entry {
  readonly read: VaultRead;
  readonly listeners: Set<() => void>;
  snapshot: ReadSnapshot<unknown>;
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
    this.#entries.set(key, { read, listeners: new Set([listener]), snapshot: loading });
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

  watched(): VaultRead[] {
    return [...this.#entries.values()].map((entry) => entry.read);
  }

  /** Forgets every value and keeps the listeners. */
  clear(): void {
    for (const [key, entry] of this.#entries) {
      if (entry.listeners.size === 0) this.#entries.delete(key);
      entry.snapshot = loading;
      for (const listener of [...entry.listeners]) listener();
    }
  }
}
