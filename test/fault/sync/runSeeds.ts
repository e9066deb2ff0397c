/** `node test/fault/sync/runSeeds.ts [count] [first seed]`: runs the simulation and prints what fails; a seed alone is replayed with its steps. */
import './simSchedule.ts';
import { start, testFolders } from '../../contract/secretariatFixture.ts';
import { startChildServer, type ChildServer } from './childServer.ts';
import { simulate, simulateMeeting, type SimulationReport } from './simulate.ts';

export interface SeedRun {
  readonly failed: readonly SimulationReport[];
  readonly words: number;
  readonly files: number;
  /** Runs in which records left the log behind a snapshot. */
  readonly compacted: number;
  /** How often a server's process was killed. */
  readonly kills: number;
}

/** Beside one seed of so many a run is made in which requests meet at the server, and beside one of so many the server has a process of its own and is killed in the middle of them. */
const [meetingEach, killedEach] = [5, 25];

/** Runs `count` seeds on one server, and beside them what no seed can repeat. `stopAtFirst` ends at the first that fails. */
export async function runSeeds(count: number, first: number, options: { readonly stopAtFirst: boolean }): Promise<SeedRun> {
  const folders = await testFolders();
  const running = await start(await folders.make(), undefined, { limits: { sessionsPerMinute: 1_000_000, syncPerMinute: 1_000_000 } });
  const failed: SimulationReport[] = [];
  let child: ChildServer | null = null;
  let words = 0;
  let files = 0;
  let compacted = 0;
  try {
    const ends = (): boolean => options.stopAtFirst && failed.length > 0;
    const take = async (seed: number, trace: '' | null, run: Promise<SimulationReport>): Promise<void> => {
      const report = await run.catch((error: unknown): SimulationReport => ({ seed, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)], steps: [], words: 0, files: 0, compacted: false, trace }));
      words += report.words;
      files += report.files;
      if (report.compacted) compacted += 1;
      if (report.failures.length > 0) failed.push(report);
    };
    for (let seed = first; seed < first + count && !ends(); seed += 1) {
      await take(seed, '', simulate(seed, running));
      if (seed % meetingEach !== 0 || ends()) continue;
      await take(seed, null, simulateMeeting(seed, seed % killedEach === 0 ? (child ??= await startChildServer(await folders.make())) : running));
    }
  } finally {
    await child?.stop();
    await running.stop();
    await folders.remove();
  }
  return { failed, words, files, compacted, kills: child?.kills ?? 0 };
}

/** How a failure is called: whether it will fail again. */
export const nameOf = ({ seed, trace }: Pick<SimulationReport, 'seed' | 'trace'>): string => (trace === null ? `seed ${seed}, with requests that met as they came: it may not fail again` : `seed ${seed}`);

if (import.meta.main) {
  const count = Number(process.argv[2] ?? 20);
  const first = Number(process.argv[3] ?? 1);
  const began = performance.now();
  const { failed, words, files, compacted, kills } = await runSeeds(count, first, { stopAtFirst: process.env['STOP'] === '1' });
  for (const report of failed) console.log(`${nameOf(report)}\n  ${report.steps.join('\n  ')}\n  -> ${report.failures.slice(0, 4).join('\n  -> ')}`);
  console.log(`${count} seeds from ${first}: ${failed.length} failed, ${words} words, ${files} files, ${compacted} compacted, ${kills} kills, ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  process.exit(failed.length > 0 ? 1 : 0);
}
