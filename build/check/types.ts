import type { CheckStep } from './checkStep.ts';
import { faultsOf, runNodeTool } from './checkStep.ts';

const projects = ['shared', 'electron', 'renderer', 'worker', 'secretariat', 'test'];

/** A message may hold a whole catalogue as a type. */
const longestLine = 300;

/** One compiler run for each environment: what does not exist there is a type error. */
export const types: CheckStep = {
  name: 'Types',
  async run() {
    const faults = new Set<string>(); // a file of shared/ is seen by several projects
    for (const project of projects) {
      for (const line of faultsOf(await runNodeTool('typescript-native/bin/tsc', ['-p', `build/tsconfig.${project}.json`, '--pretty', 'false']), 'tsc')) faults.add(line.length > longestLine ? `${line.slice(0, longestLine)} ...` : line);
    }
    return { faults: [...faults], looked: `${projects.length} projects` };
  },
};
