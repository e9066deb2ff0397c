import type { FaultSuite } from '../faultSuite.ts';
import { nameOf, runSeeds } from './runSeeds.ts';

/** Seeds for each server that is started; a failing seed is named within its block. */
const block = 100;

/** The simulation of three devices and a real server. `npm test` runs 300 seeds of it among the unit tests, so its short run here is shorter. */
export const syncSeeds: FaultSuite = {
  name: 'sync-seeds',
  about: 'three devices and a server that loses, doubles, reorders, hides and forgets; every word that was kept is on every device',
  rounds: { full: 10_000, ci: 5 },
  async run({ seed, rounds, say }) {
    let words = 0;
    let compacted = 0;
    let kills = 0;
    for (let done = 0; done < rounds; done += block) {
      const count = Math.min(block, rounds - done);
      const found = await runSeeds(count, seed + done, { stopAtFirst: true });
      words += found.words;
      compacted += found.compacted;
      kills += found.kills;
      const [first] = found.failed;
      if (first) throw new Error(`${nameOf(first)}: ${first.failures[0] ?? ''}\n  replay it: node test/fault/sync/runSeeds.ts 1 ${first.seed}`);
      if (rounds > block) say(`${done + count} seeds, ${words} words`);
    }
    return { done: `${rounds} seeds from ${seed}, ${words} words, ${compacted} with records that left the log behind a snapshot, the server killed ${kills} times` };
  },
};
