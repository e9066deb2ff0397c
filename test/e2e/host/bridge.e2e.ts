import { fixtureApp, seen } from '../../host/fixtureApp.ts';
import { expect, test } from '../../host/launch.ts';

test('values cross as the structured clone algorithm makes them', async ({ launchApp }) => {
  const { page } = await launchApp({ app: fixtureApp });
  const found = await page.evaluate(async () => {
    interface Sent { d: Date; m: Map<number, Set<string>>; b: Uint8Array; f: Float64Array; n: unknown[]; e: Error; cyc?: unknown; again?: unknown; text: string }
    const cyc: { self?: unknown } = {};
    cyc.self = cyc;
    const sent: Sent = { d: new Date(5), m: new Map([[1, new Set(['x'])]]), b: new Uint8Array([1, 2, 255]), f: new Float64Array([0.5]), n: [NaN, -0, 10n, undefined, null, Infinity], e: new RangeError('far'), cyc, again: cyc, text: 'é\u2028\u0000😀' };
    const back = (await window.fixture.call('echo', sent)) as Sent;
    const self = back.cyc as { self: unknown };
    return {
      date: back.d instanceof Date && back.d.getTime(), map: back.m.get(1)?.has('x'), bytes: [...back.b], floats: back.f instanceof Float64Array && back.f[0], nan: Number.isNaN(back.n[0]), zero: Object.is(back.n[1], -0),
      big: back.n[2] === 10n, rest: back.n[3] === undefined && back.n[4] === null && back.n[5] === Infinity && back.n.length === 6, error: back.e.message,
      cycle: self.self === self, shared: back.again === back.cyc, text: back.text === sent.text,
    };
  });
  expect(found).toEqual({ date: 5, map: true, bytes: [1, 2, 255], floats: 0.5, nan: true, zero: true, big: true, rest: true, error: 'far', cycle: true, shared: true, text: true });
});

test('errors come as Electron words them', async ({ launchApp }) => {
  const { page } = await launchApp({ app: fixtureApp });
  const messages = await page.evaluate(async () => {
    const text = (call: () => Promise<unknown>): Promise<string> => (async () => call())().then(() => 'no error', (error: Error) => error.message);
    return {
      thrown: await text(() => window.fixture.call('fail')),
      missing: await text(() => window.fixture.call('nobody')),
      uncloneable: await text(() => window.fixture.call('echo', { weak: new WeakMap() })),
    };
  });
  expect(messages.thrown).toBe("Error invoking remote method 'fail': TypeError: no such thing");
  expect(messages.missing).toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
  expect(messages.uncloneable).not.toBe('no error');
});

test('the bridge is frozen, and nothing of the preload leaks into the page', async ({ launchApp }) => {
  const { page } = await launchApp({ app: fixtureApp });
  const facts = await page.evaluate(() => {
    let thrown = '';
    try { window.fixture.throws(); } catch (error) { thrown = (error as Error).message; }
    const page = window as unknown as Record<string, unknown>;
    return {
      frozen: Object.isFrozen(window.fixture) && Object.isFrozen(window.fixture.nested.list), replaced: Reflect.set(window, 'fixture', 1), thrown,
      require: typeof page.require, process: typeof page.process, ipc: typeof page.ipcRenderer, fs: window.fixture.needs('node:fs'), electron: window.fixture.needs('electron'), info: window.fixture.process,
    };
  });
  expect(facts).toMatchObject({ frozen: true, replaced: false, thrown: 'out of range', require: 'undefined', process: 'undefined', ipc: 'undefined', electron: 'object', info: { platform: process.platform, sandboxed: true } });
  expect(facts.fs).toContain('module not found');
});

test('main knows who calls, takes notes, and its events arrive until the page stops listening', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  expect(await app.page.evaluate(() => window.fixture.call('sender'))).toEqual({ url: 'app://bundle/index.html', top: true, same: true });
  await app.page.evaluate(() => window.fixture.note('hello'));
  await expect.poll(() => seen(app, 'note')).toEqual([['note', 'hello']]);
  const send = (text: string): Promise<unknown> => app.evaluate(({ BrowserWindow }, it) => BrowserWindow.getAllWindows()[0]?.webContents.send('event', it, new Uint8Array([9])), text);
  const received = (): Promise<unknown> => app.page.evaluate(() => (window as unknown as { received: [string, Uint8Array][] }).received.map(([text, bytes]) => [text, bytes[0]]));
  await send('one');
  await send('two');
  await expect.poll(received).toEqual([['one', 9], ['two', 9]]);
  await app.page.evaluate(() => (window as unknown as { stopListening(): void }).stopListening());
  await send('three');
  await app.page.evaluate(() => window.fixture.call('echo', 1));
  expect(await received()).toHaveLength(2);
});

test('ten megabytes go both ways in reasonable time', async ({ launchApp }) => {
  const { page } = await launchApp({ app: fixtureApp });
  const took = await page.evaluate(async () => {
    const bytes = new Uint8Array(10_000_000).map((_, i) => i);
    const started = performance.now();
    const size = await window.fixture.call('size', bytes);
    const sent = performance.now();
    const made = (await window.fixture.call('make', 10_000_000)) as Uint8Array;
    const back = (await window.fixture.call('echo', bytes)) as Uint8Array;
    return { size, made: made.length, last: made.at(-1), equal: back.every((byte, i) => byte === bytes[i]), sentMs: sent - started, restMs: performance.now() - sent };
  });
  console.log(`10 MB to main ${Math.round(took.sentMs)} ms; 10 MB from main and 10 MB there and back ${Math.round(took.restMs)} ms`);
  expect(took).toMatchObject({ size: 10_000_000, made: 10_000_000, last: 7, equal: true });
  expect(took.sentMs).toBeLessThan(30_000);
  expect(took.restMs).toBeLessThan(60_000);
});
