/** Messages from one person to another and to the desk: two whole vaults, the app's own transport, the real server, on both databases. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, expect, it } from 'vitest';
import { createMessageTransport, type MessageTransport } from '../../electron/secretariat/index.ts';
import { exchangeMessages, withdrawPart, type MessageCalls } from '../../renderer/data/exchangeMessages.ts';
import { inboxCommand } from '../../secretariat/inbox/inboxCommand.ts';
import { readDeskKey } from '../../secretariat/publisher/index.ts';
import { maxWaitingMessages } from '../../shared/contracts/messagesApi.ts';
import { joinCodeText } from '../../shared/contracts/secretariatApi.ts';
import type { MessageDraft, MessageRecipient, OutgoingMessage } from '../../shared/domain/messages/message.ts';
import { VaultRig, type RunningVault } from '../fault/vaultRig.ts';
import { onEachDatabase, type ServerUnderTest } from './onEachDatabase.ts';
import { json, joined, type SyncDevice } from './syncFixture.ts';
import { post, redeemRequest, testSettings } from './secretariatFixture.ts';

const canary = 'kestrel-ochre-lagoon';
const draft: MessageDraft = { kind: 'question', title: 'Who sits in the group?', text: `We look for a partner in the region. ${canary}`, handling: 'named-people', sender: 'Focal point of Tamira', source: null };

interface Person {
  readonly rig: VaultRig;
  readonly running: RunningVault;
  readonly calls: MessageCalls;
  readonly transport: MessageTransport;
  readonly recipient: MessageRecipient;
  readonly account: string;
}
const rigs: VaultRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.end();
});
const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

async function person(server: ServerUnderTest, name: string, fetcher: typeof fetch = fetch): Promise<Person> {
  const rig = await VaultRig.make();
  rigs.push(rig);
  const running = await rig.startNew();
  const { commands } = running.client;
  const code = await server.invite();
  const signed = value(await commands.signJoining(server.running.server.id, createHash('sha256').update(joinCodeText(code)).digest('hex'), 'Laptop'));
  const answer = (await post(server.running, redeemRequest(server.running, code, { ...signed, deviceName: 'Laptop' }))).body as { accountId: string; deviceId: string };
  const transport = createMessageTransport({ fetch: (url, init) => fetcher(url, init), joined: () => Promise.resolve({ ...answer, serverId: server.running.server.id, address: server.running.listening }) });
  const calls: MessageCalls = (channel, ...args) => (transport[channel.slice('messages.'.length) as keyof MessageTransport] as (...rest: readonly unknown[]) => Promise<never>)(...args);
  const keys = value(await commands.messageKeys());
  return { rig, running, calls, transport, account: answer.accountId, recipient: { to: answer.accountId, name, boxKey: keys.boxKey, signKey: keys.signKey } };
}
const exchange = (who: Person) => exchangeMessages(who.calls, who.running.client.commands);
const messages = async (who: Person) => {
  const read = { name: 'messages' } as const;
  const stop = who.running.client.subscribe(read, () => undefined);
  await expect.poll(() => who.running.client.getSnapshot(read).state).toBe('ready');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const snapshot = who.running.client.getSnapshot(read);
  stop();
  return snapshot.state === 'ready' ? snapshot.value : [];
};
const written = async (who: Person): Promise<OutgoingMessage | undefined> => (await messages(who)).find((one) => one.direction === 'out');

await onEachDatabase('sealed messages', (server) => {
  it('reach the one they are sealed to, are told of when read, and the server holds nothing of their words', async () => {
    const [rania, grace, ines] = [await person(server, 'Rania'), await person(server, 'Grace'), await person(server, 'Ines')];
    value(await rania.running.client.commands.composeMessage(draft, [grace.recipient], rania.account));
    expect((await written(rania))?.parts).toMatchObject([{ name: 'Grace', state: 'ready' }]);
    expect(await exchange(rania)).toEqual({ arrived: 0, problem: null });
    const rows = await server.running.db.selectFrom('messages').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.bytes ?? []).includes(canary)).toBe(false);
    expect(JSON.stringify(rows)).not.toContain(canary);
    expect(await exchange(ines)).toEqual({ arrived: 0, problem: null });
    expect(await exchange(grace)).toEqual({ arrived: 1, problem: null });
    expect(await messages(grace)).toMatchObject([{ direction: 'in', title: draft.title, text: draft.text, sender: draft.sender, signKey: rania.recipient.signKey, account: rania.account, openedAt: null }]);
    // Kept by the reader, so gone from the server.
    expect((await server.running.db.selectFrom('messages').select('bytes').executeTakeFirst())?.bytes).toBeNull();
    await exchange(rania);
    expect((await written(rania))?.parts).toMatchObject([{ state: 'fetched' }]);
    const [received] = await messages(grace);
    value(await grace.running.client.commands.markMessage(received?.id ?? '', 'opened'));
    await exchange(grace);
    await exchange(rania);
    expect((await written(rania))?.parts).toMatchObject([{ state: 'opened' }]);
    expect(await exchange(grace)).toEqual({ arrived: 0, problem: null });
    expect(await messages(grace)).toHaveLength(1);
  });

  it('wait in the outbox without a network and are sent once, also when the answer is lost', async () => {
    let mode: 'off' | 'lost' | 'on' = 'off';
    const unsure: typeof fetch = async (input, init) => {
      if (mode === 'off') throw new TypeError('no network');
      const response = await fetch(input, init);
      if (mode === 'lost' && typeof input === 'string' && input.includes('/v1/messages?')) throw new TypeError('cut');
      return response;
    };
    const [rania, grace] = [await person(server, 'Rania', unsure), await person(server, 'Grace')];
    value(await rania.running.client.commands.composeMessage(draft, [grace.recipient], null));
    expect((await exchange(rania)).problem?.code).toBe('secretariat.unreachable');
    mode = 'lost';
    expect((await exchange(rania)).problem?.code).toBe('secretariat.unreachable');
    await rania.running.kill();
    const again = await rania.rig.startOpen();
    const after: Person = { ...rania, running: again };
    mode = 'on';
    expect(await exchange(after)).toEqual({ arrived: 0, problem: null });
    expect((await written(after))?.parts).toMatchObject([{ state: 'sent' }]);
    expect(await server.running.db.selectFrom('messages').select('id').execute()).toHaveLength(1);
  });

  it('can be withdrawn until they were fetched, and not after', async () => {
    const [rania, grace] = [await person(server, 'Rania'), await person(server, 'Grace')];
    const { commands } = rania.running.client;
    const first = value(await commands.composeMessage(draft, [grace.recipient], null));
    await exchange(rania);
    const part = (await written(rania))?.parts[0];
    value(await withdrawPart(rania.calls, commands, first.id, part ?? { id: '', state: '' }));
    expect((await written(rania))?.parts).toMatchObject([{ state: 'withdrawn' }]);
    expect(await exchange(grace)).toEqual({ arrived: 0, problem: null });
    value(await commands.trashMessage(first.id, true));
    const second = value(await commands.composeMessage({ ...draft, title: 'Again' }, [grace.recipient], null));
    await exchange(rania);
    await exchange(grace);
    const late = (await messages(rania)).find(({ id }) => id === second.id) as OutgoingMessage;
    value(await withdrawPart(rania.calls, commands, second.id, late.parts[0] ?? { id: '', state: '' }));
    expect(((await messages(rania)).find(({ id }) => id === second.id) as OutgoingMessage).parts).toMatchObject([{ state: 'fetched' }]);
    expect(await messages(grace)).toMatchObject([{ title: 'Again' }]);
  });

  it('are opened at the desk with its own key, from another process, and answered with a receipt', async () => {
    const rania = await person(server, 'Rania');
    const key = await readDeskKey(server.dataDir);
    if (key === null) throw new Error('the trial has no desk key');
    value(await rania.running.client.commands.composeMessage({ ...draft, kind: 'entry' }, [{ to: 'desk', name: 'Desk', boxKey: key.boxKey, signKey: key.signKey }], rania.account));
    await exchange(rania);
    const said: string[] = [];
    const io = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line), env: {}, clock: server.clock, ask: () => Promise.resolve(null) };
    const settings = testSettings(server.dataDir, server.database);
    const inbox = (...words: string[]) => new Command().addCommand(inboxCommand(io, async (_options, work) => void (await work(settings)))).parseAsync(['inbox', ...words], { from: 'user' });
    await inbox('list');
    const id = /\(([0-9a-f]{8})\)$/u.exec(said[1] ?? '')?.[1] ?? '';
    expect(said[1]).toContain('Change of a directory entry from Focal point of Tamira (key not in the directory): Who sits in the group?');
    await inbox('show', id);
    expect(said.join('\n')).toContain(canary);
    expect(said.join('\n')).toContain(`account: ${rania.account}`);
    const folder = await mkdtemp(path.join(tmpdir(), 'fpc-inbox-'));
    await inbox('export', folder, '--remove');
    expect(await readFile(path.join(folder, (await readdir(folder))[0] ?? ''), 'utf8')).toContain(canary);
    await rm(folder, { recursive: true });
    await exchange(rania);
    expect((await written(rania))?.parts).toMatchObject([{ state: 'fetched' }]);
  });

  it('show the desk what does not open, without stopping at it', async () => {
    const device = await joined(server.running, await server.invite());
    const send = (id: string, to: string, body: Uint8Array) => fetch(`${server.running.listening}/v1/messages?id=${id}&to=${to}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${device.token}` }, body: Buffer.from(body) });
    expect((await send('1'.repeat(32), 'desk', Buffer.from('no message at all'))).status).toBe(200);
    const said: string[] = [];
    const io = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line), env: {}, clock: server.clock, ask: () => Promise.resolve(null) };
    const settings = testSettings(server.dataDir, server.database);
    await new Command().addCommand(inboxCommand(io, async (_options, work) => void (await work(settings)))).parseAsync(['inbox', 'list'], { from: 'user' });
    expect(said[1]).toContain('cannot be opened');
  });

  it('belong to those two: nobody else sees, fetches, settles or withdraws them, and a sender has a quota', async () => {
    const [from, to, other] = [await joined(server.running, await server.invite()), await joined(server.running, await server.invite()), await joined(server.running, await server.invite())];
    const id = 'a'.repeat(32);
    const send = async (device: SyncDevice, part: string, recipient: string, body: Uint8Array | string) => {
      const response = await fetch(`${server.running.listening}/v1/messages?id=${part}&to=${recipient}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${device.token}` }, body: typeof body === 'string' ? body : Buffer.from(body) });
      return { status: response.status, body: await response.json() };
    };
    const ask = (device: SyncDevice, route: string, body: unknown) => json(server.running, `/v1/messages/${route}`, body, device.token);
    expect(await send(from, id, to.accountId, 'sealed')).toEqual({ status: 200, body: { state: 'sent' } });
    expect(await send(from, id, to.accountId, 'sealed')).toEqual({ status: 200, body: { state: 'sent' } });
    expect(await send(from, id, to.accountId, 'other bytes')).toMatchObject({ status: 409, body: { code: 'message.conflict' } });
    expect(await send(other, id, to.accountId, 'sealed')).toMatchObject({ status: 409 });
    expect(await send(from, 'b'.repeat(32), 'c'.repeat(32), 'sealed')).toMatchObject({ status: 404, body: { code: 'message.unknownRecipient' } });
    for (const device of [from, other]) {
      expect((await ask(device, 'fetch', { id })).status).toBe(404);
      expect((await ask(device, 'settle', { id, state: 'kept' })).status).toBe(404);
      expect((await ask(device, 'waiting', undefined)).body).toEqual({ messages: [] });
    }
    for (const device of [to, other]) expect((await ask(device, 'withdraw', { id })).status).toBe(404);
    expect((await ask(other, 'sent', undefined)).body).toEqual({ messages: [] });
    expect((await ask(to, 'settle', { id, state: 'opened' })).status).toBe(404); // not before it was fetched
    expect((await ask(to, 'waiting', undefined)).body).toEqual({ messages: [{ id, bytes: 6 }] });
    for (let at = 1; at < maxWaitingMessages; at += 1) await server.running.db.insertInto('messages').values({ id: at.toString(16).padStart(32, '0'), sender: from.accountId, recipient: 'desk', hash: '', length: 1, bytes: Buffer.from('x'), sent_at: server.clock().toISOString(), fetched_at: null, opened_at: null, withdrawn_at: null, expired_at: null }).execute();
    expect(await send(from, 'd'.repeat(32), to.accountId, 'one more')).toMatchObject({ status: 413, body: { code: 'message.quota' } });
  });

  it('are refused where a source is named or the note is not to leave', async () => {
    const [rania, grace] = [await person(server, 'Rania'), await person(server, 'Grace')];
    const { commands } = rania.running.client;
    const situation = value(await commands.createSituation({ name: 'Coast' }));
    const note = value(await commands.createNote(situation.id, { title: 'Meeting', source: 'Heron', handling: 'office' }));
    const fromNote = { ...draft, source: { kind: 'note', id: note.id } as const };
    expect(value(await commands.checkMessage(fromNote))).toMatchObject([{ code: 'office', forbids: true }]);
    expect(await commands.composeMessage(fromNote, [grace.recipient], null)).toMatchObject({ ok: false, error: { code: 'message.forbidden' } });
    value(await commands.updateNoteFields(note.id, { handling: 'public' }));
    expect(value(await commands.checkMessage(fromNote))).toEqual([]);
    expect(value(await commands.checkMessage({ ...draft, text: 'HERON told us so.' }))).toMatchObject([{ code: 'source-named', what: 'Heron', forbids: true }]);
    expect(await commands.composeMessage({ ...draft, text: 'HERON told us so.' }, [grace.recipient], null)).toMatchObject({ ok: false });
  });
});
