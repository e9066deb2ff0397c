/** The app's client where something else answers in the Secretariat's place. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { StoredSecretariat } from '../../electron/secretariat/index.ts';
import { formatInvitation } from '../../shared/domain/invitation.ts';
import { makeInvitationCode } from '../../shared/domain/invitationCode.ts';
import { device, timing, until } from './clientFixture.ts';
import { joinWith } from './secretariatFixture.ts';

describe('with something else in its place', () => {
  const root = 'a'.repeat(64);
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const link = (address: string): string => formatInvitation({ address, name: 'A', code: makeInvitationCode(new Uint8Array(30)), root }).link;
  const about = { name: 'A', serverId: '1'.repeat(32), epoch: '2'.repeat(16), root };
  const stored = (address: string): StoredSecretariat => ({
    format: 1,
    joined: { secretariat: 'A', address, root, serverId: '1'.repeat(32), accountId: '3'.repeat(32), deviceId: '4'.repeat(32), joinedAt: '2026-01-01T00:00:00.000Z' },
    lastExchangeAt: null,
  });
  const joinFailure = async (listener: RequestListener): Promise<string> => {
    const answer = await joinWith(device(root).client, link(await serve(listener)));
    return answer.ok ? 'joined' : answer.error.code;
  };

  it.each<[string, RequestListener, string]>([
    ['a sign-in page', (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'secretariat.captivePortal'],
    ['a redirect to one', (_request, response) => response.writeHead(302, { location: 'https://portal.example/' }).end(), 'secretariat.captivePortal'],
    ['"network authentication required"', (_request, response) => response.writeHead(511).end(), 'secretariat.captivePortal'],
    ['another program', (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":1}'), 'secretariat.badAnswer'],
    ['text that is not JSON', (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{'), 'secretariat.badAnswer'],
    ['an endless answer', (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(' '.repeat(200_000)), 'secretariat.badAnswer'],
    ['an error of its own making', (_request, response) => response.writeHead(403, { 'content-type': 'application/json' }).end('{"code":"evil.code"}'), 'secretariat.badAnswer'],
    ['a proxy without a server', (_request, response) => response.writeHead(502).end(), 'secretariat.unreachable'],
    ['a server with too much to do', (_request, response) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"code":"server.busy"}'), 'secretariat.busy'],
    ['a cut connection', (request) => request.socket.destroy(), 'secretariat.unreachable'],
    ['silence', () => undefined, 'secretariat.unreachable'],
    [
      'an answer for another server',
      (request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(request.url === '/v1/about' ? about : { accountId: '5'.repeat(32), deviceId: '6'.repeat(32), serverId: '7'.repeat(32) }));
      },
      'secretariat.badAnswer',
    ],
  ])('joining through %s fails plainly', async (_, listener, code) => {
    expect(await joinFailure(listener)).toBe(code);
  });

  /** Only what the case is about may end the connection. */
  const never = 60_000;
  it.each<[string, RequestListener, { connectTimeoutMs?: number; silenceMs?: number }?]>([
    ['a sign-in page', (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
    ['a redirect', (_request, response) => response.writeHead(307, { location: '/login' }).end()],
    ['JSON', (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}')],
    ['an event of megabytes', (_request, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${'x'.repeat(2_000_000)}`)],
    ['a stream that falls silent', (_request, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n'), { silenceMs: 200 }],
    ['a server that never answers', () => undefined, { connectTimeoutMs: 200 }],
  ])('the connection survives %s and finds the server afterwards', async (_, listener, patience = {}) => {
    let portal = true;
    let attempts = 0;
    const address = await serve((request, response) => {
      attempts += 1;
      if (portal) listener(request, response);
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: edition\ndata: {"number":7}\n\n');
    });
    const { client, editions } = device(root, { timing: { ...timing, connectTimeoutMs: never, silenceMs: never, ...patience } }, stored(address));
    await client.start();
    await until('it tries again', () => attempts >= 3);
    expect(editions).toEqual([]);
    portal = false;
    await until('it hears of the edition', () => editions.includes(7));
    expect((await client.state()).reachable).toBe('yes');
  });

  it('passes over events that it does not know and numbers that cannot be', async () => {
    const address = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const data of ['{"number":0}', '{"number":-1}', '{"number":1.5}', '{"number":"2"}', '{"number":1e300}', 'null', 'x']) response.write(`event: edition\ndata: ${data}\n\n`);
      response.write('event: other\ndata: {"number":3}\n\ndata: {"number":4}\n\nevent: edition\ndata: {"number":5}\n\n');
    });
    const { client, editions } = device(root, {}, stored(address));
    await client.start();
    await until('the good one arrives', () => editions.length > 0);
    expect(editions).toEqual([5]);
  });

  it('waits as long as the server asks', async () => {
    let attempts = 0;
    const address = await serve((_request, response) => {
      attempts += 1;
      response.writeHead(503, { 'retry-after': '30', 'content-type': 'application/json' }).end('{"code":"server.busy"}');
    });
    const { client } = device(root, {}, stored(address));
    await client.start();
    await wait(600);
    expect(attempts).toBe(1);
  });

  it('stops at once, whatever it is doing', async () => {
    for (const listener of [() => undefined, (_request, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n'), (request) => request.socket.destroy()] satisfies RequestListener[]) {
      const { client } = device(root, { timing: { firstRetryMs: 60_000, connectTimeoutMs: 60_000, silenceMs: 60_000 } }, stored(await serve(listener)));
      await client.start();
      await wait(50);
      const started = performance.now();
      await client.stop();
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});
