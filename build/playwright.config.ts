import { defineConfig } from '@playwright/test';

const [major] = process.versions.node.split('.').map(Number);
if ((major ?? 0) < 24) throw new Error(`The end-to-end tests need Node 24 and found ${process.version}. Start them with "npm run test:e2e".`);

/** One app at a time: each spec starts the whole product, and two of them would share the processor and the single-instance lock. */
export default defineConfig({
  testDir: '../test/e2e',
  testMatch: '**/*.e2e.ts',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI === 'true',
  // A second try in CI only, where a busy machine is nobody's fault; what needed it is named in the closing lines.
  retries: process.env.CI === 'true' ? 1 : 0,
  outputDir: 'out/e2e',
  reporter: [['list'], ['json', { outputFile: 'out/e2e-report.json' }]],
});
