import { retryDelayMs, type RetryTiming } from '../../../shared/time/retryDelayMs.ts';
import { notExchanging, type ExchangeAdvance, type ExchangeState } from '../../../shared/domain/vault/exchangeState.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { ExchangeReport } from './syncEngine.ts';

export interface LoopTiming extends RetryTiming {
  /** Quiet after a change before it is sent. */
  readonly pauseMs: number;
  /** Changes after which no pause is waited for. */
  readonly operations: number;
  /** Asked again this long after the last exchange, should every word from the server be lost. */
  readonly idleMs: number;
}

export const loopTiming: LoopTiming = { pauseMs: 3_000, operations: 200, firstRetryMs: 2_000, longestRetryMs: 5 * 60_000, idleMs: 15 * 60_000 };

export interface LoopParts {
  exchange(): Promise<Result<ExchangeReport>>;
  /** Whether there is a Secretariat to exchange with at all. */
  joined(): Promise<boolean>;
  /** How many documents have something to send. */
  waiting(): Promise<number>;
  /** When the last exchange was, as it is kept; null before the first. */
  lastExchangeAt(): Promise<string | null>;
  show(state: ExchangeState): void;
  readonly now: () => string;
  readonly random: () => number;
  readonly timing?: LoopTiming;
}

/** Without a way to the server: the app tries again, and nobody need do anything. */
const away = new Set(['secretariat.unreachable', 'secretariat.busy', 'vault.storageUnreachable']);
/** Nothing that trying again could change. */
const final = new Set(['device.revoked', 'device.unknown']);

/** Decides when this device exchanges with the server: after each pause in the work, when there is news, and again after whatever went wrong. */
export class ExchangeLoop {
  readonly #parts: LoopParts;
  readonly #timing: LoopTiming;
  #state: ExchangeState = notExchanging;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<Result<ExchangeReport>> | null = null;
  #failures = 0;
  #changes = 0;
  #counting = false;
  #stopped = false;

  constructor(parts: LoopParts) {
    this.#parts = parts;
    this.#timing = parts.timing ?? loopTiming;
  }

  get state(): ExchangeState {
    return this.#state;
  }

  /** The vault was opened. */
  async start(): Promise<void> {
    if (this.#stopped || !(await this.#parts.joined())) return;
    this.#show({ phase: 'running' });
    await this.#count();
    this.nudge();
  }

  /** The user changed something, and it is on the disk. */
  changed(): void {
    if (this.#stopped || this.#state.phase === 'off') return;
    this.#changes += 1;
    void this.#count();
    // While the server cannot be reached, changes gather and the waits between attempts stay as long as they are.
    if (this.#failures > 0 || final.has(this.#state.failureCode ?? '')) return;
    if (this.#changes >= this.#timing.operations) void this.now();
    else this.#after(this.#timing.pauseMs);
  }

  /** There may be something to exchange, or a way to do it: exchanges at once, whatever went wrong before. */
  nudge(): void {
    if (!this.#stopped) void this.now();
  }

  /** Exchanges now, or shares the exchange that runs. */
  now(): Promise<Result<ExchangeReport>> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Sends what waits before the vault is locked, where there is something and a way; no longer than `limitMs`. */
  async last(limitMs: number): Promise<void> {
    this.#clear();
    if (this.#state.phase === 'off' || this.#failures > 0 || (await this.#parts.waiting()) === 0) return;
    await Promise.race([this.now(), new Promise((resolve) => setTimeout(resolve, limitMs))]);
  }

  /** Told by the exchange that runs. Of the first one with a new device nothing was shown before. */
  advanced(advance: ExchangeAdvance): void {
    if (this.#running !== null) this.#show({ phase: 'running', advance, ...(advance.way === 'send' ? { waiting: advance.of - advance.done } : {}) });
  }

  stop(): void {
    this.#stopped = true;
    this.#clear();
  }

  async #run(): Promise<Result<ExchangeReport>> {
    this.#clear();
    this.#changes = 0;
    if (this.#state.phase !== 'off') this.#show({ phase: 'running' });
    const result = await this.#exchanged();
    if (this.#stopped) return result;
    if (!result.ok) {
      this.#failed(result.error.code);
      return result;
    }
    this.#failures = 0;
    this.#show({ phase: 'resting', advance: null, failureCode: null, held: result.value.held, tooLarge: result.value.tooLarge.length, lastExchangeAt: this.#parts.now(), troubles: this.#state.troubles + result.value.troubles.length, waiting: result.value.waiting });
    this.#after(this.#changes > 0 ? this.#timing.pauseMs : this.#timing.idleMs);
    return result;
  }

  /** What was not foreseen ends this exchange, not the loop. While the vault is locked, that is a store which was closed under it. */
  async #exchanged(): Promise<Result<ExchangeReport & { readonly waiting: number }>> {
    try {
      const exchanged = await this.#parts.exchange();
      return exchanged.ok ? ok({ ...exchanged.value, waiting: await this.#parts.waiting() }) : exchanged;
    } catch (error) {
      return fail('vault.internal', 'later', { name: error instanceof Error ? error.name : 'unknown' });
    }
  }

  #failed(code: string): void {
    if (code === 'sync.notJoined') return this.#show({ ...notExchanging });
    this.#failures += 1;
    this.#show({ phase: away.has(code) ? 'away' : 'stuck', advance: null, failureCode: code });
    void this.#count();
    if (!final.has(code)) this.#after(retryDelayMs(this.#failures, this.#timing, this.#parts.random()));
  }

  async #count(): Promise<void> {
    if (this.#counting) return;
    this.#counting = true;
    try {
      const [waiting, lastExchangeAt] = [await this.#parts.waiting(), this.#state.lastExchangeAt ?? (await this.#parts.lastExchangeAt())];
      this.#show({ waiting, lastExchangeAt });
    } catch (error) {
      // A vault that was locked meanwhile answers nothing any more.
      if (!this.#stopped) throw error;
    } finally {
      this.#counting = false;
    }
  }

  #show(change: Partial<ExchangeState>): void {
    if (this.#stopped) return;
    this.#state = { ...this.#state, ...change };
    this.#parts.show(this.#state);
  }

  #after(ms: number): void {
    this.#clear();
    if (!this.#stopped) this.#timer = setTimeout(() => void this.now(), ms);
  }

  #clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
