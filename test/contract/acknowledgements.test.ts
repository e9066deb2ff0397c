/** Acknowledgements that a reader sends: the app's own transport and choice, the real server, on both databases. */
import { sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { createMessageTransport, type MessageTransport } from '../../electron/secretariat/index.ts';
import { type AcknowledgementVault, chooseTelling, exchangeAcknowledgements } from '../../renderer/data/exchangeAcknowledgements.ts';
import type { MessageCalls } from '../../renderer/data/exchangeMessages.ts';
import { acknowledgementLines } from '../../secretariat/server/acknowledgements/acknowledgementLines.ts';
import { readAcknowledgements } from '../../secretariat/server/acknowledgements/acknowledgementTable.ts';
import { acknowledgePaths } from '../../shared/contracts/acknowledgeApi.ts';
import { sessionText } from '../../shared/contracts/syncApi.ts';
import type { StoredEntry } from '../../shared/domain/vault/entry.ts';
import { ok } from '../../shared/errors/result.ts';
import { onEachDatabase, type ServerUnderTest } from './onEachDatabase.ts';
import { post, redeemRequest, signingKeys } from './secretariatFixture.ts';

const given = (sectionId: string): StoredEntry<'acknowledgement'> => ({ type: 'acknowledgement', id: sectionId.padEnd(32, '0'), sectionId, sectionName: '2.1 A section', sha256: 'ab'.repeat(32), edition: '2026.2', createdAt: '2026-11-28T12:00:00.000Z', changedAt: '2026-11-28T12:00:00.000Z', trashedAt: null });

async function reader(server: ServerUnderTest) {
  const { signKey, secret: privateKey } = signingKeys();
  const answer = (await post(server.running, redeemRequest(server.running, await server.invite(), { signKey }))).body as { accountId: string; deviceId: string };
  let online = true;
  const bodies: string[] = [];
  const transport = createMessageTransport({
    fetch: (url, init) => {
      if (typeof url === 'string' && url.endsWith(acknowledgePaths.tell)) bodies.push(typeof init?.body === 'string' ? init.body : '');
      return online ? fetch(url, init) : Promise.reject(new TypeError('no network'));
    },
    joined: () => Promise.resolve({ ...answer, serverId: server.running.server.id, address: server.running.listening }),
  });
  const calls: MessageCalls = (channel, ...args) => (transport[channel.slice('messages.'.length) as keyof MessageTransport] as (...rest: readonly unknown[]) => Promise<never>)(...args);
  const entries = new Map([given('four-crimes'), given('mandate')].map((one) => [one.id, one]));
  const vault: AcknowledgementVault = {
    saveEntry: (id, entry) => {
      entries.set(id ?? '', { ...(entries.get(id ?? '') as StoredEntry<'acknowledgement'>), ...entry } as StoredEntry<'acknowledgement'>);
      return Promise.resolve(ok({ savedAt: '', id: id ?? '' }) as never);
    },
    signSession: ({ serverId, deviceId, challenge }) => Promise.resolve(ok({ signature: sign(null, Buffer.from(sessionText(serverId, deviceId, challenge)), privateKey).toString('hex') }) as never),
  };
  const entry = (sectionId: string) => entries.get(sectionId.padEnd(32, '0')) as StoredEntry<'acknowledgement'>;
  return {
    ...answer,
    bodies,
    entry,
    goOnline: (to: boolean) => (online = to),
    choose: (sectionId: string, tells: boolean) => chooseTelling(calls, vault, entry(sectionId), tells, server.clock()),
    exchange: () => exchangeAcknowledgements(calls, vault, [...entries.values()], server.clock()),
  };
}

await onEachDatabase('acknowledgements that a reader sends', (server) => {
  const held = () => readAcknowledgements(server.running.db);

  it('are none until the reader says so, then exactly that one, and none again once it is taken back', async () => {
    const rania = await reader(server);
    await rania.exchange();
    expect(rania.bodies).toEqual([]);
    expect(await rania.choose('four-crimes', true)).toMatchObject({ ok: true });
    expect(await rania.exchange()).toMatchObject({ ok: true });
    // Twice: the first was refused for want of a session.
    expect([...new Set(rania.bodies)].map((body) => JSON.parse(body) as unknown)).toEqual([{ sectionId: 'four-crimes', sha256: 'ab'.repeat(32), edition: '2026.2', readOn: '2026-11-28' }]);
    const sent = rania.bodies.length;
    expect(await held()).toMatchObject([{ accountId: rania.accountId, sectionId: 'four-crimes', edition: '2026.2', readOn: '2026-11-28' }]);
    expect(rania.entry('four-crimes').telling).toMatchObject({ state: 'told', account: rania.accountId });
    await rania.exchange();
    expect(rania.bodies).toHaveLength(sent);
    await rania.choose('four-crimes', false);
    await rania.exchange();
    expect(await held()).toEqual([]);
    expect(rania.entry('four-crimes').telling).toBeNull();
  });

  it('wait while the server is not there, and are one however often they are sent', async () => {
    const [rania, tomas] = [await reader(server), await reader(server)];
    rania.goOnline(false);
    await rania.choose('mandate', true);
    expect(await rania.exchange()).toMatchObject({ ok: false, error: { code: 'secretariat.unreachable' } });
    expect(rania.entry('mandate').telling).toMatchObject({ state: 'tell' });
    rania.goOnline(true);
    await rania.exchange();
    await tomas.choose('mandate', true);
    await tomas.exchange();
    await rania.choose('mandate', true);
    await rania.exchange();
    expect((await held()).filter(({ sectionId }) => sectionId === 'mandate')).toHaveLength(2);
    const lines = acknowledgementLines(await held());
    expect(lines).toContain('  Edition 2026.2, mandate: 2');
    expect(lines.join('\n')).toContain(rania.accountId.slice(0, 8));
  });

  it('are refused without a session and with a word too many', async () => {
    const body = { sectionId: 'mandate', sha256: 'ab'.repeat(32), edition: '2026.2', readOn: '2026-11-28' };
    const send = (json: unknown) => fetch(server.running.listening + acknowledgePaths.tell, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) });
    expect((await send(body)).status).toBe(401);
    expect((await send({ ...body, note: 'x' })).status).toBeGreaterThanOrEqual(400);
    expect((await held()).length).toBeLessThan(10);
  });
});
