import { insist, type FaultSuite } from '../faultSuite.ts';
import { editionKills } from './editionKills.ts';

/** `npm test` does a hundred of them among the unit tests, so the short run here is shorter. */
export const editionKillsSuite: FaultSuite = {
  name: 'editions',
  about: 'the process that takes an edition is killed at random writes; what is read afterwards is an edition that was published, whole, and none older than before',
  rounds: { full: 1_000, ci: 10 },
  run: async ({ rounds, seed, say }) => {
    const { kills, finished, seen, faults } = await editionKills(rounds, seed, say);
    insist(faults.length === 0, faults.slice(0, 5).join('; '));
    return { done: `${kills} kills, ${finished} processes that ended before theirs; in force afterwards: ${Object.entries(seen).map(([number, times]) => `edition ${number} ${times} times`).join(', ')}` };
  },
};
