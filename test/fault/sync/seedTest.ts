import { expect, it } from 'vitest';
import { nameOf, runSeeds } from './runSeeds.ts';

/** `npm test` runs this many seeds in each of three files, side by side; `SYNC_SEEDS` asks for another number. */
const perFile = Number(process.env['SYNC_SEEDS'] ?? 300) / 3;

/** Declares the test over one third of the seeds. `third` is 0, 1 or 2. */
export function seedTest(third: number): void {
  const first = Number(process.env['SYNC_FIRST_SEED'] ?? 1) + Math.round(third * perFile);
  const count = Number(process.env['SYNC_FIRST_SEED'] ?? 1) + Math.round((third + 1) * perFile) - first;
  it(`nothing acknowledged is lost, and all devices end with the same, in ${count} seeds from ${first}`, { timeout: 15 * 60_000 }, async () => {
    const { failed, words, compacted, kills } = await runSeeds(count, first, { stopAtFirst: false });
    expect(failed.map((report) => `${nameOf(report)}: ${report.failures[0] ?? ''}\n${report.steps.join('\n')}`)).toEqual([]);
    // A simulation that writes nothing would find nothing.
    expect(words).toBeGreaterThan(count * 3);
    expect(compacted).toBeGreaterThan(count / 2);
    if (count >= 100) expect(kills).toBeGreaterThan(count / 50);
  });
}
