/**
 * Every route, found from the server itself so that none is forgotten: malformed, oversized, unauthenticated, foreign, concurrent and slow
 * requests. The server answers each with a code, goes on, tells nobody anything of another account, and writes no content down.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { routesOf, type ServedRoute } from '../../secretariat/server/buildServer.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { post, redeemRequest } from './secretariatFixture.ts';
import { joined, json, push, record, type SyncDevice } from './syncFixture.ts';

/** Routes that need no session; every other one has to refuse a caller without. A new route that is open has to be named here on purpose. */
const open = new Set(['GET /v1/health', 'GET /v1/ready', 'GET /v1/about', 'GET /v1/events', 'POST /v1/invitations/redeem', 'POST /v1/session/challenge', 'POST /v1/session', 'POST /v1/pairings/ask', 'POST /v1/pairings/result', 'POST /v1/recovery/challenge', 'POST /v1/recovery/box', 'POST /v1/recovery/enter', 'GET /repository/*', 'HEAD /repository/*']);
const canary = 'plover-quartz-meridian';
const seed = Number(process.env['FUZZ_SEED'] ?? 20261121);
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 12);

/** Small and the same everywhere: xorshift32. */
function chance(start: number): (below: number) => number {
  let state = start | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const name = (route: ServedRoute): string => `${route.method} ${route.url}`;
const pathOf = (route: ServedRoute): string => route.url.replace('*', 'metadata/timestamp.json').replaceAll(/:[a-z]+/gu, 'a'.repeat(32));

await onEachDatabase('any request', (server) => {
  const routes = (): readonly ServedRoute[] => routesOf(server.running.app);
  const ask = async (route: ServedRoute, init: RequestInit & { readonly query?: string } = {}) => {
    const response = await fetch(`${server.running.listening}${pathOf(route)}${init.query ?? ''}`, { method: route.method, ...init, signal: AbortSignal.timeout(10_000) });
    if (response.status === 200 && route.url === '/v1/events') {
      await response.body?.cancel();
      return { status: 200, text: '' };
    }
    return { status: response.status, text: await response.text() };
  };
  const lives = async (): Promise<void> => expect((await fetch(`${server.running.listening}/v1/ready`)).status).toBe(200);
  const plain = (status: number, text: string, what: string): void => {
    expect(status, what).toBeGreaterThanOrEqual(400);
    expect(status, what).toBeLessThan(500);
    if (text !== '') expect(Object.keys(JSON.parse(text) as object), what).toEqual(['code']);
  };

  it('knows all of its routes', () => {
    expect(routes().length).toBeGreaterThanOrEqual(24);
    for (const route of open) expect(routes().map(name), route).toContain(route);
  });

  it('without a session is refused before its body is read, wherever a session is needed', async () => {
    for (const route of routes().filter((one) => !open.has(name(one)))) {
      for (const authorization of [undefined, 'Bearer', `Bearer ${'0'.repeat(64)}`, `Bearer ${'f'.repeat(63)}`, 'Basic eA==', `bearer ${'0'.repeat(64)}`, 'Bearer \t']) {
        const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
        const answer = await ask(route, { headers, ...(route.method === 'POST' || route.method === 'PUT' ? { body: 'not looked at' } : {}) });
        expect([answer.status, answer.text], `${name(route)} ${authorization ?? ''}`).toEqual([401, '{"code":"session.refused"}']);
      }
    }
    await lives();
  });

  describe('with whatever in it', () => {
    it(`is refused with a code, by seed ${seed}`, async () => {
      await server.restart({ limits: { redeemPerMinute: 1e6, redeemPerMinuteOfAll: 1e6, sessionsPerMinute: 1e6, syncPerMinute: 1e6 } });
      const random = chance(seed);
      const device = await joined(server.running, await server.invite());
      const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
      const wrongs = [null, true, -1, Number.MAX_VALUE, '', '\u0000', 'a'.repeat(5_000), '../../etc/passwd', "' or 1=1 --", '{{7*7}}', '\ud800', [], {}, [[]], { __proto__: { admin: true } }, '0'.repeat(32), 'f'.repeat(64)];
      const fields = ['id', 'to', 'state', 'deviceId', 'challenge', 'signature', 'pairingId', 'pickup', 'pickupHash', 'code', 'signKey', 'boxKey', 'deviceName', 'serverId', 'root', 'sealed', 'after', 'bytes', 'own', 'ids', 'epoch', 'through', 'clock', 'covers'];
      const body = (): string => pick([() => '', () => '{', () => '[]', () => 'null', () => '"x"', () => '['.repeat(4_000), () => JSON.stringify(Object.fromEntries(Array.from({ length: 1 + random(6) }, () => [pick(fields), pick(wrongs)]))), () => randomBytes(1 + random(2_000)).toString('latin1')])();
      const types = ['application/json', 'application/octet-stream', 'text/plain', 'multipart/form-data; boundary=x', '', 'application/json; charset=utf-7'];
      for (const route of routes()) {
        for (let round = 0; round < rounds; round += 1) {
          const isRead = route.method === 'GET' || route.method === 'HEAD';
          const query = pick(['', '?', '?x=1', '?after=-1', '?after=99999999999999999999', '?id=%00&to=desk', `?id=${'a'.repeat(32)}`, '?after=1&after=2', '?after=0&applied=99999999999999&epoch=0123456789abcdef', '?after=0&applied=-1&epoch=x', '?__proto__[x]=1', '?bytes=x', `?${'q'.repeat(3_000)}`]);
          const type = pick(types);
          const answer = await ask(route, { query, headers: { authorization: `Bearer ${device.token}`, ...(isRead || type === '' ? {} : { 'content-type': type }) }, ...(isRead ? {} : { body: body() }) });
          const what = `${name(route)}${query} seed ${seed} round ${round}`;
          expect(answer.status, what).toBeLessThan(500);
          if (answer.status >= 400) plain(answer.status, answer.text, what);
        }
      }
      await lives();
    });

    it('beyond its size is refused, by every route that takes a body', async () => {
      const device = await joined(server.running, await server.invite());
      for (const route of routes().filter(({ method }) => method === 'POST' || method === 'PUT')) {
        const isBytes = route.bodyLimit > 300_000;
        const answer = await ask(route, { headers: { authorization: `Bearer ${device.token}`, 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }, body: Buffer.alloc(route.bodyLimit + 1, 0x20) }).catch(() => ({ status: 413, text: '' }));
        expect(answer.status, name(route)).toBe(413);
      }
      const long = await fetch(`${server.running.listening}/v1/health`, { headers: { 'x-long': 'x'.repeat(9_000) } });
      expect([400, 431]).toContain(long.status);
      await lives();
    });
  });

  it('of one account tells nothing of another, whatever id it names', async () => {
    const [mine, theirs] = [await joined(server.running, await server.invite()), await joined(server.running, await server.invite())];
    await push(server.running, theirs, [record(1, canary)]);
    await fetch(`${server.running.listening}/v1/messages?id=${'5'.repeat(32)}&to=desk`, { method: 'POST', headers: { authorization: `Bearer ${theirs.token}`, 'content-type': 'application/octet-stream' }, body: canary });
    const known = [theirs.deviceId, theirs.accountId, theirs.signKey, '5'.repeat(32)];
    for (const route of routes().filter((one) => !open.has(name(one)))) {
      for (const id of known) {
        const body = JSON.stringify({ id, deviceId: id, pairingId: id, state: 'kept', pickupHash: '0'.repeat(64), sealed: 'aa', ids: [id], epoch: '0'.repeat(16), through: 1, clock: 1, covers: { [id]: 1 } });
        for (const chosen of [body, JSON.stringify({ id }), JSON.stringify({ deviceId: id }), JSON.stringify({ id, state: 'opened' }), JSON.stringify({ ids: [id] }), JSON.stringify({ epoch: server.running.server.epoch, through: 1, clock: 1, covers: { [id]: 9 } })]) {
          const isRead = route.method === 'GET' || route.method === 'HEAD';
          const answer = await ask(route, { query: isRead && route.url.endsWith('/pull') ? '?after=0' : '', headers: { authorization: `Bearer ${mine.token}`, ...(isRead ? {} : { 'content-type': 'application/json' }) }, ...(isRead ? {} : { body: chosen }) });
          expect(answer.text, `${name(route)} ${id}`).not.toContain(canary);
          for (const secret of [theirs.deviceId, theirs.accountId, theirs.signKey]) expect(answer.text, `${name(route)} ${id}`).not.toContain(secret);
          if (isRead) break;
        }
      }
    }
    // And nothing of theirs was changed by it.
    expect((await json(server.running, '/v1/devices', undefined, theirs.token)).body['devices']).toMatchObject([{ deviceId: theirs.deviceId, revokedAt: null }]);
    expect((await json(server.running, '/v1/messages/sent', undefined, theirs.token)).body['messages']).toMatchObject([{ state: 'sent' }]);
  });

  it('at once with many others is answered, and an invitation is redeemed once and stands five tries', async () => {
    const code = await server.invite();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(server.running, redeemRequest(server.running, code))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await server.count('accounts')).toBe(1);
    const guessed = await server.invite();
    const wrong = `${guessed.slice(0, 4)}${'0'.repeat(guessed.length - 4)}`;
    for (let tries = 0; tries < 5; tries += 1) expect((await post(server.running, redeemRequest(server.running, wrong))).status).toBe(403);
    expect(await post(server.running, redeemRequest(server.running, guessed))).toMatchObject({ status: 403, body: { code: 'invitation.tooManyTries' } });
    const device = await joined(server.running, await server.invite());
    const pushes = await Promise.all(Array.from({ length: 20 }, (_, at) => push(server.running, device, [record(1, `one of ${at}`)])));
    expect(pushes.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(pushes.filter(({ status }) => status === 409)).toHaveLength(19);
    await lives();
  });

  it('that comes a byte at a time, or not to its end, is cut off while others are served', async () => {
    await server.restart({ limits: { requestTimeoutMs: 400 } });
    const port = Number(new URL(server.running.listening).port);
    const slow = Array.from({ length: 30 }, (_, at) => {
      const socket = connect(port, '127.0.0.1');
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1');
      });
      socket.on('error', () => undefined);
      socket.write(at % 2 === 0 ? 'POST /v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{' : 'GET /v1/hea');
      const drip = setInterval(() => socket.writable && socket.write(' '), 100);
      return new Promise<string>((resolve) => socket.on('close', () => {
        clearInterval(drip);
        resolve(heard);
      }));
    });
    await lives();
    for (const heard of await Promise.all(slow)) if (heard !== '') expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /u);
    await lives();
  });

  it('leaves no content in the database or the log', async () => {
    const device: SyncDevice = await joined(server.running, await server.invite());
    const send = (query: string, body: string) => fetch(`${server.running.listening}${query}`, { method: 'POST', headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json', 'user-agent': canary, 'x-canary': canary }, body });
    for (const route of routes().filter(({ method }) => method === 'POST')) {
      await send(pathOf(route), JSON.stringify({ id: canary, code: canary, note: canary }));
      await send(`${pathOf(route)}?${canary}=${canary}`, canary);
      await send(`${pathOf(route)}/${canary}`, canary);
    }
    await fetch(`${server.running.listening}/${canary}?${canary}`, { headers: { authorization: `Bearer ${canary}` } });
    const found: string[] = [];
    for (const file of await readdir(server.dataDir, { recursive: true, withFileTypes: true })) {
      if (file.isFile() && (await readFile(path.join(file.parentPath, file.name))).includes(canary)) found.push(file.name);
    }
    expect(found).toEqual([]);
    if (server.database.kind === 'postgres') {
      const dump = await promisify(execFile)('pg_dump', ['--data-only', server.database.url]).catch(() => null);
      if (dump !== null) expect(dump.stdout).not.toContain(canary);
      for (const table of ['servers', 'accounts', 'devices', 'invitations', 'sessions', 'records', 'pairings', 'messages', 'chunks', 'progress'] as const) expect(JSON.stringify(await server.running.db.selectFrom(table).selectAll().execute()), table).not.toContain(canary);
    }
    const log = await readFile(path.join(server.dataDir, 'logs', 'server.log'), 'utf8');
    expect(log).toContain('refused');
    for (const secret of [device.token, device.deviceId, device.accountId]) expect(log).not.toContain(secret);
  });
});
