/** The app's client against a real server, and against networks that answer in its place. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSecretariatClient, notJoined, type SecretariatClient, type SecretariatClientOptions, type StoredSecretariat } from '../../electron/secretariat/index.ts';
import { publishFolder } from '../../secretariat/publisher/index.ts';
import { issueInvitation } from '../../secretariat/server/invitations.ts';
import type { RunningSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { formatInvitation } from '../../shared/domain/invitation.ts';
import { makeInvitationCode } from '../../shared/domain/invitationCode.ts';
import type { SecretariatState } from '../../shared/contracts/secretariatState.ts';
import { deviceKeys, manualFolder, start, testFolders, type TestFolders } from './secretariatFixture.ts';

const clock = (): Date => new Date();
const timing = { firstRetryMs: 40, longestRetryMs: 200, connectTimeoutMs: 1_000, silenceMs: 400, callTimeoutMs: 1_000, networkLookMs: 20 };

let folders: TestFolders;
beforeAll(async () => {
  folders = await testFolders();
});
afterAll(() => folders.remove());

interface Device {
  readonly client: SecretariatClient;
  readonly editions: number[];
  readonly states: SecretariatState[];
  readonly saved: StoredSecretariat[];
  readonly logged: string[];
}

const open: Device[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ client }) => client.stop()));
});

function device(shippedFingerprint: string, change: Partial<SecretariatClientOptions> = {}, stored: StoredSecretariat = notJoined): Device {
  const made: Omit<Device, 'client'> = { editions: [], states: [], saved: [stored], logged: [] };
  const client = createSecretariatClient({
    fetch,
    clock,
    store: {
      read: () => Promise.resolve(made.saved.at(-1) ?? notJoined),
      write: (value) => {
        made.saved.push(value);
        return Promise.resolve();
      },
    },
    shippedFingerprint,
    onChange: (state) => made.states.push(state),
    onEdition: (number) => made.editions.push(number),
    log: (event, details) => made.logged.push(`${event} ${JSON.stringify(details)}`),
    timing,
    ...change,
  });
  open.push({ client, ...made });
  return { client, ...made };
}

async function until(what: string, condition: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error(`waited in vain: ${what}`);
    await wait(10);
  }
}

describe('with a real server', () => {
  let dataDir: string;
  let running: RunningSecretariat;
  beforeEach(async () => {
    dataDir = await folders.make();
    running = await start(dataDir, undefined, { heartbeatMs: 100 });
  });
  afterEach(() => running.stop());

  const invitation = async (address = running.listening): Promise<{ link: string; text: string }> => formatInvitation({ address, name: running.server.name, code: (await issueInvitation(running.db, clock, 'test')).code, root: running.root });
  const joined = async (): Promise<Device> => {
    const made = device(running.root);
    await made.client.start();
    expect(await made.client.join((await invitation()).link, deviceKeys())).toMatchObject({ ok: true });
    return made;
  };
  const publish = async (): Promise<void> => void (await publishFolder({ dataDir, folder: await manualFolder(dataDir, 'What was agreed'), edition: undefined, note: undefined, clock }));

  it('shows whose invitation it is without sending anything', async () => {
    const { client } = device(running.root, { fetch: () => Promise.reject(new Error('no network in a preview')) });
    const { link, text } = await invitation();
    const fingerprint = `${running.root.slice(0, 4)} ${running.root.slice(4, 8)} ${running.root.slice(8, 12)} ${running.root.slice(12, 16)}`;
    expect(client.preview(link)).toEqual({ ok: true, value: { secretariat: 'Trial Secretariat', address: running.listening, fingerprint } });
    expect(client.preview(text)).toMatchObject({ ok: true, value: { secretariat: new URL(running.listening).host, fingerprint } });
    expect(client.preview('hello')).toMatchObject({ ok: false, error: { code: 'invitation.malformed', messageId: 'failure.invitation.malformed' } });
  });

  it('joins, keeps it, and knows the newest edition', async () => {
    const { client, editions, saved } = await joined();
    const state = await client.state();
    expect(state).toMatchObject({ reachable: 'yes', joined: { secretariat: 'Trial Secretariat', address: running.listening } });
    await until('the first edition is told', () => editions.length === 1);
    expect(editions).toEqual([1]);
    expect(await client.address()).toBe(running.listening);
    await client.stop();

    const again = device(running.root, {}, saved.at(-1));
    expect((await again.client.state()).joined).toEqual(state.joined);
    await again.client.start();
    await until('the edition is told after a restart', () => again.editions.includes(1));
  });

  it('joins by code and address', async () => {
    const { client } = device(running.root);
    expect(await client.join(`Please use this:\n${(await invitation()).text}`, deviceKeys())).toMatchObject({ ok: true, value: { joined: { address: running.listening } } });
  });

  it('keeps nothing secret', async () => {
    const { saved, logged } = device(running.root);
    const { client, saved: kept, logged: lines } = await joined();
    await client.stop();
    const text = JSON.stringify([saved, logged, kept, lines]);
    const rows = await running.db.selectFrom('devices').select(['sign_key', 'box_key']).execute();
    for (const row of rows) for (const key of Object.values(row)) expect(text).not.toContain(key);
    expect(Object.keys(kept.at(-1)?.joined ?? {}).sort()).toEqual(['accountId', 'address', 'deviceId', 'joinedAt', 'root', 'secretariat', 'serverId']);
  });

  it('hears of an edition that another process publishes', async () => {
    const { editions } = await joined();
    await until('edition 1', () => editions.includes(1));
    await publish();
    await until('edition 2', () => editions.includes(2), 2_000);
  });

  it('comes back by itself when the server was down, and learns what it missed', async () => {
    const { client, editions } = await joined();
    await until('edition 1', () => editions.includes(1));
    const port = Number(new URL(running.listening).port);
    await running.stop();
    await until('it is noticed', async () => (await client.state()).reachable === 'no');
    await publish();
    running = await start(dataDir, undefined, {}, port);
    await until('edition 2', () => editions.includes(2));
    expect((await client.state()).reachable).toBe('yes');
  });

  it('leaves, and joins again only with another invitation', async () => {
    const { client, editions } = await joined();
    const used = await invitation();
    expect(await client.join(used.link, deviceKeys())).toMatchObject({ ok: false, error: { code: 'invitation.alreadyJoined' } });
    await until('edition 1', () => editions.length > 0);
    expect(await client.leave()).toEqual({ ok: true, value: { joined: null, reachable: 'unknown', lastExchangeAt: null } });
    await publish();
    await wait(300);
    expect(editions).toEqual([1]);
    expect(await client.join(used.link, deviceKeys())).toMatchObject({ ok: true });
    await until('edition 2', () => editions.includes(2));
  });

  it('is told plainly why an invitation is refused', async () => {
    const { client } = device(running.root);
    const codeOf = async (text: string): Promise<string> => {
      const answer = await client.join(text, deviceKeys());
      return answer.ok ? 'joined' : `${answer.error.code} ${answer.error.retry}`;
    };
    const { link } = await invitation();
    expect(await codeOf(formatInvitation({ address: running.listening, name: 'A', code: makeInvitationCode(new Uint8Array(30)), root: running.root }).link)).toBe('invitation.unknown never');
    await running.db.updateTable('invitations').set({ expires_at: '2020-01-01T00:00:00.000Z' }).execute();
    expect(await codeOf(link)).toBe('invitation.expired never');
    await running.db.updateTable('invitations').set({ expires_at: '2999-01-01T00:00:00.000Z', tries_left: 0 }).execute();
    expect(await codeOf(link)).toBe('invitation.tooManyTries never');
    await running.db.updateTable('invitations').set({ redeemed_at: '2020-01-01T00:00:00.000Z' }).execute();
    expect(await codeOf(link)).toBe('invitation.used never');
  });

  it('trusts no Secretariat but the one that it was made for', async () => {
    const other = device('0'.repeat(64));
    const { link, text } = await invitation();
    expect(other.client.preview(link)).toMatchObject({ ok: false, error: { code: 'invitation.otherSecretariat' } });
    // The text does not carry the fingerprint; then the server's own word is compared before anything of the device is sent.
    expect(await other.client.join(text, deviceKeys())).toMatchObject({ ok: false, error: { code: 'invitation.otherSecretariat' } });
    expect(await running.db.selectFrom('devices').select('id').execute()).toEqual([]);
  });

  it('gets in with the same invitation when the answer was lost on the way', async () => {
    let lose = true;
    const { client } = device(running.root, {
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        if (!url.endsWith('/redeem') || !lose) return response;
        lose = false;
        throw new Error('connection reset');
      },
    });
    const keys = deviceKeys();
    const { link } = await invitation();
    expect(await client.join(link, keys)).toMatchObject({ ok: false, error: { code: 'secretariat.unreachable', retry: 'later' } });
    expect((await client.state()).joined).toBeNull();
    expect(await client.join(link, keys)).toMatchObject({ ok: true });
    expect(await running.db.selectFrom('devices').select('id').execute()).toHaveLength(1);
  });

  it('is not joined when it could not be kept, and gets in later', async () => {
    let full = true;
    const { client } = device(running.root, { store: { read: () => Promise.resolve(notJoined), write: () => (full ? Promise.reject(new Error('ENOSPC')) : Promise.resolve()) } });
    const keys = deviceKeys();
    const { link } = await invitation();
    expect(await client.join(link, keys)).toMatchObject({ ok: false, error: { code: 'secretariat.notSaved', retry: 'later' } });
    expect((await client.state()).joined).toBeNull();
    full = false;
    expect(await client.join(link, keys)).toMatchObject({ ok: true });
  });

  it('connects anew when the computer changes its network, without waiting', async () => {
    let network = 'hotel';
    let opened = 0;
    const { client, editions } = device(running.root, {
      networkSignature: () => network,
      timing: { ...timing, firstRetryMs: 60_000, longestRetryMs: 60_000 },
      fetch: (url, init) => {
        if (!url.endsWith('/v1/events')) return fetch(url, init);
        opened += 1;
        return network === 'hotel' ? Promise.reject(new Error('no route')) : fetch(url, init);
      },
    });
    await client.start();
    await client.join((await invitation()).link, deviceKeys());
    await until('the first attempt fails', async () => (await client.state()).reachable === 'no');
    await wait(100);
    expect(opened).toBe(1);
    network = 'office';
    await until('the edition is told', () => editions.includes(1), 1_000);
    client.reconnect();
    await until('it is told again after a reconnect', () => editions.length === 2, 1_000);
  });

  it('reads no redirect, sends no cookie', async () => {
    const asked: RequestInit[] = [];
    const { client } = device(running.root, {
      fetch: (url, init) => {
        asked.push(init);
        return fetch(url, init);
      },
    });
    await client.join((await invitation()).link, deviceKeys());
    expect(asked.length).toBeGreaterThan(1);
    for (const init of asked) expect(init).toMatchObject({ redirect: 'manual', credentials: 'omit', cache: 'no-store' });
  });
});

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
    const answer = await device(root).client.join(link(await serve(listener)), deviceKeys());
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
