import { defineConfig } from 'rolldown';

const shared = { platform: 'node' as const, external: [/^electron(\/|$)/, /^node:/] };

/** Main as an ES module; the preload as one CommonJS file, because a sandboxed preload can load nothing else. */
export default defineConfig([
  { ...shared, input: 'electron/main.ts', output: { dir: 'build/out', entryFileNames: 'main.js', chunkFileNames: 'main-[name].js', format: 'esm', sourcemap: false } },
  { ...shared, input: 'electron/preload.ts', output: { file: 'build/out/preload.cjs', format: 'cjs' } },
]);
