import { isIPv6 } from 'node:net';

export interface RateLimit {
  /** Takes one try for this caller. Answers 0 when it may go on, else the seconds to wait. */
  take(address: string): number;
}

export interface RateLimitOptions {
  readonly perMinute: number;
  /** Monotonic milliseconds. */
  readonly nowMs?: () => number;
}

/** Callers that are remembered at most; the longest unseen are forgotten first. */
const maxCallers = 10_000;

/** A bucket of tries for each caller, refilled evenly. Kept in memory only: no address is ever written down. */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  const nowMs = options.nowMs ?? (() => performance.now());
  const perMs = options.perMinute / 60_000;
  const buckets = new Map<string, { tries: number; atMs: number }>();
  return {
    take(address) {
      const caller = callerOf(address);
      const now = nowMs();
      const before = buckets.get(caller) ?? { tries: options.perMinute, atMs: now };
      const tries = Math.min(options.perMinute, before.tries + (now - before.atMs) * perMs);
      buckets.delete(caller);
      buckets.set(caller, { tries: tries >= 1 ? tries - 1 : tries, atMs: now });
      if (buckets.size > maxCallers) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return tries >= 1 ? 0 : Math.ceil((1 - tries) / perMs / 1_000);
    },
  };
}

/** One household or office gets a whole /64 of IPv6, so its first four groups are one caller. */
function callerOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const front = head.split(':').filter((group) => group !== '');
  const back = (tail ?? '').split(':').filter((group) => group !== '');
  const groups = tail === undefined ? front : [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return groups.slice(0, 4).join(':');
}
