import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { shareCompileCache } from './compileCache.ts';

shareCompileCache();

/** Files that run for minutes: begun last, one of them would keep one processor busy while the other waits. */
const longFirst = /syncSeeds|editionKills|vaultRecovery|serverFuzz|attacks/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(({ moduleId }) => longFirst.test(moduleId)), ...sorted.filter(({ moduleId }) => !longFirst.test(moduleId))];
  }
}

/** Tests that need no window: they stand beside the source they test, or under test/ when they cross a process or the network. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    environment: 'node',
    projects: [
      // What changes nothing outside itself: a process for each file would take longer than most of them.
      { extends: true, test: { name: 'source', include: ['{shared,electron,renderer,secretariat,build}/**/*.test.{ts,tsx}'], isolate: false } },
      { extends: true, test: { name: 'across', include: ['test/{contract,security,fault,packaged}/**/*.test.ts'], globalSetup: 'test/contract/trialTemplate.ts' } },
    ],
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // Against what hangs, not against what is slow: speed is measured in `npm run bench`.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
