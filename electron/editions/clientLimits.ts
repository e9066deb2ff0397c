/** Bounds on what a server may send and how slowly. Sizes in bytes, times in milliseconds. */
export interface ClientLimits {
  readonly maxRootBytes: number;
  readonly maxTimestampBytes: number;
  /** For snapshot and targets whose length is not signed; a signed length beyond it is refused as well. */
  readonly maxMetadataBytes: number;
  readonly maxManifestBytes: number;
  readonly maxItemBytes: number;
  readonly maxEditionBytes: number;
  /** In each stretch of this length at least `minBytesPerWindow` have to arrive; there is no bound on the time in all. */
  readonly windowMs: number;
  readonly minBytesPerWindow: number;
  /** A connection that broke is taken up again this often without having gained ground. */
  readonly maxFruitlessAttempts: number;
  readonly retryDelayMs: number;
  readonly parallelDownloads: number;
}

export const defaultLimits: ClientLimits = {
  maxRootBytes: 64_000,
  maxTimestampBytes: 16_000,
  maxMetadataBytes: 1_000_000,
  maxManifestBytes: 4_000_000,
  maxItemBytes: 2_000_000,
  maxEditionBytes: 200_000_000,
  windowMs: 20_000,
  minBytesPerWindow: 1_000,
  maxFruitlessAttempts: 3,
  retryDelayMs: 500,
  parallelDownloads: 4,
};
