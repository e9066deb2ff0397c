import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that need no window: they stand beside the source they test, or under test/ when they cross a process or the network. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    environment: 'node',
    include: ['{shared,electron,renderer,secretariat,build}/**/*.test.{ts,tsx}', 'test/{contract,security,fault,packaged}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
