import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { insist, type FaultSuite } from '../faultSuite.ts';
import { checkFound, runVaultChild } from './childRun.ts';

/** A folder is used for so many kills, then a new one: reading everything back would otherwise take longer each time. */
const killsPerFolder = 25;

export const vaultKills: FaultSuite = {
  name: 'vault-kills',
  about: 'SIGKILL to a process with the vault, the journal and the slot file while it saves, with a lost IndexedDB at every start: every acknowledged save is there, once',
  rounds: { full: 1_800, ci: 185 },
  run: async ({ seed, rounds, random, say }) => {
    let acknowledged = new Set<string>();
    let all = 0;
    let folder = '';
    try {
      for (let round = 0; round < rounds; round += 1) {
        if (round % killsPerFolder === 0) {
          if (folder !== '') checkFound((await runVaultChild(folder, 'last', 0)).found, acknowledged, `seed ${seed}, before round ${round}`);
          await rm(folder, { recursive: true, force: true });
          folder = await mkdtemp(path.join(tmpdir(), 'fault-vault-'));
          acknowledged = new Set();
        }
        const run = await runVaultChild(folder, `r${round}`, Math.floor(random() * 90));
        checkFound(run.found, acknowledged, `seed ${seed}, round ${round}`);
        insist(run.code === null, `round ${round}: the process ended by itself: ${run.said}`);
        for (const each of run.saved) acknowledged.add(each);
        all += run.saved.length;
        if (round % 200 === 199) say(`${round + 1} kills, ${all} saves acknowledged`);
      }
      checkFound((await runVaultChild(folder, 'last', 0)).found, acknowledged, `seed ${seed}, at the end`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    insist(all > rounds, 'control: saves were acknowledged before the kills');
    return { done: `${rounds} kills, ${all} acknowledged saves` };
  },
};
