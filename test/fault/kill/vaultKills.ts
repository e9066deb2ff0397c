import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { insist, seededRandom, type FaultSuite } from '../faultSuite.ts';
import { checkFound, runVaultChild } from './childRun.ts';

/** A folder is used for so many kills, then a new one: reading everything back would otherwise take longer each time. */
const killsPerFolder = 25;

/** Folders that are worked on side by side: a process that starts leaves one processor free. */
const lanes = 2;

interface Lane {
  readonly seed: number;
  readonly rounds: number;
  readonly random: () => number;
  readonly killed: () => void;
}

/** Answers how many saves were acknowledged. */
async function killAgainAndAgain(lane: string, { seed, rounds, random, killed }: Lane): Promise<number> {
  let acknowledged = new Set<string>();
  let all = 0;
  let folder = '';
  try {
    for (let round = 0; round < rounds; round += 1) {
      if (round % killsPerFolder === 0) {
        if (folder !== '') checkFound((await runVaultChild(folder, 'last', 0)).found, acknowledged, `seed ${seed}, ${lane}, before round ${round}`);
        await rm(folder, { recursive: true, force: true });
        folder = await mkdtemp(path.join(tmpdir(), 'fault-vault-'));
        acknowledged = new Set();
      }
      const run = await runVaultChild(folder, `r${round}`, Math.floor(random() * 90));
      checkFound(run.found, acknowledged, `seed ${seed}, ${lane}, round ${round}`);
      insist(run.code === null, `${lane}, round ${round}: the process ended by itself: ${run.said}`);
      for (const each of run.saved) acknowledged.add(each);
      all += run.saved.length;
      killed();
    }
    checkFound((await runVaultChild(folder, 'last', 0)).found, acknowledged, `seed ${seed}, ${lane}, at the end`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return all;
}

export const vaultKills: FaultSuite = {
  name: 'vault-kills',
  about: 'SIGKILL to a process with the vault, the journal and the slot file while it saves, with a lost IndexedDB at every start: every acknowledged save is there, once',
  rounds: { full: 1_800, ci: 192 },
  run: async ({ seed, rounds, say }) => {
    let kills = 0;
    const killed = (): void => {
      kills += 1;
      if (kills % 200 === 0) say(`${kills} kills`);
    };
    const shares = Array.from({ length: lanes }, (_, lane) => Math.floor((rounds + lane) / lanes));
    const saves = await Promise.all(shares.map((share, lane) => killAgainAndAgain(`lane ${lane + 1}`, { seed, rounds: share, random: seededRandom(seed + lane), killed })));
    const all = saves.reduce((sum, count) => sum + count, 0);
    // On a machine that has much else to do some are killed before their first one.
    insist(all > rounds / 4, `control: only ${all} saves were acknowledged before ${kills} kills`);
    return { done: `${kills} kills, ${all} acknowledged saves` };
  },
};
