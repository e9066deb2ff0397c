/** The Secretariat's server over a real socket, the same suite on SQLite and on PostgreSQL. */
import { connect } from 'node:net';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensurePostgres } from '../../build/ensurePostgres.ts';
import { publishFolder } from '../../secretariat/publisher/index.ts';
import type { DatabaseSetting } from '../../secretariat/server/database/openDatabase.ts';
import { openDatabase } from '../../secretariat/server/database/openDatabase.ts';
import { invitationLifeMs, issueInvitation } from '../../secretariat/server/invitations.ts';
import type { StartOptions, RunningSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { deviceKeys, manualFolder, post, redeemRequest, start, testFolders, type TestFolders } from './secretariatFixture.ts';

const ensured = await ensurePostgres();
const postgres = ensured.available ? ensured.postgres : undefined;
const databases: readonly { name: string; setting: (dataDir: string) => Promise<DatabaseSetting> }[] = [
  { name: 'SQLite', setting: (dataDir) => Promise.resolve({ kind: 'sqlite', file: path.join(dataDir, 'secretariat.sqlite') }) },
  ...(postgres === undefined ? [] : [{ name: 'PostgreSQL', setting: async (): Promise<DatabaseSetting> => ({ kind: 'postgres', url: await postgres.createDatabase() }) }]),
];

if (!ensured.available) it.skip(`the server's suite was NOT run on PostgreSQL: ${ensured.reason}`, () => undefined);
afterAll(() => postgres?.stop());

let folders: TestFolders;
beforeAll(async () => {
  folders = await testFolders();
});
afterAll(() => folders.remove());

it('SQLite is opened so that what was answered is on the disk', async () => {
  const dataDir = await folders.make();
  const db = await openDatabase({ kind: 'sqlite', file: path.join(dataDir, 'secretariat.sqlite') });
  const pragma = async (name: string): Promise<unknown> => Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
  expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
  await db.destroy();
});

describe.each(databases)('the server on $name', ({ setting }) => {
  let dataDir: string;
  let database: DatabaseSetting;
  let running: RunningSecretariat;
  let nowMs: number;
  const clock = (): Date => new Date(nowMs);
  const invite = async (): Promise<string> => (await issueInvitation(running.db, clock, 'test')).code;
  const begin = async (options: StartOptions = {}): Promise<void> => {
    running = await start(dataDir, database, { clock, ...options, limits: { redeemPerMinute: 10_000, redeemPerMinuteOfAll: 10_000, ...options.limits } });
  };
  const restart = async (options: StartOptions = {}): Promise<void> => {
    await running.stop();
    await begin(options);
  };
  const count = async (table: 'accounts' | 'devices' | 'invitations'): Promise<number> => (await running.db.selectFrom(table).selectAll().execute()).length;

  beforeEach(async () => {
    nowMs = Date.now();
    dataDir = await folders.make();
    database = await setting(dataDir);
    await begin();
  });
  afterEach(() => running.stop());

  describe('an invitation', () => {
    it('registers a device, once', async () => {
      const code = await invite();
      const first = await post(running, redeemRequest(running, code));
      expect(first).toMatchObject({ status: 200, body: { accountId: expect.stringMatching(/^[0-9a-f]{32}$/u) as string, serverId: running.server.id } });
      expect(await post(running, redeemRequest(running, code))).toMatchObject({ status: 403, body: { code: 'invitation.used' } });
      expect([await count('accounts'), await count('devices')]).toEqual([1, 1]);
    });

    it('is redeemed by exactly one of many that try at the same instant', async () => {
      for (let round = 0; round < 5; round += 1) {
        const code = await invite();
        const before = await count('devices');
        const answers = await Promise.all(Array.from({ length: 12 }, () => post(running, redeemRequest(running, code))));
        expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
        expect(answers.filter((answer) => (answer.body as { code?: string }).code === 'invitation.used')).toHaveLength(11);
        expect(await count('devices')).toBe(before + 1);
        expect(await count('accounts')).toBe(before + 1);
      }
    });

    it('is redeemed by exactly one of two server processes that share the database', async () => {
      const other = await start(await folders.make(), database, { clock });
      try {
        const code = await invite();
        const request = (server: RunningSecretariat) => post(server, redeemRequest(server, code));
        const answers = await Promise.all([request(running), request(other), request(running), request(other)]);
        expect(other.server.id).toBe(running.server.id);
        expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
        expect(await count('devices')).toBe(1);
      } finally {
        await other.stop();
      }
    });

    it('answers a device that repeats its own request as it did before', async () => {
      const request = redeemRequest(running, await invite());
      const [first, again] = [await post(running, request), await post(running, request)];
      expect(first.status).toBe(200);
      expect(again).toMatchObject({ status: 200, body: first.body as object });
      expect(await count('devices')).toBe(1);
      expect(await post(running, { ...request, boxKey: deviceKeys().boxKey })).toMatchObject({ body: { code: 'invitation.used' } });
    });

    it('holds for seven days to the millisecond', async () => {
      const [early, late] = [await invite(), await invite()];
      nowMs += invitationLifeMs - 1;
      expect((await post(running, redeemRequest(running, early))).status).toBe(200);
      nowMs += 1;
      expect(await post(running, redeemRequest(running, late))).toMatchObject({ status: 403, body: { code: 'invitation.expired' } });
    });

    it('stands four wrong tries and not five', async () => {
      const wrong = async (code: string): Promise<unknown> => {
        const guess = code.slice(0, 4) + code.slice(4).replaceAll(/./gu, (letter) => (letter === '7' ? '8' : '7'));
        return (await post(running, redeemRequest(running, guess))).body;
      };
      const [four, five] = [await invite(), await invite()];
      for (let tries = 0; tries < 4; tries += 1) expect(await wrong(four)).toEqual({ code: 'invitation.unknown' });
      expect((await post(running, redeemRequest(running, four))).status).toBe(200);
      for (let tries = 0; tries < 5; tries += 1) expect(await wrong(five)).toEqual({ code: 'invitation.unknown' });
      expect(await post(running, redeemRequest(running, five))).toMatchObject({ status: 403, body: { code: 'invitation.tooManyTries' } });
    });

    it('counts wrong tries that come at the same instant', async () => {
      const code = await invite();
      const guess = `${code.slice(0, 4)}${'7'.repeat(28)}`;
      await Promise.all(Array.from({ length: 5 }, () => post(running, redeemRequest(running, guess))));
      expect(await post(running, redeemRequest(running, code))).toMatchObject({ body: { code: 'invitation.tooManyTries' } });
    });

    it('is unknown when nobody made it, and refused when it is for another server', async () => {
      const code = await invite();
      expect(await post(running, redeemRequest(running, 'Z'.repeat(32)))).toMatchObject({ status: 403, body: { code: 'invitation.unknown' } });
      expect(await post(running, redeemRequest(running, code, { serverId: '0'.repeat(32) }))).toMatchObject({ status: 403, body: { code: 'invitation.otherServer' } });
      expect(await post(running, redeemRequest(running, code, { root: '0'.repeat(64) }))).toMatchObject({ status: 403, body: { code: 'invitation.otherServer' } });
      expect((await post(running, redeemRequest(running, code))).status).toBe(200);
    });

    it('survives a restart and is stored as a hash only', async () => {
      const code = await invite();
      await restart();
      const rows = await running.db.selectFrom('invitations').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(code.slice(4, 30));
      expect((await post(running, redeemRequest(running, code))).status).toBe(200);
    });

    it('is tried only so often in a minute', async () => {
      await restart({ limits: { redeemPerMinute: 3 } });
      const code = await invite();
      for (let tries = 0; tries < 3; tries += 1) expect((await post(running, redeemRequest(running, 'Z'.repeat(32)))).status).toBe(403);
      const refused = await post(running, redeemRequest(running, code));
      expect(refused).toMatchObject({ status: 429, body: { code: 'request.tooMany' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    });
  });

  describe('what it says of itself', () => {
    const get = async (url: string): Promise<{ status: number; body: unknown }> => {
      const response = await fetch(running.listening + url);
      return { status: response.status, body: await response.json() };
    };

    it('is the same after a restart', async () => {
      const before = await get('/v1/about');
      expect(before).toMatchObject({ status: 200, body: { name: 'Trial Secretariat', serverId: running.server.id, root: running.root } });
      await restart();
      expect(await get('/v1/about')).toEqual(before);
    });

    it('tells that it lives and that it is ready', async () => {
      expect(await get('/v1/health')).toEqual({ status: 200, body: { status: 'ok' } });
      expect(await get('/v1/ready')).toEqual({ status: 200, body: { status: 'ok' } });
      await running.db.destroy();
      expect(await get('/v1/health')).toMatchObject({ status: 200 });
      expect(await get('/v1/ready')).toEqual({ status: 503, body: { status: 'starting' } });
    });

    it('answers a failure of the database with a code and nothing else', async () => {
      const code = await invite();
      await running.db.destroy();
      expect(await post(running, redeemRequest(running, code))).toMatchObject({ status: 500, body: { code: 'server.failed' } });
    });

    it('opens a database again that it has migrated before', async () => {
      const again = await openDatabase(database);
      expect(await again.selectFrom('servers').select('id').execute()).toEqual([{ id: running.server.id }]);
      await again.destroy();
    });
  });

  describe('bad requests', () => {
    it.each([
      ['no body', ''],
      ['not JSON', '{"code":'],
      ['a list', '[]'],
      ['null', 'null'],
      ['a prototype', '{"__proto__":{"x":1}}'],
      ['deep nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
      ['not UTF-8', '\ud800'],
    ])('are refused: %s', async (_, body) => {
      expect(await post(running, body)).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    });

    it('are refused when any field is wrong, missing or too much', async () => {
      const good = redeemRequest(running, await invite());
      const wrong: unknown[] = ['', null, 5, [], {}, 'x'.repeat(500), 'é', '\u0000'];
      for (const field of Object.keys(good)) {
        for (const value of field === 'deviceName' ? wrong.filter((entry) => entry !== 'é') : wrong) {
          expect(await post(running, { ...good, [field]: value }), `${field} ${JSON.stringify(value)}`).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
        }
        expect(await post(running, { ...good, [field]: undefined })).toMatchObject({ status: 400 });
      }
      expect(await post(running, { ...good, more: 1 })).toMatchObject({ status: 400 });
      expect((await post(running, good)).status).toBe(200);
    });

    it('are refused when they are too large, of another kind or for another place', async () => {
      expect(await post(running, JSON.stringify({ code: 'x'.repeat(20_000) }))).toMatchObject({ status: 413, body: { code: 'request.tooLarge' } });
      const statusOf = async (url: string, init: RequestInit): Promise<unknown> => {
        const response = await fetch(running.listening + url, init);
        return [response.status, await response.json()];
      };
      expect(await statusOf('/v1/invitations/redeem', { method: 'POST', body: 'code=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).toEqual([415, { code: 'request.mediaType' }]);
      expect(await statusOf('/v1/invitations/redeem', { method: 'GET' })).toEqual([404, { code: 'request.notFound' }]);
      expect(await statusOf('/v1/nothing', { method: 'DELETE' })).toEqual([404, { code: 'request.notFound' }]);
      expect(await statusOf('/', {})).toEqual([404, { code: 'request.notFound' }]);
      expect(await statusOf('/v1/about?x=1', {})).toEqual([400, { code: 'request.malformed' }]);
      expect(await statusOf('/v1/%E0%A4%A', {})).toEqual([400, { code: 'request.malformed' }]);
      expect(await statusOf(`/v1/${'a'.repeat(5_000)}`, {})).toEqual([404, { code: 'request.notFound' }]);
    });

    it('that are no HTTP at all end with the connection, and the next one is served', async () => {
      const { port } = new URL(running.listening);
      for (const bytes of ['\u0000\u0001\u0002\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET /v1/about HTTP/1.1\r\n\r\n', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 'POST /v1/invitations/redeem HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n']) {
        expect(await exchange(Number(port), bytes)).toMatch(/^HTTP\/1\.1 4\d\d /u);
      }
      expect((await fetch(`${running.listening}/v1/health`)).status).toBe(200);
    });

    it('that come too slowly are cut off', async () => {
      await restart({ limits: { requestTimeoutMs: 500 } });
      const { port } = new URL(running.listening);
      const started = performance.now();
      const answer = await exchange(Number(port), 'POST /v1/invitations/redeem HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /u);
      expect(performance.now() - started).toBeLessThan(5_000);
    });

    it('write no code, key, name or body into the log', async () => {
      const request = redeemRequest(running, await invite(), { deviceName: 'Canary of Secretariat' });
      await post(running, request);
      await post(running, { ...request, more: 'canary' });
      await fetch(`${running.listening}/v1/canary?code=${request.code}`);
      await fetch(`${running.listening}/v1/health`, { headers: { authorization: 'canary' } });
      await running.stop();
      const log = await readFile(path.join(dataDir, 'logs', 'server.log'), 'utf8');
      expect(log).toContain('refused');
      for (const secret of [request.code, request.signKey, request.boxKey, 'anary', '127.0.0.1']) expect(log.replaceAll(/"Server listening[^"]*"|"msg":"Server listening.*/gu, '')).not.toContain(secret);
      await begin();
    });
  });

  describe('event streams', () => {
    it('say the present edition at once and a new one within two seconds', async () => {
      const stream = await openStream(running.listening);
      expect(await stream.next()).toEqual({ event: 'edition', data: '{"number":1}' });
      await publishFolder({ dataDir, folder: await manualFolder(dataDir, 'What was agreed'), edition: undefined, note: undefined, clock: () => new Date() });
      const published = performance.now();
      expect(await stream.next()).toEqual({ event: 'edition', data: '{"number":2}' });
      expect(performance.now() - published).toBeLessThan(2_000);
      stream.close();
      const late = await openStream(running.listening);
      expect(await late.next()).toEqual({ event: 'edition', data: '{"number":2}' });
      late.close();
    });

    it('say nothing to a reader that has heard it', async () => {
      const stream = await openStream(running.listening);
      await stream.next();
      const again = await openStream(running.listening, { 'last-event-id': stream.lastId() });
      await publishFolder({ dataDir, folder: await manualFolder(dataDir, 'What was agreed'), edition: undefined, note: undefined, clock: () => new Date() });
      expect(await again.next()).toEqual({ event: 'edition', data: '{"number":2}' });
      stream.close();
      again.close();
    });

    it('beat when nothing happens', async () => {
      await restart({ heartbeatMs: 50 });
      const stream = await openStream(running.listening);
      await stream.next();
      await stream.beat();
      await stream.beat();
      stream.close();
    });

    it('are as many as the server holds, and a place that is given up can be taken', async () => {
      await restart({ maxStreams: 2 });
      const [first, second] = [await openStream(running.listening), await openStream(running.listening)];
      const refused = await fetch(`${running.listening}/v1/events`);
      expect([refused.status, await refused.json(), refused.headers.get('retry-after')]).toEqual([503, { code: 'server.busy' }, '60']);
      first.close();
      await wait(100);
      const third = await openStream(running.listening);
      expect(await third.next()).toMatchObject({ event: 'edition' });
      second.close();
      third.close();
    });

    it('do not delay the stop when a connection was opened in advance', async () => {
      const unused = connect(Number(new URL(running.listening).port), '127.0.0.1');
      await new Promise((resolve) => unused.once('connect', resolve));
      await fetch(`${running.listening}/v1/health`).then((response) => response.text());
      const started = performance.now();
      await running.stop();
      expect(performance.now() - started).toBeLessThan(1_000);
      unused.destroy();
      await begin();
    });

    it('end when the server stops, at once', async () => {
      const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(running.listening)));
      await Promise.all(streams.map((stream) => stream.next()));
      const started = performance.now();
      await running.stop();
      expect(performance.now() - started).toBeLessThan(2_000);
      await Promise.all(streams.map((stream) => stream.ended()));
      await begin();
    });
  });

  describe('the repository', () => {
    const get = (file: string, init?: RequestInit): Promise<Response> => fetch(`${running.listening}/repository/${file}`, init);
    const blob = async (): Promise<{ file: string; bytes: Buffer }> => {
      const names = await readdir(path.join(dataDir, 'repository', 'targets', 'blobs'), { recursive: true });
      const name = names.map((entry) => entry.replaceAll('\\', '/')).find((entry) => /\/[0-9a-f]{64}$/u.test(entry)) ?? '';
      return { file: `targets/blobs/${name}`, bytes: await readFile(path.join(dataDir, 'repository', 'targets', 'blobs', name)) };
    };

    it('is served byte for byte, for ever where the name says so', async () => {
      const { file, bytes } = await blob();
      const response = await get(file);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect((await get('metadata/1.root.json')).headers.get('cache-control')).toContain('immutable');
      const timestamp = await get('metadata/timestamp.json');
      expect(timestamp.headers.get('cache-control')).toBe('no-cache');
      expect((await get('metadata/timestamp.json', { headers: { 'if-none-match': timestamp.headers.get('etag') ?? '' } })).status).toBe(304);
      const head = await get(file, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    });

    it('is served in parts', async () => {
      const { file, bytes } = await blob();
      const size = bytes.length;
      const part = async (range: string, more: Record<string, string> = {}): Promise<unknown[]> => {
        const response = await get(file, { headers: { range, 'accept-encoding': 'identity', ...more } });
        return [response.status, response.headers.get('content-range'), Buffer.from(await response.arrayBuffer())];
      };
      expect(await part('bytes=10-19')).toEqual([206, `bytes 10-19/${size}`, bytes.subarray(10, 20)]);
      expect(await part('bytes=10-')).toEqual([206, `bytes 10-${size - 1}/${size}`, bytes.subarray(10)]);
      expect(await part('bytes=-7')).toEqual([206, `bytes ${size - 7}-${size - 1}/${size}`, bytes.subarray(-7)]);
      expect(await part(`bytes=0-${size * 5}`)).toEqual([206, `bytes 0-${size - 1}/${size}`, bytes]);
      expect((await part(`bytes=${size}-`)).slice(0, 2)).toEqual([416, `bytes */${size}`]);
      for (const odd of ['bytes=5-2', 'bytes=-', 'bytes=a-b', 'bytes=0-1,4-5', 'lines=1-2']) expect(await part(odd)).toEqual([200, null, bytes]);
      expect((await part('bytes=10-19', { 'if-range': '"other"' }))[0]).toBe(200);
    });

    it('holds nothing but its own plain files', async () => {
      await writeFile(path.join(dataDir, 'repository', 'metadata', '.hidden'), 'x');
      await symlink(path.join(dataDir, 'keys'), path.join(dataDir, 'repository', 'metadata', 'keys'));
      await symlink(path.join(dataDir, 'secretariat.sqlite'), path.join(dataDir, 'repository', 'metadata', 'linked.json'));
      const keys = await readdir(path.join(dataDir, 'keys'));
      const { port } = new URL(running.listening);
      for (const url of ['', 'metadata', 'metadata/', 'metadata/.hidden', 'metadata/linked.json', `metadata/keys/${keys[0]}`, `../keys/${keys[0]}`, `metadata/../../keys/${keys[0]}`, `%2e%2e/keys/${keys[0]}`, `..%2fkeys/${keys[0]}`, `..\\keys\\${keys[0]}`, 'metadata//1.root.json', '/etc/passwd', 'metadata/1.root.json/', 'metadata/1.root.json%00', 'metadata/9.root.json', 'a'.repeat(500)]) {
        // By hand, because fetch would tidy the address up first.
        const answer = await exchange(Number(port), `GET /repository/${url} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
        expect(answer, url).toMatch(/^HTTP\/1\.1 40[04] /u);
        expect(answer, url).toMatch(/\{"code":"request\.[a-zA-Z]+"\}$/u);
      }
    });

    it('does not lose files to readers that go away', async () => {
      const { file } = await blob();
      const { port } = new URL(running.listening);
      for (let round = 0; round < 50; round += 1) {
        const socket = connect(Number(port), '127.0.0.1');
        socket.write(`GET /repository/${file} HTTP/1.1\r\nhost: x\r\n\r\n`);
        await wait(1);
        socket.destroy();
      }
      expect((await get(file)).status).toBe(200);
    });
  });
});

/** Sends bytes and answers all that comes back until the server closes. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error('the server neither answered nor closed')));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error)));
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

interface TestStream {
  next(): Promise<{ event: string; data: string }>;
  beat(): Promise<void>;
  ended(): Promise<void>;
  lastId(): string;
  close(): void;
}

async function openStream(address: string, headers: Record<string, string> = {}): Promise<TestStream> {
  const stop = new AbortController();
  const response = await fetch(`${address}/v1/events`, { headers, signal: stop.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const reader = (response.body ?? new ReadableStream()).getReader();
  let text = '';
  let id = '';
  const block = async (): Promise<string | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end !== -1) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        return found;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      text += Buffer.from(value).toString('utf8');
    }
  };
  const field = (found: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'mu').exec(found)?.[1] ?? '';
  return {
    async next() {
      for (;;) {
        const found = await block();
        if (found === null) throw new Error('the stream ended');
        if (found.startsWith(':')) continue;
        id = field(found, 'id');
        return { event: field(found, 'event'), data: field(found, 'data') };
      }
    },
    async beat() {
      expect(await block()).toBe(':');
    },
    async ended() {
      while ((await block()) !== null);
    },
    lastId: () => id,
    close: () => stop.abort(),
  };
}
