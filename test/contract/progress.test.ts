/** What a person lets the Secretariat know: the app's own transport and choice, the real server, on both databases. */
import { sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { createMessageTransport, type MessageTransport } from '../../electron/secretariat/index.ts';
import type { MessageCalls } from '../../renderer/data/exchangeMessages.ts';
import { chooseProgress, exchangeProgress, progressChoice, type ProgressVault } from '../../renderer/data/exchangeProgress.ts';
import { statusCommand } from '../../secretariat/server/commands/statusCommand.ts';
import { progressLines } from '../../secretariat/server/progress/progressLines.ts';
import { readProgress } from '../../secretariat/server/progress/progressTable.ts';
import { progressLifeDays, type SharedProgress } from '../../shared/contracts/progressApi.ts';
import { sessionText } from '../../shared/contracts/syncApi.ts';
import { phases } from '../../shared/content/content.schema.ts';
import type { PersonalSettings } from '../../shared/domain/vault/personalSettings.ts';
import { ok } from '../../shared/errors/result.ts';
import { onEachDatabase, type ServerUnderTest } from './onEachDatabase.ts';
import { post, redeemRequest, signingKeys, testSettings } from './secretariatFixture.ts';
import { joined, json } from './syncFixture.ts';

const dayMs = 86_400_000;
const none = { applies: 0, done: 0, inProgress: 0, waiting: 0, declined: 0 };
const progress = (number: number, done: number): SharedProgress => ({
  edition: { number, name: `2026.${number}` },
  phases: { ...(Object.fromEntries(phases.map((phase) => [phase, none])) as SharedProgress['phases']), 'first-week': { applies: 9, done, inProgress: 1, waiting: 0, declined: 0 } },
});

/** A person with the app's transport. Their vault is settings in memory and a signing key. */
async function person(server: ServerUnderTest) {
  const { signKey, secret: privateKey } = signingKeys();
  const answer = (await post(server.running, redeemRequest(server.running, await server.invite(), { signKey }))).body as { accountId: string; deviceId: string };
  let online = true;
  const asked: string[] = [];
  const transport = createMessageTransport({
    fetch: (url, init) => {
      if (typeof url === 'string') asked.push(new URL(url).pathname);
      return online ? fetch(url, init) : Promise.reject(new TypeError('no network'));
    },
    joined: () => Promise.resolve({ ...answer, serverId: server.running.server.id, address: server.running.listening }),
  });
  const calls: MessageCalls = (channel, ...args) => (transport[channel.slice('messages.'.length) as keyof MessageTransport] as (...rest: readonly unknown[]) => Promise<never>)(...args);
  let settings: PersonalSettings = {};
  const vault: ProgressVault = {
    savePersonalSettings: (values) => {
      settings = { ...settings, ...values };
      return Promise.resolve(ok({ savedAt: '' }) as never);
    },
    signSession: ({ serverId, deviceId, challenge }) => Promise.resolve(ok({ signature: sign(null, Buffer.from(sessionText(serverId, deviceId, challenge)), privateKey).toString('hex') }) as never),
  };
  return {
    asked,
    goOnline: (to: boolean) => (online = to),
    choose: (agrees: boolean) => chooseProgress(calls, vault, agrees),
    choice: () => progressChoice(settings),
    set: (values: PersonalSettings) => vault.savePersonalSettings(values),
    exchange: (own: SharedProgress | null) => exchangeProgress(calls, vault, progressChoice(settings), own, server.clock()),
  };
}

await onEachDatabase('what a person lets the Secretariat know', (server) => {
  const known = () => readProgress(server.running.db, server.clock);

  it('is nothing until they agree, then exactly the counts, and nothing again once they take it back', async () => {
    const rania = await person(server);
    expect(await rania.exchange(progress(1, 2))).toMatchObject({ ok: true });
    expect(rania.asked).toEqual([]);
    expect(await known()).toEqual([]);
    await rania.choose(true);
    expect(await rania.exchange(progress(1, 2))).toMatchObject({ ok: true });
    expect(await known()).toEqual([progress(1, 2)]);
    expect(rania.choice().sent).toMatchObject({ progress: progress(1, 2), at: server.clock().toISOString() });
    await rania.choose(false);
    expect(await rania.exchange(progress(1, 2))).toMatchObject({ ok: true });
    expect(await server.running.db.selectFrom('progress').selectAll().execute()).toEqual([]);
    expect(rania.choice()).toEqual({ agreed: null, toRemove: null, sent: null });
    rania.asked.length = 0;
    await rania.exchange(progress(1, 3));
    expect(rania.asked).toEqual([]);
  });

  it('is sent once a day, sooner after a new edition, and replaces what was there', async () => {
    const rania = await person(server);
    await rania.choose(true);
    await rania.exchange(progress(1, 2));
    server.passTime(dayMs - 1);
    await rania.exchange(progress(1, 3));
    expect(await known()).toEqual([progress(1, 2)]);
    await rania.exchange(progress(2, 3));
    expect(await known()).toEqual([progress(2, 3)]);
    // An older edition on a further device does not take turns with it.
    await rania.exchange(progress(1, 4));
    expect(await known()).toEqual([progress(2, 3)]);
    server.passTime(dayMs);
    await rania.exchange(progress(2, 5));
    expect(await known()).toEqual([progress(2, 5)]);
    expect(await server.running.db.selectFrom('progress').selectAll().execute()).toHaveLength(1);
  });

  it('is deleted at the next exchange where the network was away, also where the answer to a sending was lost', async () => {
    const rania = await person(server);
    await rania.choose(true);
    await rania.exchange(progress(1, 2));
    await rania.set({ 'progress.sent': null }); // as if the app had ended before it could note it
    await rania.choose(false);
    rania.goOnline(false);
    expect(await rania.exchange(progress(1, 2))).toMatchObject({ ok: false, error: { code: 'secretariat.unreachable' } });
    expect(await known()).toHaveLength(1);
    rania.goOnline(true);
    await rania.exchange(null);
    expect(await known()).toEqual([]);
  });

  it('was agreed for one Secretariat and no other', async () => {
    const rania = await person(server);
    await rania.set({ 'progress.agreed': 'f'.repeat(32), 'progress.sent': JSON.stringify({ account: 'f'.repeat(32), at: server.clock().toISOString(), progress: progress(1, 1) }) });
    expect(await rania.exchange(progress(1, 2))).toMatchObject({ ok: true });
    expect(rania.asked).toEqual([]);
    expect(rania.choice()).toEqual({ agreed: null, toRemove: null, sent: null });
  });

  it('holds no words, no figure beyond reason, and nothing of another account', async () => {
    const [mine, theirs] = [await joined(server.running, await server.invite()), await joined(server.running, await server.invite())];
    const send = (body: unknown, token = mine.token) => json(server.running, '/v1/progress', body, token);
    expect(await send(progress(1, 2), theirs.token)).toMatchObject({ status: 200 });
    const fair = progress(1, 2);
    const week = fair.phases['first-week'];
    const wrongs: unknown[] = [
      { ...fair, note: 'plover' },
      { ...fair, edition: { number: 1, name: 'plover' } },
      { ...fair, edition: { number: 0, name: '2026.1' } },
      { ...fair, phases: { ...fair.phases, 'first-week': { ...week, note: 'plover' } } },
      { ...fair, phases: { ...fair.phases, plover: none } },
      { ...fair, phases: { 'first-week': week } },
      ...[-1, 1.5, 501, '3', 9].map((done) => ({ ...fair, phases: { ...fair.phases, 'first-week': { ...week, done } } })),
    ];
    for (const wrong of wrongs) expect(await send(wrong), JSON.stringify(wrong)).toEqual({ status: 400, body: { code: 'request.malformed' } });
    expect(await json(server.running, '/v1/progress/remove', {}, mine.token)).toMatchObject({ status: 200 });
    expect(await json(server.running, '/v1/progress/remove', { accountId: theirs.accountId }, mine.token)).toMatchObject({ status: 400 });
    expect(await known()).toEqual([fair]);
  });

  it('is forgotten when it was not said again for long', async () => {
    const [rania, grace] = [await person(server), await person(server)];
    await rania.choose(true);
    await rania.exchange(progress(1, 2));
    server.passTime((progressLifeDays + 1) * dayMs);
    expect(await known()).toEqual([]);
    await grace.choose(true);
    await grace.exchange(progress(2, 1));
    expect(await server.running.db.selectFrom('progress').selectAll().execute()).toHaveLength(1);
  });

  it('is told as totals by the command, with nobody singled out', async () => {
    const lines = async (): Promise<string> => {
      const said: string[] = [];
      await statusCommand(testSettings(server.dataDir, server.database), (line) => void said.push(line));
      return said.join('\n');
    };
    expect(await lines()).toBe('People who let the Secretariat know: none');
    const say = async (own: SharedProgress): Promise<void> => {
      const one = await person(server);
      await one.choose(true);
      await one.exchange(own);
    };
    await say(progress(1, 2));
    await say(progress(1, 3));
    expect(await lines()).toBe('People who let the Secretariat know: fewer than 3');
    await say(progress(1, 0));
    expect(await lines()).toContain('2026.1 (number 1): 3');
    expect(await lines()).toMatch(/first-week +apply 27, done from fewer than 3 people, in progress 3, waiting 0, declined 0/u);
    await say(progress(2, 1));
    // With the total, the group of one could be reckoned.
    expect(await lines()).toContain('at least 3');
    expect(await lines()).toContain('2026.2 (number 2): fewer than 3');
    expect(await lines()).toMatch(/done 6,/u);
  });
});

it('small groups are held back in every line', () => {
  const few = progressLines([progress(1, 1), progress(2, 1), progress(3, 1)]).join('\n');
  expect(few).toContain('at least 3');
  expect(few.match(/fewer than 3/gu)).toHaveLength(3);
});
