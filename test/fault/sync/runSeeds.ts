/** `node test/fault/sync/runSeeds.ts [count] [first seed]`: runs the simulation and prints what fails; a seed alone is replayed with its steps. */
import './simSchedule.ts';
import { start, testFolders } from '../../contract/secretariatFixture.ts';
import { startChildServer, type ChildServer } from './childServer.ts';
import { simulate, type SimulationReport } from './simulate.ts';

export interface SeedRun {
  readonly failed: readonly SimulationReport[];
  readonly words: number;
  readonly files: number;
  /** Seeds in which records left the log behind a snapshot. */
  readonly compacted: number;
  /** How often a server's process was killed. */
  readonly kills: number;
}

/** One seed of so many has a server in a process of its own, which is killed in the middle of requests. */
const killedEach = 25;

/** Runs `count` seeds on one server in this process, some on one that is killed. `stopAtFirst` ends at the first that fails. */
export async function runSeeds(count: number, first: number, options: { readonly stopAtFirst: boolean }): Promise<SeedRun> {
  const folders = await testFolders();
  const running = await start(await folders.make(), undefined, { limits: { sessionsPerMinute: 1_000_000, syncPerMinute: 1_000_000 } });
  const failed: SimulationReport[] = [];
  let child: ChildServer | null = null;
  let words = 0;
  let files = 0;
  let compacted = 0;
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      const host = seed % killedEach === 0 ? (child ??= await startChildServer(await folders.make())) : running;
      const report = await simulate(seed, host).catch((error: unknown): SimulationReport => ({ seed, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)], steps: [], words: 0, files: 0, compacted: false, trace: null }));
      words += report.words;
      files += report.files;
      if (report.compacted) compacted += 1;
      if (report.failures.length > 0) failed.push(report);
      if (failed.length > 0 && options.stopAtFirst) break;
    }
  } finally {
    await child?.stop();
    await running.stop();
    await folders.remove();
  }
  return { failed, words, files, compacted, kills: child?.kills ?? 0 };
}

if (import.meta.main) {
  const count = Number(process.argv[2] ?? 20);
  const first = Number(process.argv[3] ?? 1);
  const began = performance.now();
  const { failed, words, files, compacted, kills } = await runSeeds(count, first, { stopAtFirst: process.env['STOP'] === '1' });
  for (const report of failed) console.log(`seed ${report.seed}\n  ${report.steps.join('\n  ')}\n  -> ${report.failures.slice(0, 4).join('\n  -> ')}`);
  console.log(`${count} seeds from ${first}: ${failed.length} failed, ${words} words, ${files} files, ${compacted} compacted, ${kills} kills, ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  process.exit(failed.length > 0 ? 1 : 0);
}
