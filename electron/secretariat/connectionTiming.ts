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
