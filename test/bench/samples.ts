/** Median and range of repeated timings, in milliseconds. Ratios are taken of medians of one run; absolute times depend on the machine. */
export interface Timing {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly n: number;
}

export function timing(samples: readonly number[]): Timing {
  const sorted = [...samples].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, n: sorted.length };
}

/** The value below which the share `q` of a sorted list lies. */
export const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
export const written = ({ median, min, max, n }: Timing): string => `${short(median)} (${short(min)}–${short(max)}, ${n})`;
export const ratio = (measured: Timing, floor: Timing): string => `${(measured.median / floor.median).toFixed(2)}×`;

/** One line of the report: what was measured against what, and the bound where there is one. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly against: string;
  readonly ratio: string;
}
