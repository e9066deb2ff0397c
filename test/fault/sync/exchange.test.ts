/** Single properties of an exchange, with the app's own vaults and the real server. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import { revokeDevice } from '../../../secretariat/server/sync/accountDevices.ts';
import { start, testFolders, type TestFolders } from '../../contract/secretariatFixture.ts';
import { codeOf, passphrase, valueOf } from '../vaultRig.ts';
import { SimDevice } from './simDevice.ts';
import { SimRandom } from './simRandom.ts';
import { SimServer } from './simServer.ts';

let folders: TestFolders;
let dataDir: string;
let running: RunningSecretariat;
beforeAll(async () => {
  folders = await testFolders();
  dataDir = await folders.make();
  running = await start(dataDir, undefined, { limits: { sessionsPerMinute: 100_000, syncPerMinute: 100_000 } });
});
afterAll(async () => {
  await running.stop();
  await folders.remove();
});

/** Two devices of one person that know each other. */
async function pair(): Promise<readonly [SimDevice, SimDevice]> {
  const server = new SimServer(running);
  await server.begin();
  const [first, second] = [new SimDevice('first', new SimRandom(1)), new SimDevice('second', new SimRandom(2))];
  await first.start('new');
  const keysOf = async (device: SimDevice) => {
    const { signKey, boxKey } = valueOf(await vaultOf(device).exchanged.signing());
    return { signKey, boxKey };
  };
  const firstKeys = await keysOf(first);
  first.member = await server.admit(firstKeys.signKey, 'first');
  await second.start(valueOf(await vaultOf(first).keySlots.share(passphrase, { [first.member.deviceId]: firstKeys })));
  const secondKeys = await keysOf(second);
  second.member = await server.admit(secondKeys.signKey, 'second');
  await first.introduce({ [second.member.deviceId]: secondKeys });
  await second.introduce({ [first.member.deviceId]: firstKeys });
  return [first, second];
}

function vaultOf(device: SimDevice) {
  if (device.vault === null) throw new Error('the device does not run');
  return device.vault;
}

async function note(device: SimDevice, name: string, text: string): Promise<string> {
  const situation = valueOf((await device.command('createSituation', { name })) ?? { ok: false, error: { code: 'ended', retry: 'now', messageId: '', details: {} } }) as { id: string };
  const made = valueOf((await device.command('createNote', situation.id, { title: name })) ?? { ok: false, error: { code: 'ended', retry: 'now', messageId: '', details: {} } }) as { id: string };
  expect(await device.type(made.id, 0, text)).toBe(true);
  return made.id;
}

const exchanged = async (device: SimDevice) => {
  const result = await device.exchange();
  if (result === null) throw new Error('the program ended');
  return valueOf(result);
};

it('leaves no word, title, name of a kind or key in the database and the log of the server', async () => {
  const [first, second] = await pair();
  const canaries = ['Kestrelmoor', 'Ashgrovedene'];
  const id = await note(first, canaries[0] ?? '', canaries[1] ?? '');
  await exchanged(first);
  await exchanged(second);
  expect((await second.content()).get(`note/${id}`)).toContain(canaries[1]);
  const files = (await readdir(dataDir)).filter((name) => name.startsWith('secretariat.sqlite')).map((name) => path.join(dataDir, name));
  const log = (await readdir(path.join(dataDir, 'logs'))).map((name) => path.join(dataDir, 'logs', name));
  expect(files.length).toBeGreaterThan(0);
  for (const file of [...files, ...log]) {
    const bytes = await readFile(file);
    for (const secret of [...canaries, 'situation/', id, 'changedAt']) for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from(secret, encoding)), `${secret} in ${file}`).toBe(false);
  }
});

it('is one small request where nothing came and nothing waits, however many notes there are', async () => {
  const [first, second] = await pair();
  for (let count = 0; count < 30; count += 1) await note(first, `Area ${count}`, 'text');
  for (const device of [first, second, first, second, first]) await exchanged(device);
  const before = first.network.requests;
  expect(await exchanged(first)).toMatchObject({ pulled: 0, pushed: 0 });
  expect(first.network.requests - before).toBe(1);
});

it('sends what was changed and not the rest of the note again', async () => {
  const [first, second] = await pair();
  const id = await note(first, 'Long', 'x'.repeat(200_000));
  for (const device of [first, second, first]) await exchanged(device);
  const bytes = async () => Number((await running.db.selectFrom('accounts').select('log_bytes').where('id', '=', first.member?.accountId ?? '').executeTakeFirstOrThrow()).log_bytes);
  for (const device of [second, first]) {
    const before = await bytes();
    expect(await device.type(id, 0, `from ${device.name} x`)).toBe(true);
    await exchanged(device);
    expect(await bytes() - before).toBeLessThan(3_000);
    await exchanged(device === first ? second : first);
  }
  for (const device of [first, second]) expect((await device.content()).get(`note/${id}`)).toMatch(/from first x.*from second x|from second x.*from first x/u);
});

it('carries a note of several megabytes', async () => {
  const [first, second] = await pair();
  const id = await note(first, 'Annex', 'abc x'.repeat(800_000));
  await exchanged(first);
  await exchanged(second);
  expect((await second.content()).get(`note/${id}`)?.length).toBeGreaterThan(4_000_000);
}, 60_000);

it('shuts a revoked device out, keeps what it has, and goes on for the others', async () => {
  const [first, second] = await pair();
  const id = await note(first, 'Before', 'early x');
  await exchanged(first);
  await exchanged(second);
  expect(await revokeDevice(running.db, () => new Date(), null, second.member?.deviceId ?? '')).toBe(true);
  await note(first, 'After', 'late x');
  await exchanged(first);
  expect(codeOf((await second.exchange()) ?? { ok: true, value: null })).toBe('device.revoked');
  const kept = await second.content();
  expect(kept.get(`note/${id}`)).toContain('early');
  expect(JSON.stringify([...kept])).not.toContain('late');
});

it('keeps both of two states that were chosen at the same time, and shows both on both', async () => {
  const [first, second] = await pair();
  await exchanged(first);
  await exchanged(second);
  await first.command('setTaskState', 'task-1', 'done');
  await second.command('setTaskState', 'task-1', 'declined', { reason: 'not ours' });
  for (const device of [first, second, first]) await exchanged(device);
  for (const device of [first, second]) {
    const progress = await vaultOf(device).read({ name: 'programme' });
    expect([...(progress['task-1']?.concurrentStates ?? [])].sort()).toEqual(['declined', 'done']);
  }
});
