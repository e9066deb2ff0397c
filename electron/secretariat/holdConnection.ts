import type { Fetch } from './answerKind.ts';
import { retryDelayMs } from '../../shared/time/retryDelayMs.ts';
import type { ConnectionTiming } from './connectionTiming.ts';
import { followEvents, type StreamEnd } from './followEvents.ts';

export interface HeldConnection {
  /** Drops the present connection or wait and connects at once. */
  reconnect(): void;
  stop(): Promise<void>;
}

export interface HoldOptions {
  readonly fetch: Fetch;
  readonly address: string;
  readonly timing: ConnectionTiming;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly networkSignature: () => string;
  onOpen(): void;
  onHeard(): void;
  onEdition(number: number): void;
  token?(): string | null;
  onNews?(): void;
  onSessionEnded?(): void;
  /** An attempt did not come to an open connection. */
  onFailure(reason: StreamEnd['reason']): void;
}

/** Keeps one connection for events, for as long as it takes: through servers that restart, networks that change, and nights asleep. */
export function holdConnection(options: HoldOptions): HeldConnection {
  const { timing } = options;
  const stopping = new AbortController();
  let attempt = new AbortController();
  let failures = 0;
  let wakeUp: (() => void) | undefined;

  const reconnect = (): void => {
    failures = 0;
    attempt.abort();
    wakeUp?.();
  };

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopping.signal.aborted) wakeUp();
    });

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      attempt = new AbortController();
      const startedMs = performance.now();
      const end = await followEvents({
        ...options,
        connectTimeoutMs: timing.connectTimeoutMs,
        silenceMs: timing.silenceMs,
        signal: AbortSignal.any([stopping.signal, attempt.signal]),
      });
      // Without its token the next attempt is made as by a stranger, who hears of editions only.
      if (end.reason === 'stopped' || end.reason === 'sessionEnded') continue;
      if (end.opened && performance.now() - startedMs >= timing.provenAfterMs) failures = 0;
      failures += 1;
      // A stream that ended was fine until now: servers restart and proxies cut. Whether it is reachable, the next attempt tells.
      if (!end.opened) options.onFailure(end.reason);
      await rest(Math.max(end.retryAfterMs, retryDelayMs(failures, timing, options.random())));
      wakeUp = undefined;
    }
  };

  let signature = options.networkSignature();
  let lookedAtMs = options.clock().getTime();
  const look = setInterval(() => {
    const now = options.clock().getTime();
    const slept = Math.abs(now - lookedAtMs) > timing.networkLookMs + timing.silenceMs;
    const present = options.networkSignature();
    const changed = present !== signature;
    signature = present;
    lookedAtMs = now;
    // After sleep the old connection looks open although the other end is gone.
    if (slept || (changed && present !== '')) reconnect();
  }, timing.networkLookMs);
  look.unref();

  const running = run();
  return {
    reconnect,
    async stop() {
      clearInterval(look);
      stopping.abort();
      wakeUp?.();
      await running;
    },
  };
}
