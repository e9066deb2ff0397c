/** Wait after the first failure; it doubles with each further one, up to the longest. Milliseconds. */
export interface RetryTiming {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

/**
 * The wait after a number of failures in a row. Half of it is chance, so that the devices of a whole country do not come back in the
 * same second after the server was down.
 * @param random from 0 to below 1
 */
export function retryDelayMs(failures: number, timing: RetryTiming, random: number): number {
  const whole = Math.min(timing.longestRetryMs, timing.firstRetryMs * 2 ** Math.min(Math.max(failures - 1, 0), 30));
  return whole / 2 + (whole / 2) * random;
}
