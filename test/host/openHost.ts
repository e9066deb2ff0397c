import { theApp } from './app.ts';
import { startChromium } from './chromiumProcess.ts';
import { electronModule } from './electron.ts';
import { electronVersion, headed, host } from './hostState.ts';
import { wire } from './pageCalls.ts';
import { watchPages } from './pageTargets.ts';
import { openWindows, tellLauncher } from './registry.ts';
import { routeRequests } from './requests.ts';

interface FromLauncher { readonly op: 'evaluate' | 'go'; readonly id: number; readonly source: string; readonly arg: string }
const attached = Promise.withResolvers<void>();

Object.assign(process, { type: 'browser' });
Object.defineProperty(process.versions, 'electron', { value: electronVersion, enumerable: true });

async function evaluate({ id, source, arg }: FromLauncher): Promise<void> {
  try {
    const run = (0, eval)(`(${source})`) as (electron: object, arg: unknown) => unknown;
    tellLauncher({ op: 'evaluated', id, ok: true, value: wire.encode(await run(electronModule, wire.decode(arg))) });
  } catch (error) {
    tellLauncher({ op: 'evaluated', id, ok: false, message: String((error as Error).stack ?? error) });
  }
}
process.on('message', (message: FromLauncher) => {
  if (message.op === 'go') attached.resolve();
  else void evaluate(message);
});
if (process.send) process.on('disconnect', () => process.exit(1)); // whoever launched us is gone
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => theApp.quit());

/** Starts Chromium, lets the launcher attach, and tells the app that it may open windows. */
export async function openHost(): Promise<void> {
  if (host.quitting) return;
  theApp.emit('will-finish-launching');
  const chromium = await startChromium(theApp.getPath('userData'));
  host.cdp = chromium.connection;
  host.chromiumVersion = (await chromium.connection.browser.send('Browser.getVersion')).product.split('/')[1] ?? '';
  Object.defineProperty(process.versions, 'chrome', { value: host.chromiumVersion, enumerable: true });
  void chromium.connection.closed.then(() => {
    if (host.quitting) return;
    if (headed) { // a person closed it
      for (const window of [...openWindows.values()]) window.becomeGone();
      return theApp.quit();
    }
    console.error('[stand-in] Chromium ended, and the app with it: in Electron the two are one process.');
    process.kill(process.pid, 'SIGKILL');
  });
  await routeRequests();
  await watchPages(chromium.openAppWindow);
  if (chromium.port !== undefined) {
    tellLauncher({ op: 'ready', port: chromium.port, chromium: chromium.pid });
    await attached.promise;
  }
  host.ready = true;
  host.becomeReady();
  theApp.emit('ready', {}, {});
}
