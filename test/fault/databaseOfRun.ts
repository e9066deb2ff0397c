import type { IndexedDbImplementation } from '../../renderer/vault/engine/recordStore.ts';

/** One run of a program that a test kills. Its code goes on here, where a real one would be gone. */
export class ProgramRun {
  #gone = false;

  get gone(): boolean {
    return this.#gone;
  }

  /** What was on its way to the disk in this turn may still arrive; nothing that is begun later does. */
  end(): void {
    setImmediate(() => (this.#gone = true));
  }
}

/** A database as one run of the program sees it: once that has ended it writes nothing more, whatever of it still runs. */
export function databaseOfRun({ indexedDB, IDBKeyRange, ...rest }: IndexedDbImplementation, run: Pick<ProgramRun, 'gone'>): IndexedDbImplementation {
  const open = (...asked: Parameters<IDBFactory['open']>): IDBOpenDBRequest => {
    const opening = indexedDB.open(...asked);
    opening.addEventListener('success', () => {
      const database = opening.result;
      const begin = database.transaction.bind(database);
      database.transaction = (stores, mode, options) => {
        if (run.gone && mode === 'readwrite') throw new DOMException('the program has ended', 'InvalidStateError');
        return begin(stores, mode, options);
      };
    });
    return opening;
  };
  const factory = new Proxy(indexedDB, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      return key === 'open' ? open : typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...rest, IDBKeyRange, indexedDB: factory };
}
