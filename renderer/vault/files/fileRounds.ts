import { noFilePlaces, type FilePlaces, type FileReason } from '../../../shared/domain/vault/filePlaces.ts';
import { retryDelayMs, type RetryTiming } from '../../../shared/time/retryDelayMs.ts';
import type { Result } from '../../../shared/errors/result.ts';
import type { FileExchange } from './fileExchange.ts';

export interface FileRoundsParts {
  readonly files: FileExchange;
  /** Where files count as settled; null while there is nobody to exchange with. */
  at(): Promise<string | null>;
  /** When the server was last asked for every piece; null before the first time. */
  lastChecked(): Promise<string | null>;
  noteChecked(): Promise<unknown>;
  show(places: FilePlaces): void;
  readonly now: () => string;
  readonly random: () => number;
  readonly timing?: RetryTiming & { readonly lookMs: number };
}

const dayMs = 24 * 60 * 60 * 1_000;
/** Refusals and limits are said beside the file and tried again with the next exchange; only a way that is broken is tried by itself. */
const defaultTiming = { firstRetryMs: 4_000, longestRetryMs: 10 * 60_000, lookMs: 400 };
const final = new Set(['device.revoked', 'device.unknown', 'sync.notJoined']);

/**
 * Decides when files cross: after an exchange of records, beside it and one round at a time, so that what was written never waits behind a
 * recording. Keeps what is shown of them true.
 */
export class FileRounds {
  readonly #parts: FileRoundsParts;
  readonly #timing: NonNullable<FileRoundsParts['timing']>;
  #running: Promise<void> | null = null;
  #again: { readonly thorough: boolean } | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #looking: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;
  #away: FileReason | null = null;
  #stopped = false;

  constructor(parts: FileRoundsParts) {
    this.#parts = parts;
    this.#timing = parts.timing ?? defaultTiming;
  }

  /** There may be something to send or to fetch, and a way. Answers when the round that this asks for has ended. */
  async run(thorough = false): Promise<void> {
    if (this.#stopped) return;
    this.#clearRetry();
    if (this.#running !== null) {
      this.#again = { thorough: thorough || this.#again?.thorough === true };
      return this.#running;
    }
    this.#running = this.#rounds(thorough)
      .catch((error: unknown) => {
        // A vault that was locked meanwhile answers nothing any more.
        if (this.#stopped) return;
        this.#failed('vault.internal');
        throw error;
      })
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  /** There is no way to the server just now. */
  isAway(): void {
    this.#away = 'network';
    this.lookSoon();
  }

  /** Notes or files changed: what is shown of them is looked at again, once things are quiet. */
  lookSoon(): void {
    if (this.#stopped || this.#looking !== null) return;
    this.#looking = setTimeout(() => {
      this.#looking = null;
      void this.#look().catch(() => undefined);
    }, this.#timing.lookMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#parts.files.end();
    this.#clearRetry();
    if (this.#looking !== null) clearTimeout(this.#looking);
  }

  async #rounds(first: boolean): Promise<void> {
    let thorough = first;
    for (;;) {
      this.#again = null;
      const due = thorough || (await this.#isDue());
      const round = await this.#parts.files.round({ thorough: due });
      if (this.#stopped) return;
      if (due && round.ok && round.value.problem === null) await this.#parts.noteChecked();
      const code = problemOf(round);
      this.#away = code === null ? null : 'network';
      await this.#look().catch(() => undefined);
      if (code !== null) return this.#failed(code);
      this.#failures = 0;
      const next = this.#again as { readonly thorough: boolean } | null;
      if (next === null || this.#stopped) return;
      thorough = next.thorough;
    }
  }

  #failed(code: string): void {
    this.#failures += 1;
    if (this.#stopped || final.has(code)) return;
    this.#retry = setTimeout(() => void this.run(), retryDelayMs(this.#failures, this.#timing, this.#parts.random()));
  }

  /** Once a day the server is asked for everything, so that what it lost is noticed while some device still has it. Clocks that are off do no harm. */
  async #isDue(): Promise<boolean> {
    const last = await this.#parts.lastChecked();
    return last === null || Math.abs(Date.parse(this.#parts.now()) - Date.parse(last)) >= dayMs;
  }

  async #look(): Promise<void> {
    const at = await this.#parts.at();
    // With one device all there is, is here: the lists of all situations need not be read for that.
    if (at === null) return this.#stopped ? undefined : this.#parts.show(noFilePlaces);
    const { files, here } = await this.#parts.files.places(at, this.#away);
    if (!this.#stopped) this.#parts.show({ on: true, files, here });
  }

  #clearRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }
}

const problemOf = (round: Result<{ readonly problem: { readonly code: string } | null }>): string | null => (round.ok ? (round.value.problem?.code ?? null) : round.error.code);
