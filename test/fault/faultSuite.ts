/** What `npm run fault` runs: suites by name, each repeatable by its seed. */
export interface FaultRun {
  readonly seed: number;
  readonly rounds: number;
  /** Between 0 and 1, from the seed. */
  readonly random: () => number;
  readonly say: (line: string) => void;
}

export interface FaultSuite {
  readonly name: string;
  /** One line: what is broken, and what must hold. */
  readonly about: string;
  /** Rounds of a full run, and of the short one in CI. */
  readonly rounds: { readonly full: number; readonly ci: number };
  /** Throws where something that must hold does not. Answers what was done, or why it could not be. */
  readonly run: (run: FaultRun) => Promise<FaultResult>;
}

export type FaultResult = { readonly done: string } | { readonly skipped: string };

/** Mulberry32: small, seeded, good enough to choose moments. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function insist(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(words);
}
