import { maxChunkNames } from '../../../shared/contracts/chunksApi.ts';
import type { FileReason } from '../../../shared/domain/vault/filePlaces.ts';
import { FailureError, must, ok, type Failure, type Result } from '../../../shared/errors/result.ts';
import type { FileLedger } from './fileLedger.ts';
import type { FileStanding, FileVault, NamedFile, PieceState, PieceTransport } from './filePorts.ts';

export interface FileRound {
  readonly sent: number;
  readonly fetched: number;
  /** What kept the round from ending its work; null where nothing did, or only rules of the user's own. */
  readonly problem: Failure | null;
}

export interface FileExchangeParts {
  readonly vault: FileVault;
  readonly transport: PieceTransport;
  /** null before this device has exchanged anything. */
  standing(): Promise<FileStanding | null>;
  /** A call in this device's session, which is opened where need be. */
  call<T>(call: () => Promise<Result<T>>): Promise<Result<T>>;
  /** Something changed in what `places` answers. */
  readonly onChange?: () => void;
}

/** What ends one way for this round and not the other. */
const endsSending: Readonly<Record<string, FileReason>> = { 'chunk.quota': 'quota', 'sync.limit': 'limit' };
const endsFetching: Readonly<Record<string, FileReason>> = { 'vault.diskFull': 'diskFull', 'sync.limit': 'limit' };

interface Choices {
  readonly asked: Set<string>;
  readonly stopped: Set<string>;
  readonly reasons: Map<string, FileReason>;
  /** By name of a piece: how often it was fetched and named a key that is not here. */
  readonly keyless: Map<string, number>;
  /** The server had no room the last time. */
  readonly full: boolean;
  ended(): boolean;
}

/** One round: what the server has is asked once, then files are sent, then fetched, the small ones first. */
export class FileRun {
  readonly #parts: FileExchangeParts;
  readonly #standing: FileStanding;
  readonly #ledger: FileLedger;
  readonly #here: Set<string>;
  readonly #choices: Choices;
  /** Names that the server has, of the files that were asked for. */
  readonly #there = new Set<string>();
  #sent = 0;
  #fetched = 0;
  #problem: Failure | null = null;
  #sendingEnded: FileReason | null = null;
  #fetchingEnded: FileReason | null = null;

  constructor(parts: FileExchangeParts, standing: FileStanding, ledger: FileLedger, here: ReadonlySet<string>, choices: Choices) {
    this.#parts = parts;
    this.#standing = standing;
    this.#ledger = ledger;
    this.#here = new Set(here);
    this.#choices = choices;
    if (choices.full) this.#sendingEnded = 'quota';
  }

  get isFull(): boolean {
    return this.#sendingEnded === 'quota';
  }

