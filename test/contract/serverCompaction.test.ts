import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { backupCommand, restoreCommand } from '../../secretariat/server/commands/backupCommand.ts';
import { revokeDevice } from '../../secretariat/server/sync/accountDevices.ts';
import { syncPaths } from '../../shared/contracts/syncApi.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { start, testSettings } from './secretariatFixture.ts';
import { joined, json, pull, push, record, session, sibling, texts, type SyncDevice } from './syncFixture.ts';

const dayMs = 24 * 60 * 60 * 1_000;

await onEachDatabase('what a snapshot covers', (server) => {
  const epoch = () => server.running.server.epoch;
  const says = (device: SyncDevice, number: number, of = epoch()) => pull(server.running, device, number, `&applied=${number}&epoch=${of}`);
  const compact = (device: SyncDevice, body: object) => json(server.running, syncPaths.compact, { epoch: epoch(), ...body }, device.token);
  const numbers = async (device: SyncDevice) => (await pull(server.running, device, 0, '&own=1')).records.map((entry) => entry.number);
  const bytes = async (device: SyncDevice) => Number((await server.running.db.selectFrom('accounts').select('log_bytes').where('id', '=', device.accountId).executeTakeFirstOrThrow()).log_bytes);

  /** Two devices; numbers 1 to 4, of which 3 is the second's, and a snapshot of the first as number 5 under clock 4. */
  async function twoDevices(): Promise<readonly [SyncDevice, SyncDevice]> {
    const first = await joined(server.running, await server.invite());
    const second = await sibling(server.running, first);
    await push(server.running, first, [record(1, 'one'), record(2, 'two')]);
    await push(server.running, second, [record(1, 'three')]);
    await push(server.running, first, [record(3, 'four'), record(4, 'snapshot')]);
    return [first, second];
  }
  const covering = (first: SyncDevice, second: SyncDevice, change: object = {}) => ({ through: 4, clock: 4, covers: { [first.deviceId]: 3, [second.deviceId]: 1 }, ...change });

  it('goes when every device in use has said that it saved the snapshot, and not before', async () => {
    const [first, second] = await twoDevices();
    expect(await compact(first, covering(first, second))).toEqual({ status: 200, body: { removed: 0, through: 4 } });
    await says(first, 5);
    // Asking from behind the snapshot is not the same as having saved it, nor is what was saved of another server's history.
    await pull(server.running, second, 5);
    await says(second, 4);
    await says(second, 5, 'ab'.repeat(8));
    await says(second, 6);
    expect(await numbers(first)).toEqual([1, 2, 3, 4, 5]);
    await says(second, 5);
    expect(await numbers(first)).toEqual([5]);
    expect(await bytes(first)).toBe('snapshot'.length);
    // Numbers and clocks go on as if nothing had gone.
    expect((await push(server.running, second, [record(2, 'later')])).body).toMatchObject({ last: 6, ownClock: 2 });
    expect((await pull(server.running, second, 6)).ownClock).toBe(2);
    expect(texts(await pull(server.running, await sibling(server.running, first)))).toEqual(['snapshot', 'later']);
  });

  it('counts as kept when the same is pushed again, and is a conflict when it is anything else', async () => {
    const [first, second] = await twoDevices();
    await compact(first, covering(first, second));
    for (const device of [first, second]) await says(device, 5);
    expect(await numbers(first)).toEqual([5]);
    expect((await pull(server.running, second)).ownClock).toBe(1);
    expect((await push(server.running, second, [record(1, 'three')])).body).toMatchObject({ last: 5, ownClock: 1 });
    expect((await push(server.running, first, [record(1, 'one'), record(2, 'two'), record(3, 'four'), record(4, 'snapshot'), record(5, 'more')])).body).toMatchObject({ last: 6, ownClock: 5 });
    for (const other of [[record(1, 'other')], [record(1, 'other'), record(2, 'and more')]]) expect((await push(server.running, second, other)).status).toBe(409);
    // One in the middle proves nothing.
    expect((await push(server.running, first, [record(2, 'two')])).status).toBe(409);
    expect(await numbers(first)).toEqual([5, 6]);
  });

  it('is refused where the snapshot does not know of everything, is not there, or speaks of another history', async () => {
    const [first, second] = await twoDevices();
    const wrong = [
      covering(first, second, { covers: { [first.deviceId]: 3 } }),
      covering(first, second, { covers: { [first.deviceId]: 2, [second.deviceId]: 1 } }),
      covering(first, second, { clock: 9 }),
      covering(first, second, { through: 5 }),
      covering(first, second, { through: 50 }),
      covering(first, second, { epoch: '0'.repeat(16) }),
    ];
    for (const body of wrong) expect(await compact(first, body), JSON.stringify(body)).toEqual({ status: 409, body: { code: 'sync.notCovered' } });
    // The snapshot is the first's: the second cannot name it.
    expect((await compact(second, covering(first, second))).status).toBe(409);
    const stranger = await joined(server.running, await server.invite());
    expect((await compact(stranger, covering(first, second))).status).toBe(409);
    for (const device of [first, second]) await says(device, 5);
    expect(await numbers(first)).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not wait for a device that was shut out or was not there for a month, and waits for one that was there yesterday', async () => {
    const [first, second] = await twoDevices();
    const away = await sibling(server.running, first);
    const lost = await sibling(server.running, first);
    await push(server.running, lost, [record(1, 'of the lost')]);
    await push(server.running, first, [record(5, 'snapshot again')]);
    await pull(server.running, away);
    expect(await revokeDevice(server.running.db, server.clock, null, lost.deviceId)).toBe(true);
    expect((await compact(first, { through: 6, clock: 5, covers: { [first.deviceId]: 4, [second.deviceId]: 1 } })).status).toBe(200);
    server.passTime(29 * dayMs);
    for (const device of [first, second]) device.token = await session(server.running, device);
    for (const device of [first, second]) await says(device, 7);
    expect((await numbers(first)).length).toBe(7);
    server.passTime(2 * dayMs);
    for (const device of [first, second]) device.token = await session(server.running, device);
    await says(first, 7);
    // The second was there two days ago and has said all.
    expect(await numbers(first)).toEqual([7]);
  });

  it('goes once where two devices make a snapshot at the same time, behind the later one', async () => {
    const [first, second] = await twoDevices();
    await push(server.running, second, [record(2, 'snapshot of the second')]);
    const answers = await Promise.all([compact(first, covering(first, second)), compact(second, { through: 5, clock: 2, covers: { [first.deviceId]: 4, [second.deviceId]: 1 } })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await Promise.all([first, second, first, second].map((device) => says(device, 6)));
    expect(await numbers(first)).toEqual([6]);
    expect(await bytes(first)).toBe('snapshot of the second'.length);
    // The earlier one, asked for again, takes nothing more.
    expect((await compact(first, covering(first, second))).body).toMatchObject({ removed: 5 });
    expect(await numbers(first)).toEqual([6]);
  });

  it('leaves room under the quota', async () => {
    await server.restart({ limits: { quotaBytes: 3_000 } });
    const first = await joined(server.running, await server.invite());
    await push(server.running, first, [record(1, randomBytes(1_500)), record(2, randomBytes(1_000))]);
    expect((await push(server.running, first, [record(3, randomBytes(1_000))])).status).toBe(413);
    expect((await push(server.running, first, [record(3, randomBytes(400))])).body).toMatchObject({ logBytes: 2_900, quotaBytes: 3_000 });
    await compact(first, { through: 2, clock: 3, covers: { [first.deviceId]: 2 } });
    await says(first, 3);
    expect((await push(server.running, first, [record(4, randomBytes(2_000))])).body).toMatchObject({ logBytes: 2_400 });
  });

  it('is there again in a server that was restored to before, which waits for nobody of the time before', async () => {
    const [first, second] = await twoDevices();
    await compact(first, covering(first, second));
    await says(first, 5);
    const backup = path.join(await server.folders.make(), 'backup');
    await backupCommand({ ...testSettings(server.dataDir), database: server.database }, backup, () => undefined);
    await says(second, 5);
    expect(await numbers(first)).toEqual([5]);
    const restoredTo = path.join(await server.folders.make(), 'restored');
    await restoreCommand(testSettings(restoredTo), backup, () => undefined);
    const restored = await start(restoredTo, undefined, { clock: server.clock });
    try {
      for (const device of [first, second]) device.token = await session(restored, device);
      for (const device of [first, second]) await pull(restored, device, 5, `&applied=5&epoch=${restored.server.epoch}`);
      expect(texts(await pull(restored, first, 0, '&own=1'))).toEqual(['one', 'two', 'three', 'four', 'snapshot']);
    } finally {
      await restored.stop();
    }
  });
});
