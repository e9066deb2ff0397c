import { existsSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { build as buildRenderer } from 'vite';
import { bundleEdition } from './bundleEdition.ts';
import rolldownConfig from './rolldown.config.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Builds everything that the app needs to run into build/out: window, main process, preload and the bundled edition. */
export async function build(): Promise<void> {
  if (!existsSync(path.join(root, 'node_modules'))) throw new Error('The dependencies are not installed. Run "npm ci" first.');
  // Whoever calls, a test runner with an environment of its own included, gets the build that is shipped.
  const environment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await buildRenderer({ configFile: path.join(root, 'build/vite.config.ts'), mode: 'production', logLevel: 'warn' });
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
  }
  for (const config of Array.isArray(rolldownConfig) ? rolldownConfig : [rolldownConfig]) {
    const bundle = await rolldown({ ...config, cwd: root });
    const outputs = Array.isArray(config.output) ? config.output : [config.output ?? {}];
    for (const output of outputs) await bundle.write(output);
    await bundle.close();
  }
  await bundleEdition();
}

if (import.meta.main) {
  const started = performance.now();
  await build();
  console.log(`Built into build/out in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}
