/** How patient the connection to the Secretariat is. All in milliseconds. */
export interface ConnectionTiming {
  /** Wait after the first failure; it doubles with each further one, up to the longest. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** A connection that held this long starts counting failures anew. */
  readonly provenAfterMs: number;
  readonly connectTimeoutMs: number;
  /** More than twice the server's heartbeat. */
  readonly silenceMs: number;
  /** How often this computer's network addresses are looked at. */
  readonly networkLookMs: number;
  readonly callTimeoutMs: number;
}

export const defaultTiming: ConnectionTiming = {
  firstRetryMs: 1_000,
  longestRetryMs: 5 * 60 * 1_000,
  provenAfterMs: 30_000,
  connectTimeoutMs: 20_000,
  silenceMs: 60_000,
  networkLookMs: 5_000,
  callTimeoutMs: 20_000,
};

/**
 * The wait after a number of failures in a row. Half of it is chance, so that the devices of a whole country do not come back in the
 * same second after the server was down.
 * @param random from 0 to below 1
 */
export function retryDelayMs(failures: number, timing: Pick<ConnectionTiming, 'firstRetryMs' | 'longestRetryMs'>, random: number): number {
  const whole = Math.min(timing.longestRetryMs, timing.firstRetryMs * 2 ** Math.min(Math.max(failures - 1, 0), 30));
  return whole / 2 + (whole / 2) * random;
}
