import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fixtureApp, seen } from '../../host/fixtureApp.ts';
import { expect, hostName, test as base } from '../../host/launch.ts';

/** A display in memory, where Xvfb is installed. */
const test = base.extend<{ readonly display: string }>({
  display: async ({}, use) => {
    base.skip(hostName === 'electron' || process.platform !== 'linux' || spawnSync('Xvfb', ['-help']).error !== undefined, 'needs the stand-in and Xvfb');
    const server: ChildProcess = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const number = await new Promise<string>((resolve) => void server.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim())));
    await use(`:${number}`);
    server.kill();
  },
});

test('a person sees a window without tabs or address bar, and closing it ends the app', async ({ launchApp, display }) => {
  const app = await launchApp({ app: fixtureApp, env: { HOST_HEADED: '1', DISPLAY: display } });
  await expect(app.page.getByRole('heading')).toHaveText('Host fixture');
  await expect.poll(() => app.page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 640]);
  expect(await app.page.evaluate(() => outerHeight - innerHeight)).toBeLessThan(50); // tabs and address bar take 87
  expect(await app.page.evaluate(() => window.fixture.call('echo', 'there'))).toBe('there');
  await app.page.close();
  expect(await app.ended).toBe(0);
  expect(app.output()).toBe('');
});

test('a window that a person sizes tells the app', async ({ launchApp, display }) => {
  const app = await launchApp({ app: fixtureApp, env: { HOST_HEADED: '1', DISPLAY: display } });
  await expect.poll(() => app.page.evaluate(() => innerWidth)).toBe(900);
  const session = await app.page.context().newCDPSession(app.page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { width: 800, height: 600 } });
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds().width)).toBe(800);
  expect(await seen(app, 'resize')).not.toEqual([]);
});

test('Ctrl C ends the app and its Chromium', async ({ launchApp, display }) => {
  const app = await launchApp({ app: fixtureApp, env: { HOST_HEADED: '1', DISPLAY: display } });
  const gone = app.page.waitForEvent('close');
  process.kill(await app.evaluate(() => process.pid), 'SIGINT');
  expect(await app.ended).toBe(0);
  await gone;
});
