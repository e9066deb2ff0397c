import type { Transfer } from '../../../shared/domain/vault/noteFile.ts';
import { failure, FailureError } from '../../../shared/errors/result.ts';

/** A transfer as the code that does the work holds it. */
export interface RunningTransfer {
  /** Says how far it is. Throws FailureError `transfer.cancelled` once the user has stopped it. */
  progress(done: number, total: number): void;
}

const told = 100;

/** What is under way and can be stopped. The window watches it as the read `transfers`. */
export class Transfers {
  readonly #running = new Map<string, Transfer>();
  readonly #stopped = new Set<string>();
  readonly #onChange: () => void;
  #toldAt = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get all(): readonly Transfer[] {
    return [...this.#running.values()];
  }

  async run<T>(about: Pick<Transfer, 'id' | 'kind' | 'name' | 'noteId'>, work: (transfer: RunningTransfer) => Promise<T>): Promise<T> {
    const { id } = about;
    this.#running.set(id, { ...about, done: 0, total: 0 });
    this.#onChange();
    try {
      return await work({
        progress: (done, total) => {
          if (this.#stopped.has(id)) throw new FailureError(failure('transfer.cancelled', 'never'));
          this.#running.set(id, { ...about, done, total });
          const now = Date.now();
          if (now - this.#toldAt < told && done < total) return;
          this.#toldAt = now;
          this.#onChange();
        },
      });
    } finally {
      this.#running.delete(id);
      this.#stopped.delete(id);
      this.#onChange();
    }
  }

  /** The work ends at its next step and puts back what it had done. */
  stop(id: string): void {
    if (this.#running.has(id)) this.#stopped.add(id);
  }

  stopAll(): void {
    for (const id of this.#running.keys()) this.#stopped.add(id);
  }
}
