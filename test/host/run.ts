/**
 * `node test/host/run.ts <folder of the app> [arguments]`: runs an Electron app's own main file with `electron` being the stand-in.
 * `HOST_HEADED=1` shows the window.
 */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => (/^electron(\/(main|common))?$/.test(specifier) ? { url: standIn, format: 'module-typescript', shortCircuit: true } : next(specifier, context)),
});
process.argv.splice(1, 1); // [executable, folder, ...arguments], as in Electron
const { appFolder, manifest } = await import('./hostState.ts');
const { openHost } = await import('./openHost.ts');
await import(pathToFileURL(path.join(appFolder, manifest.main)).href);
await openHost(); // as in Electron, `ready` waits for the main file: a top-level await of whenReady() hangs
