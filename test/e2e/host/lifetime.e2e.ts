import { setTimeout as sleep } from 'node:timers/promises';
import { fixtureApp, seen } from '../../host/fixtureApp.ts';
import { expect, hostName, type Launched, test } from '../../host/launch.ts';

const write = (app: Launched, count: number): Promise<void> =>
  app.page.evaluate(async (wanted) => {
    const open = indexedDB.open('lifetime', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('notes');
    await new Promise((resolve) => { open.onsuccess = resolve; });
    for (let i = 0; i < wanted; i++) {
      const change = open.result.transaction('notes', 'readwrite', { durability: 'strict' });
      change.objectStore('notes').put('x', i);
      await new Promise((resolve) => { change.oncomplete = resolve; });
    }
  }, count);
const count = (app: Launched): Promise<number> =>
  app.page.evaluate(async () => {
    const open = indexedDB.open('lifetime', 1);
    await new Promise((resolve) => { open.onsuccess = resolve; });
    const asked = open.result.transaction('notes').objectStore('notes').count();
    await new Promise((resolve) => { asked.onsuccess = resolve; });
    return asked.result;
  });

test('what a page stored is there after quitting and starting again', async ({ launchApp }) => {
  const first = await launchApp({ app: fixtureApp });
  await write(first, 3);
  await first.close();
  expect(await first.ended).toBe(0);
  const second = await launchApp({ app: fixtureApp });
  expect(await count(second)).toBe(3);
});

test('no acknowledged write is lost when everything is killed, and the next start is not blocked', async ({ launchApp }) => {
  const first = await launchApp({ app: fixtureApp });
  await write(first, 60);
  await first.kill();
  const second = await launchApp({ app: fixtureApp });
  expect(await count(second)).toBe(60);
});

test('quitting asks in Electron\'s order', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.evaluate(({ app: it }) => {
    const { seen: list } = globalThis as unknown as { seen: unknown[] };
    list.length = 0;
    it.on('will-quit', () => process.stdout.write(`order: ${JSON.stringify((globalThis as unknown as { seen: string[][] }).seen.map(([name]) => name))}\n`));
  });
  await app.close();
  expect(app.output()).toContain('order: ["before-quit","close","closed"]');
});

test('a window whose close is prevented stays, and quitting is off', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.evaluate(({ app: it }) => {
    Object.assign(globalThis, { keepOpen: true });
    it.quit();
  });
  await expect.poll(() => seen(app, 'close')).toHaveLength(1);
  await sleep(300);
  await expect(app.page.getByRole('heading')).toBeVisible();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  // Control: the same quit passes when nothing prevents it.
  await app.evaluate(() => Object.assign(globalThis, { keepOpen: false }) && undefined);
  await app.close();
});

test('closing the last window tells the app, which ends', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await app.ended).toBe(0);
});

test('a second instance hands its link to the first and ends without a window', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await expect(launchApp({ app: fixtureApp, args: ['fixture://task/7'] })).rejects.toThrow();
  await expect.poll(() => seen(app, 'second-instance')).toEqual([['second-instance', ['fixture://task/7'], { from: 'fixture' }]]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('another profile is another instance', async ({ launchApp, userData }) => {
  const first = await launchApp({ app: fixtureApp });
  const second = await launchApp({ app: fixtureApp, userData: `${userData}/other` });
  await expect(second.page.getByRole('heading')).toBeVisible();
  expect(await seen(first, 'second-instance')).toEqual([]);
});

test('open-url reaches the app', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.evaluate(({ app: it }) => it.emit('open-url', { preventDefault: () => undefined }, 'fixture://invitation/1'));
  expect(await seen(app, 'open-url')).toEqual([['open-url', 'fixture://invitation/1']]);
});

test('main and Chromium end together, whichever is killed', async ({ launchApp }) => {
  test.skip(hostName === 'electron', 'one process there');
  const app = await launchApp({ app: fixtureApp });
  const gone = app.page.waitForEvent('close');
  const pid = await app.evaluate(() => process.pid);
  process.kill(pid, 'SIGKILL');
  await gone;
  const again = await launchApp({ app: fixtureApp });
  const session = await again.page.context().browser()?.newBrowserCDPSession();
  await session?.send('Browser.crash').catch(() => undefined);
  expect(await again.ended).toBe(null);
});

test('where the app lives and what it is called', async ({ launchApp, userData }) => {
  const app = await launchApp({ app: fixtureApp });
  const facts = await app.evaluate(({ app: it }) => ({ name: it.getName(), version: it.getVersion(), packaged: it.isPackaged, userData: it.getPath('userData'), path: it.getAppPath(), ready: it.isReady() }));
  expect(facts).toEqual({ name: 'Host Fixture', version: '9.8.7', packaged: false, userData, path: fixtureApp, ready: true });
});
