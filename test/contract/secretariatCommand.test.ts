/** `npm run secretariat` as people run it: a process of its own, its printed words, and other commands beside it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSecretariatClient, notJoined } from '../../electron/secretariat/index.ts';
import { repositoryFingerprint } from '../../secretariat/publisher/index.ts';
import { deviceKeys, joinWith, manualFolder, testFolders, type TestFolders } from './secretariatFixture.ts';

const main = path.resolve(import.meta.dirname, '../../secretariat/main.ts');
const environment = (dataDir: string): NodeJS.ProcessEnv => {
  const { FOCALPOINT_DATABASE: _database, FOCALPOINT_PORT: _port, FOCALPOINT_HOST: _host, FOCALPOINT_ADDRESS: _address, ...rest } = process.env;
  return { ...rest, FOCALPOINT_SECRETARIAT_DATA: dataDir };
};

interface Started {
  readonly child: ChildProcess;
  said(): string;
  exit: Promise<number | string>;
}

const children: ChildProcess[] = [];

function begin(dataDir: string, ...args: string[]): Started {
  const child = spawn(process.execPath, [main, ...args], { env: environment(dataDir), stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  const exit = new Promise<number | string>((resolve) => child.on('close', (code, signal) => resolve(code ?? signal ?? 'gone')));
  return { child, said: () => text, exit };
}

async function run(dataDir: string, ...args: string[]): Promise<{ exit: number | string; said: string }> {
  const started = begin(dataDir, ...args);
  started.child.stdin?.end();
  return { exit: await started.exit, said: started.said() };
}

async function serving(dataDir: string, ...args: string[]): Promise<Started & { link: string; address: string }> {
  const started = begin(dataDir, '--port', '0', '--stop-with-stdin', ...args);
  await until(() => started.said().includes('Stop it with Ctrl+C') || started.child.exitCode !== null);
  const link = /focalpoint:\/\/\S+/u.exec(started.said())?.[0] ?? '';
  const address = /Address +(http\S+)/u.exec(started.said())?.[1] ?? '';
  expect(address, started.said()).not.toBe('');
  return { ...started, link, address };
}

async function until(condition: () => boolean, withinMs = 15_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error('waited in vain');
    await wait(20);
  }
}

let folders: TestFolders;
let workFolder: string;
beforeAll(async () => {
  folders = await testFolders();
  workFolder = await mkdtemp(path.join(tmpdir(), 'focalpoint-command-'));
});
afterAll(async () => {
  await folders.remove();
  await rm(workFolder, { recursive: true, force: true });
});
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

describe('npm run secretariat', () => {
  it('on an empty folder makes a Secretariat, serves it, and stops when asked', async () => {
    const dataDir = path.join(workFolder, 'not-there-yet');
    const server = await serving(dataDir);
    expect(server.said()).toMatch(/Edition +\d{4}\.\d+ \(number 1\)/u);
    expect(server.said()).toContain(dataDir);
    expect(server.said()).toMatch(/Code: (?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}\n/u);
    expect(await (await fetch(`${server.address}/v1/ready`)).json()).toEqual({ status: 'ok' });
    server.child.kill('SIGTERM');
    expect(await server.exit).toBe(0);
    expect(server.said()).toContain('has stopped');
    expect(server.said()).not.toMatch(/warning|deprecat|experimental/iu);
  });

  it('stops when the program that started it goes away, even with a stream open', async () => {
    const server = await serving(await folders.make());
    const stream = await fetch(`${server.address}/v1/events`);
    server.child.stdin?.end();
    expect(await server.exit).toBe(0);
    await stream.body?.cancel();
  });

  it('lets an app join by the printed link and hear of what another process publishes', async () => {
    const dataDir = await folders.make();
    const server = await serving(dataDir);
    const editions: number[] = [];
    const client = createSecretariatClient({
      fetch,
      clock: () => new Date(),
      store: { read: () => Promise.resolve(notJoined), write: () => Promise.resolve() },
      shippedFingerprint: await repositoryFingerprint(dataDir),
      onChange: () => undefined,
      onEdition: (number) => editions.push(number),
    });
    try {
      await client.start();
      expect(await joinWith(client, server.link, { ...deviceKeys(), deviceName: 'Laptop\u200f of the delegation' })).toMatchObject({ ok: true });
      await until(() => editions.includes(1));
      const published = await run(dataDir, 'publish', await manualFolder(dataDir, 'What was agreed'));
      expect(published, published.said).toMatchObject({ exit: 0 });
      await until(() => editions.includes(2), 2_000);

      const invited = await run(dataDir, 'invite', '--for', 'Ministry of Foreign Affairs');
      expect(invited.said).toContain(`server=${encodeURIComponent(server.address)}`);
      const listed = await run(dataDir, 'devices');
      expect(listed.said).toContain('Devices that joined: 1\n  Laptop of the delegation, joined ');
      expect(listed.said).toContain('Ministry of Foreign Affairs');
    } finally {
      await client.stop();
    }
    server.child.kill('SIGINT');
    expect(await server.exit).toBe(0);
  });

  it('says in a sentence when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const refused = await run(await folders.make(), '--port', String(port));
    other.close();
    expect(refused.exit).toBe(1);
    expect(refused.said).toContain(`Port ${port} is already in use`);
    expect(refused.said).not.toMatch(/ at .*:\d+:\d+/u);
  });

  it.each([
    [['--port', 'eighty'], 'The port is a number'],
    [['--port', '70000'], 'The port is a number'],
    [['--address', 'http://secretariat.example.org'], 'begins with https://'],
    [['--database', 'mysql://x'], 'begins with postgres://'],
    [['--database', 'postgres://nobody@127.0.0.1:1/x'], 'The PostgreSQL database cannot be reached'],
    [['--name', ''], 'The name of the Secretariat'],
    [['--host', '192.0.2.1', '--port', '0'], 'has no address "192.0.2.1"'],
    [['publishh'], 'publishh'],
    [['--prot', '1'], 'unknown option'],
    [['publish'], 'Name the folder to publish'],
  ])('explains %j', async (args, sentence) => {
    const refused = await run(await folders.make(), ...args);
    expect(refused.exit, refused.said).not.toBe(0);
    expect(refused.said).toContain(sentence);
    expect(refused.said).not.toMatch(/\n\s+at .*:\d+:\d+/u);
  });

  it('ends after a start that failed, although whoever started it keeps its standard input open', async () => {
    const dataDir = path.join(workFolder, 'open-input');
    await writeFile(dataDir, 'a file where a folder should be');
    const started = begin(dataDir, '--port', '0', '--stop-with-stdin');
    expect(await started.exit, started.said()).toBe(1);
  });

  it('explains a data folder that is a file, and a database that is damaged', async () => {
    const file = path.join(workFolder, 'a-file');
    await writeFile(file, 'x');
    expect(await run(file)).toMatchObject({ exit: 1, said: expect.stringContaining('is not a folder') as string });
    const dataDir = await folders.make();
    await writeFile(path.join(dataDir, 'secretariat.sqlite'), 'this is not a database at all, but it is long enough to be one'.repeat(100));
    const refused = await run(dataDir, '--port', '0');
    expect(refused).toMatchObject({ exit: 1, said: expect.stringContaining('cannot be opened') as string });
    expect(await readFile(path.join(dataDir, 'secretariat.sqlite'), 'utf8')).toContain('not a database');
  });

  it('makes no invitation that the app would refuse', async () => {
    const server = await serving(await folders.make(), '--host', '0.0.0.0');
    expect(server.link).toBe('');
    expect(server.said()).toContain('No invitation was made');
    server.child.stdin?.end();
    expect(await server.exit).toBe(0);
    const proxied = await serving(await folders.make(), '--host', '0.0.0.0', '--address', 'https://secretariat.example.org/');
    expect(proxied.link).toContain('server=https%3A%2F%2Fsecretariat.example.org&');
    proxied.child.stdin?.end();
    expect(await proxied.exit).toBe(0);
  });

  it('helps with examples', async () => {
    const helped = await run(await folders.make(), 'help');
    expect(helped.exit).toBe(0);
    for (const word of ['publish', 'invite', 'devices', '--port', 'Examples']) expect(helped.said).toContain(word);
  });
});
