/** Single properties of an exchange, with the app's own vaults and the real server. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import { revokeDevice } from '../../../secretariat/server/sync/accountDevices.ts';
import { openSyncRecord, syncRecordPlace } from '../../../renderer/vault/sync/syncRecord.ts';
import { start, testFolders, type TestFolders } from '../../contract/secretariatFixture.ts';
import { codeOf, valueOf } from '../vaultRig.ts';
import type { SimDevice } from './simDevice.ts';
import { devicesOfOnePerson, exchanged, noteOf } from './simPerson.ts';

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
const pair = async () => (await devicesOfOnePerson(running, ['first', 'second'])).devices as readonly [SimDevice, SimDevice];

function vaultOf(device: SimDevice) {
  if (device.vault === null) throw new Error('the device does not run');
  return device.vault;
}

it('leaves no word, title, name of a kind or key in the database and the log of the server', async () => {
  const [first, second] = await pair();
  const canaries = ['Kestrelmoor', 'Ashgrovedene'];
  const id = await noteOf(first, canaries[0] ?? '', canaries[1] ?? '');
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
  for (let count = 0; count < 30; count += 1) await noteOf(first, `Area ${count}`, 'text');
  for (const device of [first, second, first, second, first]) await exchanged(device);
  const before = first.network.requests;
  expect(await exchanged(first)).toMatchObject({ pulled: 0, pushed: 0 });
  expect(first.network.requests - before).toBe(1);
});

it('sends what was changed and not the rest of the note again', async () => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Long', 'x'.repeat(200_000));
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

it('carries a note of ten megabytes that was put in at once', async () => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Annex', 'abc x'.repeat(2_000_000));
  await exchanged(first);
  await exchanged(second);
  expect((await second.content()).get(`note/${id}`)?.length).toBeGreaterThan(10_000_000);
}, 60_000);

it('shuts a revoked device out, keeps what it has, and goes on for the others', async () => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Before', 'early x');
  await exchanged(first);
  await exchanged(second);
  expect(await revokeDevice(running.db, () => new Date(), null, second.member?.deviceId ?? '')).toBe(true);
  await noteOf(first, 'After', 'late x');
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

const detailOf = async (device: SimDevice, id: string) => {
  const detail = await vaultOf(device).read({ name: 'note', id });
  if (detail === null) throw new Error('the note is not there');
  return detail;
};

it('marks such a passage once, also where both had sent before either could see the other', async () => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Checkpoint', 'Twelve soldiers. x');
  for (const device of [first, second, first]) await exchanged(device);
  for (const device of [first, second]) valueOf((await device.command('openNote', id)) ?? { ok: false, error: { code: 'ended', retry: 'now', messageId: '', details: {} } });
  expect(await first.type(id, 0, 'First says. x')).toBe(true);
  expect(await second.type(id, 0, 'Second says. x')).toBe(true);
  // The second has asked what is new and found nothing; only then the first sends.
  second.network.beforePush = () => exchanged(first);
  for (const device of [second, second, first, second, first]) await exchanged(device);
  for (const device of [first, second]) {
    const { overlaps } = await detailOf(device, id);
    expect(overlaps.length).toBe(1);
    expect(new Set([overlaps[0]?.mine, overlaps[0]?.theirs])).toEqual(new Set(['First says. xTwelve soldiers. x', 'Second says. xTwelve soldiers. x']));
  }
  // What one writes after it has seen the other's words is no overlap.
  expect(await first.type(id, 1, ' Settled. x')).toBe(true);
  for (const device of [first, second, first]) await exchanged(device);
  expect((await detailOf(second, id)).overlaps.length).toBe(1);
});

it('marks a passage that was changed after a first change was under way, and the others changed it too', async () => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Checkpoint', 'Twelve soldiers. x');
  for (const device of [first, second, first]) await exchanged(device);
  valueOf((await first.command('openNote', id)) ?? { ok: false, error: { code: 'ended', retry: 'now', messageId: '', details: {} } });
  await first.command('updateNoteFields', id, { place: 'North gate' });
  // Typed while the batch with the place is on its way, and the link is cut behind that batch.
  first.network.beforePush = async () => {
    await first.type(id, 0, 'First says. x');
    first.network.allowed = 0;
  };
  expect((await first.exchange())?.ok).toBe(false);
  first.network.allowed = Infinity;
  expect(await second.type(id, 0, 'Second says. x')).toBe(true);
  await exchanged(second);
  for (const device of [first, second]) await exchanged(device);
  for (const device of [first, second]) expect((await detailOf(device, id)).overlaps.length).toBe(1);
});

it('marks a passage that two devices changed unseen by each other, with both texts, and no other', async () => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Checkpoint', 'Twelve soldiers. x');
  for (const device of [first, second, first]) await exchanged(device);
  // One after the other is no overlap.
  expect(await second.type(id, 1, ' Seen at noon. x')).toBe(true);
  for (const device of [second, first]) await exchanged(device);
  expect(await first.type(id, 1, ' Named by two. x')).toBe(true);
  for (const device of [first, second, first]) await exchanged(device);
  expect((await detailOf(first, id)).overlaps).toEqual([]);
  // At the same time is one.
  expect(await first.type(id, 0, 'First says. x')).toBe(true);
  expect(await second.type(id, 0, 'Second says. x')).toBe(true);
  for (const device of [first, second, first, second]) await exchanged(device);
  for (const device of [first, second]) {
    const { overlaps } = await detailOf(device, id);
    expect(overlaps.length).toBe(1);
    expect(new Set([overlaps[0]?.mine, overlaps[0]?.theirs])).toEqual(new Set(['First says. x Named by two. x Seen at noon. xTwelve soldiers. x', 'Second says. x Named by two. x Seen at noon. xTwelve soldiers. x']));
  }
  const [overlap] = (await detailOf(first, id)).overlaps;
  valueOf((await first.command('settleOverlap', id, overlap?.id, 'theirs')) ?? { ok: false, error: { code: 'ended', retry: 'now', messageId: '', details: {} } });
  for (const device of [first, second]) await exchanged(device);
  expect((await detailOf(second, id)).overlaps).toEqual([]);
  const settled = (await second.content()).get(`note/${id}`) ?? '';
  expect([settled.includes('First says.'), settled.includes('Second says.')].filter(Boolean).length).toBe(1);
});

it.each(['the one that wrote sends first', 'the one that deleted sends first'])('keeps a note that one device put in the bin while the other wrote in it: %s', async (order) => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Ferry', 'Runs on Sundays. x');
  for (const device of [first, second, first]) await exchanged(device);
  await first.command('trashNote', id);
  expect(await second.type(id, 0, 'Not any more. x')).toBe(true);
  const turns = order.startsWith('the one that wrote') ? [second, first, second] : [first, second, first];
  for (const device of turns) await exchanged(device);
  for (const device of [first, second]) {
    const detail = await detailOf(device, id);
    expect([detail.trashedAt, detail.keptAt === null]).toEqual([null, false]);
    expect((await device.content()).get(`note/${id}`)).toContain('Not any more.');
  }
});

it('seals with a key that a device which was shut out never had, and refuses what comes of it afterwards', async () => {
  const [first, second] = await pair();
  const id = await noteOf(first, 'Before', 'early x');
  for (const device of [first, second, first]) await exchanged(device);
  const lost = second.member?.deviceId ?? '';
  expect(await first.revoke(lost)).toBe(true);
  await exchanged(first);
  expect(await first.hasRevoked()).toBe(true);
  await noteOf(first, 'After', 'late x');
  await exchanged(first);
  const rows = await running.db.selectFrom('records').selectAll().where('account_id', '=', first.member?.accountId ?? '').where('device_id', '=', first.member?.deviceId ?? '').orderBy('seq').execute();
  const [known, unknown] = [vaultOf(first), vaultOf(second)].map((vault) =>
    rows.filter(({ clock, bytes }) => {
      const record = new Uint8Array(bytes);
      const place = syncRecordPlace(vault.sodium, first.member?.deviceId ?? '', clock, record);
      return place.ok && openSyncRecord(vault.sodium, (compartment, epoch) => vault.exchanged.sealing(compartment, epoch), place.value, record).ok;
    }).length,
  );
  expect(known).toBe(rows.length);
  expect(unknown).toBeLessThan(rows.length - 2);
  expect((await first.content()).get(`note/${id}`)).toContain('early');
  // A server that sides with it lets it in again: the others still take nothing.
  await running.db.updateTable('devices').set({ revoked_at: null }).where('id', '=', lost).execute();
  const before = [...(await first.content()).keys()].length;
  await noteOf(second, 'Forged', 'planted x');
  await second.exchange();
  expect((await exchanged(first)).troubles).toContain('afterRevocation');
  expect([...(await first.content()).keys()].length).toBe(before);
  expect(JSON.stringify([...(await first.content())])).not.toContain('planted');
});

const programme = { kind: 'programme', id: 'self' } as const;
const progress = async (device: SimDevice): Promise<string> => (await device.content()).get('programme/self') ?? '';

it('keeps two changes in memory that begin a document in the same moment', async () => {
  const [first, second] = await pair();
  await Promise.all(['task-0', 'task-1'].map((task) => first.command('setTaskState', task, 'waiting')));
  for (const device of [first, second]) await exchanged(device);
  for (const device of [first, second]) for (const task of ['task-0', 'task-1']) expect(await progress(device), device.name).toContain(`${task}/state@`);
});

// By turns of the loop either of the two begins it first.
it.each([0, 2])('keeps what another device sent where the user begins the same document %i turns later', async (turns) => {
  const [first, second] = await pair();
  for (const device of [first, second, first]) await exchanged(device);
  await first.command('setTaskState', 'task-0', 'done');
  const { queue } = vaultOf(first);
  const waiting = (await queue.outgoing(programme)) ?? expect.fail('nothing waits');
  const crossing = vaultOf(second).queue.exchange({ entries: [], received: [{ ref: programme, ...waiting }], sent: [], offered: new Set() });
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  const vault = vaultOf(second);
  const begun = vault.queue.edit(programme, vault.personal, (doc) => void doc.getMap('tasks').set('task-1/planned', '2026-12-01'));
  for (const saved of await Promise.all([crossing, begun])) valueOf(saved);
  valueOf(await queue.exchange({ entries: [], received: [], sent: [{ ref: programme, ...waiting }], offered: new Set() }));
  // The next that comes must not take the place of the first on the disk.
  await first.command('setTaskState', 'task-2', 'done');
  for (const device of [first, second]) await exchanged(device);
  await second.restart();
  await exchanged(first);
  for (const device of [first, second]) for (const key of ['task-0/state@', 'task-1/planned', 'task-2/state@']) expect(await progress(device), device.name).toContain(key);
});

it('goes by carried files as well, both ways, twice, and mixed with the server', async () => {
  const [first, second] = await pair();
  const shared = await noteOf(first, 'Shared', 'common x');
  for (const device of [first, second, first]) await exchanged(device);
  const onlyFirst = await noteOf(first, 'Hill', 'from the first x');
  expect(await second.type(shared, 0, 'from the second x')).toBe(true);
  const out = valueOf(await first.makeFile());
  expect(Buffer.from(out.bytes).includes(Buffer.from('from the first'))).toBe(false);
  expect(valueOf(await second.takeFile(out.bytes))).toBeGreaterThan(0);
  expect(valueOf(await second.takeFile(out.bytes)), 'the same file again').toBe(0);
  expect((await second.content()).get(`note/${onlyFirst}`)).toContain('from the first');
  const back = valueOf(await second.makeFile());
  expect(valueOf(await first.takeFile(back.bytes))).toBeGreaterThan(0);
  expect(await first.content()).toEqual(await second.content());
  // What came by file is passed on to a server that has never seen it, and nothing is there twice.
  for (const device of [second, first, second]) await exchanged(device);
  expect(await first.content()).toEqual(await second.content());
  expect((await first.content()).get(`note/${shared}`)?.split('from the second').length).toBe(2);
  expect(codeOf(await first.takeFile(out.bytes))).toBe('sync.fileOwn');
  const damaged = out.bytes.slice();
  damaged[damaged.length - 40]! ^= 1;
  expect(codeOf(await second.takeFile(damaged))).toBe('sync.fileMalformed');
  expect(codeOf(await second.takeFile(out.bytes.subarray(0, out.bytes.length - 7)))).toBe('sync.fileMalformed');
  const [stranger] = await pair();
  await exchanged(stranger);
  expect(codeOf(await stranger.takeFile(out.bytes))).toBe('sync.fileOtherVault');
  // A device that was shut out cannot bring anything by file either.
  expect(await first.revoke(second.member?.deviceId ?? '')).toBe(true);
  await exchanged(first);
  expect(codeOf(await first.takeFile(back.bytes))).toBe('sync.fileStranger');
});
