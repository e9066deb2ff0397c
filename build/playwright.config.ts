import { defineConfig } from '@playwright/test';
import { shareCompileCache } from './compileCache.ts';

shareCompileCache();

const [major] = process.versions.node.split('.').map(Number);
if ((major ?? 0) < 24) throw new Error(`The end-to-end tests need Node 24 and found ${process.version}. Start them with "npm run test:e2e".`);

// A spec runs any function a few times: compiling it anew for speed costs more than it saves. Benches and the app itself do without this.
process.env.HOST_CHROMIUM_ARGS ??= '--js-flags=--max-optimized-bytecode-size=0 --force-prefers-reduced-motion';

/** Two apps at a time, each on a profile of its own. */
export default defineConfig({
  testDir: '../test/e2e',
  testMatch: '**/*.e2e.ts',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI === 'true',
  // A second try in CI only, where a busy machine is nobody's fault; what needed it is named in the closing lines.
  retries: process.env.CI === 'true' ? 1 : 0,
  outputDir: 'out/e2e',
  reporter: [['list'], ['json', { outputFile: 'out/e2e-report.json' }]],
});
