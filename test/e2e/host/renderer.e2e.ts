import { fixtureApp, seen } from '../../host/fixtureApp.ts';
import { expect, type Launched, test } from '../../host/launch.ts';

/** The part of Trusted Types that the specs use; TypeScript's library does not have it. */
interface TrustedWindow { readonly trustedTypes: { readonly defaultPolicy: object | null; createPolicy(name: string, rules: { createScriptURL(url: string): string }): object } }

const call = (app: Launched): Promise<unknown> => app.page.evaluate(() => window.fixture.call('echo', 'there'));
const mark = (app: Launched): Promise<void> => app.page.evaluate(() => void Object.assign(window, { marked: true }));
const isMarked = (app: Launched): Promise<boolean> => app.page.evaluate(() => 'marked' in window);
const reload = (app: Launched): Promise<unknown> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
const loads = async (app: Launched): Promise<number> => (await seen(app, 'did-finish-load')).length;

test('after reloads from main the page is new, and the bridge is there again', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  for (let round = 1; round <= 12; round++) {
    await mark(app);
    const before = await loads(app);
    await reload(app);
    await expect.poll(() => loads(app)).toBe(before + 1);
    expect(await isMarked(app)).toBe(false);
    expect(await call(app)).toBe('there');
  }
  expect(app.output()).not.toContain('MaxListenersExceededWarning');
  expect(await seen(app, 'will-navigate')).toEqual([]); // main asked, not the page
});

test('a call that was under way does not reach the page that follows', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.page.evaluate(() => void window.fixture.call('slow').then(() => Object.assign(window, { late: true })));
  await expect.poll(() => app.evaluate(() => typeof (globalThis as { finishSlow?: unknown }).finishSlow)).toBe('function');
  const before = await loads(app);
  await reload(app);
  await expect.poll(() => loads(app)).toBe(before + 1);
  await app.evaluate(() => (globalThis as unknown as { finishSlow(text: string): void }).finishSlow('too late'));
  expect(await call(app)).toBe('there');
  expect(await app.page.evaluate(() => 'late' in window)).toBe(false);
  expect(app.output()).toBe('');
});

test('the page may move within the app, and the bridge is there on the other side', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.page.evaluate(() => location.assign('/second.html'));
  await expect(app.page.getByRole('heading')).toHaveText('Second page');
  expect(await call(app)).toBe('there');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('app://bundle/index.html#part'));
  await expect(app.page.getByRole('heading')).toHaveText('Host fixture');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe('app://bundle/index.html#part');
  expect(await call(app)).toBe('there');
});

test('a page that is not there is an empty answer, not another site', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  const status = await app.page.evaluate(() => new Promise((resolve) => {
    const script = document.createElement('script');
    script.onerror = () => resolve('refused');
    script.onload = () => resolve('loaded');
    script.type = 'module';
    (window as unknown as TrustedWindow).trustedTypes.createPolicy('default', { createScriptURL: (url) => url });
    script.src = '/missing.js';
    document.head.append(script);
  }));
  expect(status).toBe('refused');
  expect(await seen(app, 'request')).toContainEqual(['request', '/missing.js']);
});

test('a crashed renderer is told to main, which loads it again', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect.poll(() => seen(app, 'render-process-gone')).toHaveLength(1);
  const before = await loads(app);
  await reload(app);
  await expect.poll(() => loads(app)).toBe(before + 1);
  await app.reattach();
  await expect(app.page.getByRole('heading')).toHaveText('Host fixture');
  expect(await call(app)).toBe('there');
});

test('a module worker runs under the strict policy, its imports and requests go through the protocol', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  const work = (url: string): Promise<unknown> => app.page.evaluate((wanted) => new Promise((resolve, reject) => {
    const { trustedTypes } = window as unknown as TrustedWindow;
    if (!trustedTypes.defaultPolicy) trustedTypes.createPolicy('default', { createScriptURL: (text) => text });
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.onmessage = (event) => { worker.terminate(); resolve(event.data); };
    worker.onerror = (event) => reject(new Error(event.message || 'the worker failed'));
    worker.postMessage({ number: 21, url: wanted });
  }), url);
  expect(await work('/data.txt')).toEqual({ doubled: 42, outcome: 'text for the worker' });
  expect((await seen(app, 'request')).map(([, path]) => path)).toEqual(expect.arrayContaining(['/worker.js', '/worker-part.js', '/data.txt']));
  // The worker's own policy holds for it too: another origin is closed.
  expect(await work('http://127.0.0.1:9/')).toEqual({ doubled: 42, outcome: 'failed: Failed to fetch' });
});
