/** The app's client against a real server. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notJoined } from '../../electron/secretariat/index.ts';
import { publishFolder } from '../../secretariat/publisher/index.ts';
import { issueInvitation } from '../../secretariat/server/invitations.ts';
import type { RunningSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { formatInvitation } from '../../shared/domain/invitation.ts';
import { makeInvitationCode } from '../../shared/domain/invitationCode.ts';
import { device, timing, until, type TestDevice } from './clientFixture.ts';
import { deviceKeys, joinWith, manualFolder, start, testFolders, type TestFolders } from './secretariatFixture.ts';

const clock = (): Date => new Date();

let folders: TestFolders;
beforeAll(async () => {
  folders = await testFolders();
});
afterAll(() => folders.remove());

describe('with a real server', () => {
  let dataDir: string;
  let running: RunningSecretariat;
  beforeEach(async () => {
    dataDir = await folders.make();
    running = await start(dataDir, undefined, { heartbeatMs: 100 });
  });
  afterEach(() => running.stop());

  const invitation = async (address = running.listening): Promise<{ link: string; text: string }> => formatInvitation({ address, name: running.server.name, code: (await issueInvitation(running.db, clock, 'test')).code, root: running.root });
  const joined = async (): Promise<TestDevice> => {
    const made = device(running.root);
    await made.client.start();
    expect(await joinWith(made.client, (await invitation()).link)).toMatchObject({ ok: true });
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
    expect(await joinWith(client, `Please use this:\n${(await invitation()).text}`)).toMatchObject({ ok: true, value: { joined: { address: running.listening } } });
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
    expect(await joinWith(client, used.link)).toMatchObject({ ok: false, error: { code: 'invitation.alreadyJoined' } });
    await until('edition 1', () => editions.length > 0);
    expect(await client.leave()).toEqual({ ok: true, value: { joined: null, reachable: 'unknown', lastExchangeAt: null } });
    await publish();
    await wait(300);
    expect(editions).toEqual([1]);
    expect(await joinWith(client, used.link)).toMatchObject({ ok: true });
    await until('edition 2', () => editions.includes(2));
  });

  it('is told plainly why an invitation is refused', async () => {
    const { client } = device(running.root);
    const codeOf = async (text: string): Promise<string> => {
      const answer = await joinWith(client, text);
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
    expect(await joinWith(other.client, text)).toMatchObject({ ok: false, error: { code: 'invitation.otherSecretariat' } });
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
    expect(await joinWith(client, link, keys)).toMatchObject({ ok: false, error: { code: 'secretariat.unreachable', retry: 'later' } });
    expect((await client.state()).joined).toBeNull();
    expect(await joinWith(client, link, keys)).toMatchObject({ ok: true });
    expect(await running.db.selectFrom('devices').select('id').execute()).toHaveLength(1);
  });

  it('is not joined when it could not be kept, and gets in later', async () => {
    let full = true;
    const { client } = device(running.root, { store: { read: () => Promise.resolve(notJoined), write: () => (full ? Promise.reject(new Error('ENOSPC')) : Promise.resolve()) } });
    const keys = deviceKeys();
    const { link } = await invitation();
    expect(await joinWith(client, link, keys)).toMatchObject({ ok: false, error: { code: 'secretariat.notSaved', retry: 'later' } });
    expect((await client.state()).joined).toBeNull();
    full = false;
    expect(await joinWith(client, link, keys)).toMatchObject({ ok: true });
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
    await joinWith(client, (await invitation()).link);
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
    await joinWith(client, (await invitation()).link);
    expect(asked.length).toBeGreaterThan(1);
    for (const init of asked) expect(init).toMatchObject({ redirect: 'manual', credentials: 'omit', cache: 'no-store' });
  });
});
