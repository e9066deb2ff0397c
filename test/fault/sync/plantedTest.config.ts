/** A test run with one mistake, named in the environment, put into one file as it is read. Only `plantedBugs.ts` uses it. */
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import type { PlantedBug } from './plantedBugs.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const bug = JSON.parse(process.env['PLANT'] ?? '{}') as PlantedBug;

export default defineConfig({
  root,
  plugins: [
    {
      name: 'plant-a-mistake',
      enforce: 'pre',
      transform: (code, id) => (id === path.join(root, bug.file) ? code.replace(bug.find, () => bug.put) : null),
    },
  ],
  // Kept from another mistake's run, a file would be what that one made of it.
  test: { fsModuleCache: false, environment: 'node', include: ['test/fault/sync/*.test.ts'], maxWorkers: 1, testTimeout: 300_000, hookTimeout: 120_000 },
});
