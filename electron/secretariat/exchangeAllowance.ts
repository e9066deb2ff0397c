import { fail, type Result } from '../../shared/errors/result.ts';

export interface ExchangeAllowance {
  /** Whether something may cross now. Fails with `sync.limit` once the day's bytes are used up. */
  check(): Result<never> | null;
  /** The same for files, which may use half of the day's bytes: what was written must not wait behind a recording. */
  checkFiles(): Result<never> | null;
  used(bytes: number): void;
  /** The user asked for an exchange: the day's bytes count anew. */
  allow(): void;
}

const mebibyte = 1024 * 1024;
const filesShare = 0.5;

/** Keeps the exchange within so many megabytes a day, for links that cost. Counted for as long as the app runs. */
export function createExchangeAllowance(limitMb: () => number | null, clock: () => Date): ExchangeAllowance {
  let day = '';
  let bytes = 0;
  const today = (): void => {
    const now = clock().toISOString().slice(0, 10);
    if (now !== day) bytes = 0;
    day = now;
  };
  const over = (share: number): Result<never> | null => {
    today();
    const limit = limitMb();
    return limit !== null && bytes >= limit * mebibyte * share ? fail('sync.limit', 'later', { limit }) : null;
  };
  return {
    check: () => over(1),
    checkFiles: () => over(filesShare),
    used(count) {
      today();
      bytes += count;
    },
    allow() {
      bytes = 0;
    },
  };
}
