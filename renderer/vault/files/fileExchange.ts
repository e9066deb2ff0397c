/**
 * The exchange of files between the devices of one person: their sealed pieces, by name. Notes go before, so a note may name a file whose
 * pieces are still to come. Every piece is whole on the disk before the next begins, and what was reached is read from the disk and asked at
 * the server, so a round may be cut off anywhere and begun again. Runs wherever its vault and its transport do.
 */
import type { FilePlace, FileReason } from '../../../shared/domain/vault/filePlaces.ts';
import { fail, FailureError, must, ok, type Result } from '../../../shared/errors/result.ts';
import { clearGone } from './clearGone.ts';
import { FileRun, type FileExchangeParts, type FileRound } from './fileRun.ts';

export class FileExchange {
  readonly #parts: FileExchangeParts;
  /** Why a file is not where it should be, as the last round found. */
  readonly #reasons = new Map<string, FileReason>();
  /** Files that the user asked for, or stopped. */
  readonly #asked = new Set<string>();
  readonly #stopped = new Set<string>();
  readonly #keyless = new Map<string, number>();
  /** The server had no room: what it refused is not sent again with every exchange. */
  #full = false;
  #ended = false;

  constructor(parts: FileExchangeParts) {
    this.#parts = parts;
  }

  /** The user wants this very file, now: beyond what a day may cost, and from whoever has it. */
  ask(fileId: string): void {
    this.#asked.add(fileId);
    this.#stopped.delete(fileId);
    this.#reasons.delete(fileId);
  }

  end(): void {
    this.#ended = true;
  }

  /** What is not yet where it should be, without asking anybody. `awayReason`: said of all of it, where there is no way to the server. */
  async places(at: string | null, awayReason: FileReason | null): Promise<{ readonly files: Record<string, FilePlace>; readonly here: { readonly files: number; readonly bytes: number } }> {
    const { vault } = this.#parts;
    const [files, memory, here] = [await vault.files(), await vault.memory(), must(await vault.here())];
    const found: Record<string, FilePlace> = {};
    const whole = { files: 0, bytes: 0 };
    for (const file of files) {
      const isHere = vault.names(file).every((name) => here.has(name));
      if (isHere) {
        whole.files += 1;
        whole.bytes += file.bytes;
        if (at === null || memory.get(file.id)?.at === at) continue;
      }
      const known = this.#reasons.get(file.id);
      const reason = awayReason !== null && (known === undefined || known === 'next') ? awayReason : (known ?? 'next');
      found[file.id] = { noteId: file.noteId, situationId: file.situationId, bytes: file.bytes, way: isHere ? 'send' : 'fetch', reason };
    }
    return { files: found, here: whole };
  }

  /** Sends and fetches what there is. `thorough`: asks the server for every piece, also of files that were there before. Fails with `sync.notJoined` and as the vault does. */
  async round({ thorough = false }: { readonly thorough?: boolean } = {}): Promise<Result<FileRound>> {
    try {
      return ok(await this.#round(thorough));
    } catch (error) {
      if (error instanceof FailureError) return { ok: false, error: error.failure };
      throw error;
    }
  }

  async #round(thorough: boolean): Promise<FileRound> {
    const { vault } = this.#parts;
    const standing = await this.#parts.standing();
    if (standing === null) throw new FailureError(fail('sync.notJoined', 'never').error);
    const files = [...(await vault.files())].sort((a, b) => a.bytes - b.bytes || (a.id < b.id ? -1 : 1));
    // Remembered before anything of it crosses, so that what becomes of it later is noticed.
    must(await vault.notice(files));
    if (await clearGone(this.#parts, standing, new Set(files.map(({ id }) => id)))) this.#full = false;
    const run = new FileRun(this.#parts, standing, await vault.ledger(), must(await vault.here()), { asked: this.#asked, stopped: this.#stopped, reasons: this.#reasons, keyless: this.#keyless, full: this.#full && !thorough, ended: () => this.#ended });
    const round = await run.through(files, thorough);
    this.#full = run.isFull;
    return round;
  }
}