  async through(files: readonly NamedFile[], thorough: boolean): Promise<FileRound> {
    const { vault, transport } = this.#parts;
    await this.#lookAtAsked(files);
    const memory = await vault.memory();
    const open = files.filter((file) => thorough || memory.get(file.id)?.at !== this.#standing.at || this.#ledger.wanted[file.id] !== undefined || !this.#isHere(file));
    if (open.length === 0) return this.#report();
    const rules = await this.#parts.call(() => transport.pieceRules());
    if (!rules.ok) return this.#fail(rules.error, open);
    const unsure = open.filter((file) => thorough || memory.get(file.id)?.at !== this.#standing.at || this.#ledger.wanted[file.id] !== undefined);
    for (const file of open) if (!unsure.includes(file)) for (const name of vault.names(file)) this.#there.add(name);
    const asked = await this.#askServer(unsure);
    if (!asked.ok) return this.#fail(asked.error, open);
    for (const file of open) {
      if (this.#problem !== null || this.#choices.ended()) break;
      await this.#sendMissing(file);
    }
    for (const file of open) {
      if (this.#problem !== null || this.#choices.ended()) break;
      if (!this.#isHere(file)) await this.#fetchMissing(file, rules.value.largestBytes);
    }
    return this.#problem === null ? this.#report() : this.#fail(this.#problem, open);
  }

  /** What the user asked for may lie here damaged: such a piece counts as not here, and is fetched anew. */
  async #lookAtAsked(files: readonly NamedFile[]): Promise<void> {
    const { vault } = this.#parts;
    for (const file of files.filter(({ id }) => this.#choices.asked.has(id))) {
      for (const [index, name] of vault.names(file).entries()) if (this.#here.has(name) && (await vault.piece(file, index)) === null) this.#here.delete(name);
    }
  }

  #report(): FileRound {
    return { sent: this.#sent, fetched: this.#fetched, problem: this.#problem };
  }

  #fail(problem: Failure, open: readonly NamedFile[]): FileRound {
    this.#problem = problem;
    for (const { id } of open) if (this.#choices.reasons.get(id) === undefined) this.#choices.reasons.set(id, 'network');
    return this.#report();
  }

  #isHere(file: NamedFile): boolean {
    return this.#parts.vault.names(file).every((name) => this.#here.has(name));
  }

  #isThere(file: NamedFile): boolean {
    return this.#parts.vault.names(file).every((name) => this.#there.has(name));
  }

  /** Why a file waits; null where it does not any more. */
  #say(file: NamedFile, reason: FileReason | null): void {
    const { reasons } = this.#choices;
    if (reason === null) reasons.delete(file.id);
    else reasons.set(file.id, reason);
  }

  async #askServer(files: readonly NamedFile[]): Promise<Result<null>> {
    const names = files.flatMap((file) => this.#parts.vault.names(file));
    for (let from = 0; from < names.length; from += maxChunkNames) {
      const answer = await this.#parts.call(() => this.#parts.transport.piecesThere(names.slice(from, from + maxChunkNames)));
      if (!answer.ok) return answer;
      for (const name of answer.value) this.#there.add(name);
    }
    return ok(null);
  }

  /** Sends what of a file is here and not there, and in place of what another device found damaged there. */
  async #sendMissing(file: NamedFile): Promise<void> {
    const { vault, transport } = this.#parts;
    const damaged = new Set(this.#ledger.wanted[file.id]?.pieces);
    const names = vault.names(file);
    const toSend = names.flatMap((name, index) => (this.#here.has(name) && (!this.#there.has(name) || damaged.has(name)) ? [{ name, index }] : []));
    if (toSend.length > 0) {
      if (this.#sendingEnded !== null && !this.#choices.asked.has(file.id)) return this.#say(file, this.#sendingEnded);
      if (this.#choices.stopped.has(file.id)) return this.#say(file, 'stopped');
      const isAsked = this.#choices.asked.has(file.id);
      const done = await this.#visibly('send', file, toSend.length, async (step) => {
        for (const { name, index } of toSend) {
          const sealed = await vault.piece(file, index);
          // Damaged here as well: it is fetched anew where another device has it.
          if (sealed === null) this.#here.delete(name);
          else {
            if (damaged.has(name) && this.#there.has(name)) {
              const removed = await this.#parts.call(() => transport.piecesRemove([name]));
              if (!removed.ok) return removed;
              this.#there.delete(name);
            }
            const sent = await this.#parts.call(() => transport.pieceSend(name, sealed, isAsked));
            // Another device has sealed the same piece: either opens.
            if (!sent.ok && sent.error.code !== 'chunk.conflict') return sent;
            this.#there.add(name);
            damaged.delete(name);
            this.#sent += 1;
          }
          step();
        }
        return ok(null);
      });
      if (!done.ok) return this.#ended(file, done.error, endsSending, (reason) => (this.#sendingEnded = reason));
    }
    if (!this.#isThere(file) || damaged.size > 0) return;
    await this.#settle(file);
  }

  /** The server does not have it any more. */
  async #lostThere(file: NamedFile, name: string): Promise<void> {
    this.#there.delete(name);
    const { id, noteId, compartment, bytes } = file;
    must(await this.#parts.vault.remember(new Map([[id, { noteId, compartment, bytes, at: null }]])));
  }

  /** All of it is at the server. */
  async #settle(file: NamedFile): Promise<void> {
    const { vault } = this.#parts;
    if (this.#ledger.wanted[file.id] !== undefined && this.#isHere(file)) must(await vault.write({ wanted: { [file.id]: null } }));
    const { id, noteId, compartment, bytes } = file;
    if ((await vault.memory()).get(id)?.at !== this.#standing.at) must(await vault.remember(new Map([[id, { noteId, compartment, bytes, at: this.#standing.at }]])));
    if (!this.#isHere(file)) return;
    this.#say(file, null);
    this.#choices.asked.delete(id);
  }

  async #fetchMissing(file: NamedFile, largestBytes: number | null): Promise<void> {
    const { vault, transport } = this.#parts;
    const { asked, stopped } = this.#choices;
    const isAsked = asked.has(file.id);
    const damaged = new Set(this.#ledger.wanted[file.id]?.pieces);
    if (!isAsked && stopped.has(file.id)) return this.#say(file, 'stopped');
    if (!isAsked && largestBytes !== null && file.bytes > largestBytes) return this.#say(file, 'large');
    if (!isAsked && this.#fetchingEnded !== null) return this.#say(file, this.#fetchingEnded);
    const missing = vault.names(file).flatMap((name, index) => (this.#here.has(name) ? [] : [{ name, index }]));
    const toFetch = missing.filter(({ name }) => this.#there.has(name) && !damaged.has(name));
    if (toFetch.length > 0 && !isAsked && !(await vault.hasRoom(file.bytes))) return this.#say(file, 'room');
    let key = false;
    const found: string[] = [];
    if (toFetch.length > 0) {
      const done = await this.#visibly('fetch', file, toFetch.length, async (step) => {
        for (const { name, index } of toFetch) {
          const copy = await vault.piece(file, index);
          const fetched = copy === null ? await this.#parts.call(() => transport.pieceFetch(name, isAsked)) : ok(copy);
          if (!fetched.ok && fetched.error.code === 'chunk.unknown') await this.#lostThere(file, name);
          else if (!fetched.ok) return fetched;
          else {
            const state = this.#look(file, name, index, fetched.value);
            if (state === 'key') key = true;
            else if (state === 'damaged') found.push(name);
            else {
              const kept = await vault.keep(name, fetched.value);
              if (!kept.ok) return kept;
              this.#here.add(name);
              this.#fetched += 1;
            }
          }
          step();
        }
        return ok(null);
      });
      if (!done.ok) return this.#ended(file, done.error, endsFetching, (reason) => (this.#fetchingEnded = reason));
    }
    if (this.#isHere(file)) return this.#settle(file);
    if (found.length > 0) must(await vault.write({ wanted: { [file.id]: { pieces: [...damaged, ...found] } } }));
    else if (isAsked && !key && this.#ledger.wanted[file.id] === undefined) must(await vault.write({ wanted: { [file.id]: { pieces: [] } } }));
    asked.delete(file.id);
    this.#say(file, key ? 'key' : found.length > 0 || damaged.size > 0 ? 'damaged' : isAsked || this.#ledger.wanted[file.id] !== undefined ? 'asked' : 'elsewhere');
  }

  /**
   * What names its key stands in plain, so a piece that is damaged there seems to wait for a key. Keys come with the records, before files: one
   * that is not here the second time, while no record waits for a key either, is taken to be damage, once.
   */
  #look(file: NamedFile, name: string, index: number, sealed: Uint8Array): PieceState {
    const state = this.#parts.vault.look(file, index, sealed);
    if (state !== 'key') return state;
    const times = (this.#choices.keyless.get(name) ?? 0) + 1;
    this.#choices.keyless.set(name, times);
    return times === 2 && !this.#standing.holdsBack ? 'damaged' : 'key';
  }

  /** Work on one file that is seen and can be stopped. */
  async #visibly(way: 'send' | 'fetch', file: NamedFile, pieces: number, work: (step: () => void) => Promise<Result<unknown>>): Promise<Result<unknown>> {
    try {
      return await this.#parts.vault.transfer(way, file, (transfer) => {
        let done = 0;
        transfer.progress(0, pieces);
        return work(() => {
          done += 1;
          this.#parts.onChange?.();
          transfer.progress(done, pieces);
        });
      });
    } catch (error) {
      if (error instanceof FailureError) return { ok: false, error: error.failure };
      throw error;
    }
  }

  #ended(file: NamedFile, failure: Failure, ends: Readonly<Record<string, FileReason>>, end: (reason: FileReason) => void): void {
    if (failure.code === 'transfer.cancelled') {
      this.#choices.asked.delete(file.id);
      if (!this.#choices.ended()) this.#choices.stopped.add(file.id);
      return this.#say(file, 'stopped');
    }
    const reason = ends[failure.code];
    if (reason === undefined) {
      this.#say(file, 'network');
      this.#problem = failure;
      return;
    }
    this.#choices.asked.delete(file.id);
    this.#say(file, reason);
    end(reason);
  }
}
