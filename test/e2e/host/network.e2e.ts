import { setTimeout as sleep } from 'node:timers/promises';
import { fixtureApp, loopbackServer, seen } from '../../host/fixtureApp.ts';
import { expect, type Launched, test } from '../../host/launch.ts';

/** Tries every way out of the page that a policy can close, and says which policy directives were violated. */
const tryToSend = (app: Launched, url: string): Promise<{ fetched: string; violated: string[] }> =>
  app.page.evaluate(async (target) => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    const fetched = await fetch(`${target}fetch`).then((response) => `answered ${response.status}`, (error: Error) => error.message);
    await new Promise<void>((resolve) => {
      const request = new XMLHttpRequest();
      request.onloadend = () => resolve();
      request.open('GET', `${target}xhr`);
      request.send();
    });
    await new Promise<void>((resolve) => {
      const image = new Image();
      image.onload = image.onerror = () => resolve();
      image.src = `${target}image.png`;
    });
    navigator.sendBeacon(`${target}beacon`, 'x');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { fetched, violated: [...new Set(violated)].sort() };
  }, url);

test('the policy in the protocol\'s answer keeps the page from the network', async ({ launchApp }) => {
  const server = await loopbackServer();
  const app = await launchApp({ app: fixtureApp });
  const outcome = await tryToSend(app, server.url);
  expect(outcome.fetched).toContain('Failed to fetch');
  expect(outcome.violated).toEqual(['connect-src', 'img-src']);
  expect(server.hits).toEqual([]);
  server.close();
});

test('control: without the policy the same page reaches the same server', async ({ launchApp }) => {
  const server = await loopbackServer();
  const app = await launchApp({ app: fixtureApp, env: { FIXTURE_OPEN: 'csp' } });
  const outcome = await tryToSend(app, server.url);
  expect(outcome).toEqual({ fetched: 'answered 200', violated: [] });
  expect(server.hits).toEqual(['GET /fetch', 'GET /xhr', 'GET /image.png', 'POST /beacon']);
  server.close();
});

test('webRequest cancels what its filter names, and nothing else', async ({ launchApp }) => {
  const server = await loopbackServer();
  const app = await launchApp({ app: fixtureApp, env: { FIXTURE_OPEN: 'csp' } });
  const get = (path: string): Promise<string> => app.page.evaluate((url) => fetch(url).then((response) => `answered ${response.status}`, (error: Error) => error.message), server.url + path);
  expect(await get('control')).toBe('answered 200');
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['http://*/no*'] }, (details, answer) => {
      (globalThis as unknown as { seen: unknown[] }).seen.push(['asked', new URL(details.url).pathname, details.resourceType, details.webContentsId !== undefined]);
      answer({ cancel: true });
    });
  });
  expect(await get('no')).toBe('Failed to fetch');
  expect(await get('yes')).toBe('answered 200');
  expect(await seen(app, 'asked')).toEqual([['asked', '/no', 'xhr', true]]);
  // Main's own requests pass the same listener.
  const own = (path: string): Promise<unknown> => app.evaluate(({ net }, url) => net.fetch(url).then((response) => response.status, (error: Error) => error.message), server.url + path);
  expect(await own('no-main')).toBe('net::ERR_BLOCKED_BY_CLIENT');
  expect(await own('main')).toBe(200);
  expect(server.hits).toEqual(['GET /control', 'GET /yes', 'GET /main']);
  server.close();
});

test('webRequest can change the headers of an answer', async ({ launchApp }) => {
  const server = await loopbackServer();
  const app = await launchApp({ app: fixtureApp, env: { FIXTURE_OPEN: 'csp' } });
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onHeadersReceived((details, answer) => answer({ responseHeaders: { ...details.responseHeaders, 'access-control-expose-headers': ['x-added'], 'x-added': ['by main'] } }));
  });
  expect(await app.page.evaluate((url) => fetch(url).then((response) => response.headers.get('x-added')), server.url)).toBe('by main');
  server.close();
});

test('main reads a stream as it comes, and stops when it wants', async ({ launchApp }) => {
  let closed = 0;
  const server = await loopbackServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let count = 0;
    const timer = setInterval(() => response.write(`data: ${++count}\n\n`), 200);
    response.on('close', () => { clearInterval(timer); closed++; });
  });
  const app = await launchApp({ app: fixtureApp });
  await app.page.evaluate((url) => window.fixture.call('stream', url), `${server.url}events`);
  await expect.poll(async () => (await seen(app, 'chunk')).length).toBeGreaterThan(2);
  const [first, second] = await seen(app, 'chunk');
  expect([first?.[1], second?.[1]]).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  expect(Number(second?.[2]) - Number(first?.[2])).toBeGreaterThan(100); // not gathered and handed over at once
  await app.page.evaluate(() => window.fixture.call('stop'));
  await expect.poll(() => closed).toBe(1);
  await expect.poll(() => seen(app, 'stream-error')).toEqual([['stream-error', 'AbortError']]);
  const count = (await seen(app, 'chunk')).length;
  await sleep(500);
  expect(await seen(app, 'chunk')).toHaveLength(count);
  server.close();
});

test('net.fetch answers from files and the app\'s own protocol, sends bodies, and names its failures', async ({ launchApp }) => {
  let body = '';
  const gone = await loopbackServer();
  gone.close();
  const server = await loopbackServer((request, response) => void request.on('data', (chunk: Buffer) => { body += chunk.toString(); }).on('end', () => response.end('ok')));
  const app = await launchApp({ app: fixtureApp });
  const found = await app.evaluate(async ({ net }, { url, file, closed }) => {
    const failure = (target: string): Promise<string> => net.fetch(target).then(() => 'answered', (error: Error) => error.message);
    return {
      file: await net.fetch(file).then((response) => response.text()),
      own: await net.fetch('app://bundle/data.txt').then((response) => response.text()),
      posted: await net.fetch(url, { method: 'POST', body: JSON.stringify({ a: 1 }) }).then((response) => response.status),
      noFile: await failure('file:///no/such/file'),
      refused: await failure(closed),
      late: await net.fetch(closed, { signal: AbortSignal.abort() }).then(() => 'answered', (error: Error) => error.name),
      online: net.isOnline(),
    };
  }, { url: server.url, closed: gone.url, file: `file://${fixtureApp}/pages/data.txt` });
  expect(found).toEqual({ file: 'text for the worker', own: 'text for the worker', posted: 200, noFile: 'net::ERR_FILE_NOT_FOUND', refused: 'net::ERR_CONNECTION_REFUSED', late: 'AbortError', online: true });
  expect(body).toBe('{"a":1}');
  server.close();
});
