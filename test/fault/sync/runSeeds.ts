/** `node test/fault/sync/runSeeds.ts [count] [first seed]`: runs the simulation and prints what fails; a seed alone is replayed with its steps. */
import { start, testFolders } from '../../contract/secretariatFixture.ts';
import { simulate, type SimulationReport } from './simulate.ts';

export interface SeedRun {
  readonly failed: readonly SimulationReport[];
  readonly words: number;
  readonly files: number;
}

/** Runs `count` seeds on one server. `stopAtFirst` ends at the first that fails. */
export async function runSeeds(count: number, first: number, options: { readonly stopAtFirst: boolean }): Promise<SeedRun> {
  const folders = await testFolders();
  const running = await start(await folders.make(), undefined, { limits: { sessionsPerMinute: 1_000_000, syncPerMinute: 1_000_000 } });
  const failed: SimulationReport[] = [];
  let words = 0;
  let files = 0;
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      const report = await simulate(seed, running).catch((error: unknown): SimulationReport => ({ seed, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)], steps: [], words: 0, files: 0 }));
      words += report.words;
      files += report.files;
      if (report.failures.length > 0) failed.push(report);
      if (failed.length > 0 && options.stopAtFirst) break;
    }
  } finally {
    await running.stop();
    await folders.remove();
  }
  return { failed, words, files };
}

if (import.meta.main) {
  const count = Number(process.argv[2] ?? 20);
  const first = Number(process.argv[3] ?? 1);
  const began = performance.now();
  const { failed, words, files } = await runSeeds(count, first, { stopAtFirst: process.env['STOP'] === '1' });
  for (const report of failed) console.log(`seed ${report.seed}\n  ${report.steps.join('\n  ')}\n  -> ${report.failures.slice(0, 4).join('\n  -> ')}`);
  console.log(`${count} seeds from ${first}: ${failed.length} failed, ${words} words, ${files} files, ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  process.exit(failed.length > 0 ? 1 : 0);
}
