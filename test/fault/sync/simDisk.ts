/** What a simulated device keeps: journal and slot file in memory, IndexedDB by fake-indexeddb. It outlives the program that uses it. */
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { freshIndexedDb } from '../vaultRig.ts';
import type { VaultStorage } from '../../../renderer/vault/vaultStorage.ts';

interface Kept {
  /** Pieces of files, by name. */
  readonly pieces: ReadonlyMap<string, Uint8Array>;
  readonly slots: Uint8Array | null;
  /** Changed in place: with many notes a copy for each write would take longer than the exchange. */
  readonly records: Map<string, { readonly bucket: string; readonly blob: Uint8Array }>;
  readonly generation: number;
}

/** Nobody chooses a place for a file here. */
const noOutFiles: Pick<VaultStorage, 'fileBegin' | 'fileWrite' | 'fileEnd'> = {
  fileBegin: () => Promise.resolve(ok(null)),
  fileWrite: () => Promise.resolve(fail('file.notWritten', 'later')),
  fileEnd: () => Promise.resolve(ok(null)),
};

/** What happens at a write: nothing special, the program ends before or after it is carried out, or the disk is full. */
export type WriteFault = 'none' | 'endBefore' | 'endAfter' | 'full';

export class SimDisk {
  indexedDb = freshIndexedDb();
  #kept: Kept = { slots: null, records: new Map(), generation: 0, pieces: new Map() };

  copy(): Kept {
    return { ...this.#kept, records: new Map(this.#kept.records) };
  }

  /** Puts an older copy of everything in place, as a user does who restores a whole profile. */
  putBack(kept: Kept): void {
    this.#kept = { ...kept, records: new Map(kept.records) };
    this.indexedDb = freshIndexedDb();
  }

  /** As when the browser's database is wiped. */
  loseDatabase(): void {
    this.indexedDb = freshIndexedDb();
  }

  /** One bit of a piece is not what was written. */
  damagePiece(name: string): void {
    const piece = this.#kept.pieces.get(name)?.slice();
    if (piece === undefined) throw new Error(`there is no piece ${name}`);
    piece[piece.byteLength - 1]! ^= 1;
    this.#changePieces((pieces) => pieces.set(name, piece));
  }

  /** The disk as one run of the program sees it. Once the run has ended nothing answers any more. */
  storage(run: { ended: boolean }, fault: () => WriteFault, end: () => void): VaultStorage {
    const answer = <T>(result: Result<T>): Promise<Result<T>> => (run.ended ? new Promise(() => undefined) : Promise.resolve(result));
    const write = async (change: () => void): Promise<Result<null>> => {
      if (run.ended) return new Promise(() => undefined);
      const what = fault();
      if (what === 'full') return fail('vault.diskFull', 'later');
      if (what === 'endBefore') end();
      if (run.ended) return new Promise(() => undefined);
      change();
      if (what === 'endAfter') end();
      return answer(ok(null));
    };
    const state = () => ({ generation: this.#kept.generation, records: this.#kept.records.size, bytes: 0, tornBytes: 0 });
    return {
      readSlots: () => answer(ok(this.#kept.slots)),
      writeSlots: (file) => write(() => (this.#kept = { ...this.#kept, slots: file })),
      journalAppend: async (batch) => {
        if (batch.generation <= this.#kept.generation) return fail('vault.journalConflict', 'never');
        const done = await write(() => this.#append(batch.generation, batch.entries));
        return done.ok ? ok(state()) : done;
      },
      journalState: () => answer(ok(state())),
      journalRead: () => answer(ok({ entries: [...this.#kept.records].map(([id, { bucket, blob }]) => ({ id, bucket, blob })), next: null, generation: this.#kept.generation })),
      chunkPut: (name, sealed) => (this.fullAfterPieces === 0 ? answer(fail('vault.diskFull', 'later')) : write(() => this.#keepPiece(name, sealed))),
      chunkGet: (name, copy) => answer(ok(copy ? null : (this.#kept.pieces.get(name) ?? null))),
      chunksRemove: (names) => write(() => this.#changePieces((pieces) => names.forEach((name) => pieces.delete(name)))),
      chunkNames: () => answer(ok([...this.#kept.pieces.keys()].sort())),
      chunkState: () => answer(ok({ chunks: this.#kept.pieces.size, bytes: [...this.#kept.pieces.values()].reduce((sum, piece) => sum + piece.byteLength, 0) })),
      ...noOutFiles,
    };
  }

  /** With a number the disk has room for so many more pieces. */
  fullAfterPieces: number | null = null;

  #keepPiece(name: string, sealed: Uint8Array): void {
    if (this.fullAfterPieces !== null) this.fullAfterPieces -= 1;
    this.#changePieces((pieces) => pieces.set(name, sealed.slice()));
  }

  #changePieces(change: (pieces: Map<string, Uint8Array>) => void): void {
    const pieces = new Map(this.#kept.pieces);
    change(pieces);
    this.#kept = { ...this.#kept, pieces };
  }

  #append(generation: number, entries: readonly JournalEntry[]): void {
    const { records } = this.#kept;
    for (const entry of entries) {
      if (entry.op === 'put') records.set(entry.id, { bucket: entry.bucket, blob: entry.blob });
      else records.delete(entry.id);
    }
    this.#kept = { ...this.#kept, generation };
  }
}
