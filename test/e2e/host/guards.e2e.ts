import { setTimeout as sleep } from 'node:timers/promises';
import { fixtureApp, loopbackServer, seen } from '../../host/fixtureApp.ts';
import { expect, type Launched, test } from '../../host/launch.ts';

const windows = (app: Launched): Promise<number> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const watchOutside = (app: Launched): Promise<unknown> => app.evaluate(({ shell }) => {
  shell.openExternal = async (url: string) => void (globalThis as unknown as { seen: unknown[] }).seen.push(['outside', url]);
});

test('the page cannot leave the app', async ({ launchApp }) => {
  const server = await loopbackServer();
  const app = await launchApp({ app: fixtureApp });
  await app.page.evaluate((url) => void (location.href = url), `${server.url}away`);
  await expect.poll(() => seen(app, 'will-frame-navigate')).toEqual([['will-frame-navigate', `${server.url}away`]]);
  await app.page.getByRole('link', { name: 'Here' }).click({ noWaitAfter: true });
  await expect.poll(() => seen(app, 'will-frame-navigate')).toHaveLength(2);
  await sleep(300);
  await expect(app.page.getByRole('heading')).toHaveText('Host fixture');
  expect(await app.page.evaluate(() => window.fixture.call('echo', 1))).toBe(1);
  expect(server.hits).toEqual([]);
  server.close();
});

test('control: without the guard the page leaves', async ({ launchApp }) => {
  const server = await loopbackServer((_request, response) => response.setHeader('content-type', 'text/html').end('<h1>Elsewhere</h1>'));
  const app = await launchApp({ app: fixtureApp, env: { FIXTURE_OPEN: 'navigation' } });
  await app.page.evaluate((url) => void (location.href = url), `${server.url}away`);
  await expect(app.page.getByRole('heading')).toHaveText('Elsewhere');
  expect(await seen(app, 'will-navigate')).toEqual([['will-navigate', `${server.url}away`]]);
  expect(server.hits).toEqual(['GET /away']);
  server.close();
});

test('a redirect is put to the app as well', async ({ launchApp }) => {
  const server = await loopbackServer((request, response) => void (request.url === '/from' ? response.writeHead(302, { location: '/to' }).end() : response.setHeader('content-type', 'text/html').end('<h1>Elsewhere</h1>')));
  const app = await launchApp({ app: fixtureApp, env: { FIXTURE_OPEN: 'navigation' } });
  const prevent = (): Promise<unknown> => app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.webContents.on('will-redirect', (event) => event.preventDefault()));
  await prevent();
  await app.page.evaluate((url) => void (location.href = url), `${server.url}from`);
  await expect.poll(() => seen(app, 'will-redirect')).toEqual([['will-redirect', `${server.url}to`]]);
  await sleep(300);
  expect(server.hits).toEqual(['GET /from']);
  // Control: not prevented, it arrives.
  await app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.webContents.removeAllListeners('will-redirect'));
  await app.page.evaluate((url) => void (location.href = url), `${server.url}from`);
  await expect(app.page.getByRole('heading')).toHaveText('Elsewhere');
  expect(server.hits).toEqual(['GET /from', 'GET /from', 'GET /to']);
  server.close();
});

test('no further window opens; web links go to the system', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await watchOutside(app);
  expect(await app.page.evaluate(() => window.open('https://example.org/script'))).toBe(null);
  await app.page.getByRole('link', { name: 'Outside' }).click();
  await expect.poll(() => seen(app, 'outside')).toEqual([['outside', 'https://example.org/script'], ['outside', 'https://example.org/outside']]);
  expect(await windows(app)).toBe(1);
  await expect.poll(() => app.page.context().pages().length).toBe(1);
});

test('a refused window loads nothing', async ({ launchApp }) => {
  const server = await loopbackServer();
  const app = await launchApp({ app: fixtureApp });
  await app.page.evaluate((url) => void window.open(url), `${server.url}popup`);
  await expect.poll(() => seen(app, 'window-open')).toHaveLength(1);
  await sleep(300);
  expect(server.hits).toEqual([]);
  server.close();
});

test('control: without the handler a window opens and loads', async ({ launchApp }) => {
  const server = await loopbackServer();
  const app = await launchApp({ app: fixtureApp, env: { FIXTURE_OPEN: 'windowOpen' } });
  await app.page.evaluate((url) => void window.open(url), `${server.url}popup`);
  await expect.poll(() => windows(app)).toBe(2);
  await expect.poll(() => server.hits).toEqual(['GET /popup']);
  server.close();
});

/** What the page is told when it asks, and when it only looks. */
const permissions = (app: Launched): Promise<{ asked: string; looked: string; copying: string }> =>
  app.page.evaluate(async () => ({
    asked: await new Promise<string>((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('granted'), (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'granted'), { timeout: 1_000 })),
    looked: (await navigator.permissions.query({ name: 'geolocation' })).state,
    copying: (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName })).state,
  }));

test('permissions are denied when asked for and when checked', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  expect(await permissions(app)).toEqual({ asked: 'denied', looked: 'denied', copying: 'granted' });
});

test('control: a missing check handler lets the page see what a missing request handler lets it do', async ({ launchApp, userData }) => {
  const unchecked = await launchApp({ app: fixtureApp, env: { FIXTURE_OPEN: 'permissionCheck' } });
  expect(await permissions(unchecked)).toEqual({ asked: 'denied', looked: 'granted', copying: 'granted' });
  const unasked = await launchApp({ app: fixtureApp, userData: `${userData}/second`, env: { FIXTURE_OPEN: 'permissionRequest' } });
  expect(await permissions(unasked)).toEqual({ asked: 'granted', looked: 'denied', copying: 'granted' });
});
