import { failure, type Failure, type Result } from '../../shared/errors/result.ts';

/** What keeps a change from the disk, whatever the change was. */
const diskFailures = new Set(['vault.diskFull', 'vault.journalFailed', 'vault.journalConflict', 'vault.saveFailed', 'vault.storageUnreachable']);

const saved = (value: unknown): boolean => typeof value === 'object' && value !== null && 'savedAt' in value;

/**
 * The last change that the disk did not take and that was taken back: many of them are made in passing, a task ticked or a line removed, by
 * controls that have no room to say so. The window says it in one place, until a change is saved again or the user has read it.
 */
export class TakenBack {
  readonly #listeners = new Set<() => void>();
  #failure: Failure | null = null;

  /** Takes note of what a command was answered. Typed text is not for here: it stays, is tried again, and its own line says so. */
  answered(name: string, result: Result<unknown>): void {
    if (name === 'pushNoteUpdate') return;
    if (result.ok) this.#set(saved(result.value) ? null : this.#failure);
    else if (diskFailures.has(result.error.code)) this.#set(failure(result.error.code, result.error.retry));
  }

  get = (): Failure | null => this.#failure;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  forget = (): void => this.#set(null);

  #set(next: Failure | null): void {
    if (next === this.#failure) return;
    this.#failure = next;
    for (const listener of [...this.#listeners]) listener();
  }
}
