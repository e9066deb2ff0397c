import { spawn } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { createEditionClient, fileFloorStore, httpFetcher } from '../../../electron/editions/index.ts';
import { openLab, readingHash, type Lab } from '../../security/editions/editionLab.ts';

export interface KillTotals {
  readonly kills: number;
  /** Processes that had ended by themselves before the kill came. */
  readonly finished: number;
  /** What was in force after a kill, by the number of the edition. */
  readonly seen: Readonly<Record<number, number>>;
  /** What went wrong, each with how to repeat it; empty where nothing did. */
  readonly faults: readonly string[];
}

const editions = 5;

/**
 * Kills a process that takes editions, again and again, at random writes, in the middle of writes and at random moments, and looks after
 * each kill at what a restart reads: always an edition that was published, whole, never an older one than before. The wreckage of one kill is
 * what the next process starts on; now and then the device begins anew.
 * @param seed makes the same choices again
 */
export async function editionKills(kills: number, seed: number, tell: (line: string) => void = () => undefined): Promise<KillTotals> {
  const random = randomFrom(seed);
  const lab = await openLab();
  try {
    const hashes = await publishAll(lab);
    const device = path.join(lab.folder, 'killed');
    const seen: Record<number, number> = {};
    const faults: string[] = [];
    let finished = 0;
    let floor = 1;
    const fresh = async (): Promise<void> => {
      await rm(device, { recursive: true, force: true });
      await rm(`${device}-floors.json`, { force: true });
      floor = 1;
      // A device may be anywhere between the first edition and the last but one.
      const stage = path.join(lab.folder, `stage-${1 + Math.floor(random() * (editions - 1))}`);
      await cp(stage, device, { recursive: true, force: true }).catch(() => undefined);
    };
    await fresh();
    let killed = 0;
    for (let kill = 1; killed < kills; kill += 1) {
      lab.servesBundles = kill % 2 === 0;
      const how = random();
      const step = 1 + Math.floor(random() * 40);
      const killAt = how < 0.45 ? step : how < 0.8 ? step + 0.5 : 0;
      const wasKilled = await run(lab, device, killAt, killAt === 0 ? random() * 60 : null);
      if (wasKilled) killed += 1;
      else finished += 1;
      const name = `seed ${seed}, kill ${kill}, write ${killAt}`;
      const client = createEditionClient({ bundledDir: lab.bundledDir, storageDir: device, fetcher: httpFetcher(fetch), clock: () => lab.time, floors: [fileFloorStore(`${device}-floors.json`)] });
      const opened = await client.open().then(() => true, (error: unknown) => {
        faults.push(`${name}: does not open: ${String(error)}`);
        return false;
      });
      if (opened) {
        const { number } = client.state();
        seen[number] = (seen[number] ?? 0) + 1;
        if (readingHash(client) !== hashes.get(number)) faults.push(`${name}: edition ${number} is not what was published`);
        if (number < floor) faults.push(`${name}: went back from ${floor} to ${number}`);
        floor = Math.max(floor, number);
        for (const earlier of await client.editions()) await client.edition(earlier.number).catch(() => faults.push(`${name}: edition ${earlier.number} is offered and not whole`));
        if (number === editions || random() < 0.1) {
          const done = await client.refresh({ baseUrl: lab.baseUrl });
          if (!done.ok || client.state().number !== editions || readingHash(client) !== hashes.get(editions)) faults.push(`${name}: the next refresh does not mend it: ${done.ok ? client.state().number : done.error.code}`);
          await fresh();
        }
      } else await fresh();
      if (wasKilled && killed % 100 === 0) tell(`${killed} kills, ${faults.length} faults`);
    }
    return { kills: killed, finished, seen, faults };
  } finally {
    await lab.close();
  }
}

/** Publishes the editions, keeps a device at each of them, and answers what each reads like. */
async function publishAll(lab: Lab): Promise<Map<number, string>> {
  const hashes = new Map<number, string>();
  const device = path.join(lab.folder, 'growing');
  for (let number = 1; number <= editions; number += 1) {
    if (number > 1) await lab.publish(Array.from({ length: number * 40 }, (_, at) => `Sentence ${at} of edition ${number}.`).join(' '));
    const client = await lab.client({ storageDir: device });
    const done = await client.refresh({ baseUrl: lab.baseUrl });
    if (!done.ok) throw new Error(done.error.code);
    hashes.set(client.state().number, readingHash(client));
    await cp(device, path.join(lab.folder, `stage-${number}`), { recursive: true });
  }
  return hashes;
}

/** True where the process was killed. */
function run(lab: Lab, device: string, killAt: number, afterMs: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'driveEdition.ts'), lab.bundledDir, device, lab.baseUrl, String(killAt), lab.time.toISOString()], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    // From the moment at which the stored edition is proved; before that nothing is written.
    child.stdout.once('data', () => afterMs !== null && setTimeout(() => child.kill('SIGKILL'), afterMs));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the process ended with ${code ?? signal ?? ''}: ${errors.slice(-800)}`));
    });
  });
}

/** A small generator of numbers between 0 and 1 that gives the same ones for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
