import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { backupCommand, restoreCommand } from '../../secretariat/server/commands/backupCommand.ts';
import { maxPushBytes, sessionLifeSeconds, syncPaths } from '../../shared/contracts/syncApi.ts';
import { encodePush } from '../../shared/contracts/syncWire.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { openStream } from './openStream.ts';
import { start, testSettings } from './secretariatFixture.ts';
import { challengeOf, joined, json, pull, push, record, session, sibling, signed, texts } from './syncFixture.ts';

await onEachDatabase('the log of sealed records', (server) => {
  it('hands every record to the other device, in the order of the pushes, and its own only when asked', async () => {
    const first = await joined(server.running, await server.invite());
    const second = await sibling(server.running, first);
    expect((await push(server.running, first, [record(1, 'a'), record(2, 'b')])).body).toMatchObject({ last: 2, ownClock: 2 });
    await push(server.running, second, [record(1, 'c')]);
    await push(server.running, first, [record(3, 'd')]);
    const page = await pull(server.running, second);
    expect([texts(page), page.records.map((entry) => entry.number), page.next, page.last, page.ownClock]).toEqual([['a', 'b', 'd'], [1, 2, 4], 4, 4, 1]);
    expect(texts(await pull(server.running, second, 0, '&own=1'))).toEqual(['a', 'b', 'c', 'd']);
    expect(page.records[0]?.device).toBe(first.deviceId);
    expect((await pull(server.running, second, 4)).records).toEqual([]);
  });

  it('keeps a push once however often it is repeated, and refuses other bytes under the same clock', async () => {
    const device = await joined(server.running, await server.invite());
    const batch = [record(1, 'one'), record(2, 'two')];
    const answers = await Promise.all(Array.from({ length: 6 }, () => push(server.running, device, batch)));
    expect(answers.map((answer) => [answer.status, answer.body['last']])).toEqual(Array.from({ length: 6 }, () => [200, 2]));
    expect(await push(server.running, device, [record(2, 'other'), record(3, 'three')])).toEqual({ status: 409, body: { code: 'sync.conflict' } });
    expect(texts(await pull(server.running, device, 0, '&own=1'))).toEqual(['one', 'two']);
    expect((await push(server.running, device, [record(2, 'two'), record(3, 'three')])).body['last']).toBe(3);
  });

  it('numbers the pushes of two devices at the same instant without a gap or a repetition', async () => {
    const first = await joined(server.running, await server.invite());
    const second = await sibling(server.running, first);
    await Promise.all(Array.from({ length: 12 }, (_, index) => push(server.running, index % 2 === 0 ? first : second, [record(Math.floor(index / 2) + 1, `${index}`)])));
    const page = await pull(server.running, first, 0, '&own=1');
    expect(page.records.map((entry) => entry.number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(new Set(texts(page)).size).toBe(12);
  });

  it('pages by bytes, always at least one record', async () => {
    const first = await joined(server.running, await server.invite());
    const second = await sibling(server.running, first);
    const bodies = [10, 400, 400, 5_000, 10].map((length) => randomBytes(length));
    await push(server.running, first, bodies.map((bytes, index) => record(index + 1, bytes)));
    const sizes: number[] = [];
    const got: Uint8Array[] = [];
    for (let after = 0; after < 5; ) {
      const page = await pull(server.running, second, after, '&bytes=1000');
      sizes.push(page.records.length);
      got.push(...page.records.map((entry) => entry.bytes));
      after = page.next;
    }
    expect(sizes).toEqual([3, 1, 1]);
    expect(Buffer.concat(got).equals(Buffer.concat(bodies))).toBe(true);
  });

  it('shows nothing of one account to another', async () => {
    const [mine, other] = [await joined(server.running, await server.invite()), await joined(server.running, await server.invite())];
    await push(server.running, mine, [record(1, 'mine')]);
    expect(texts(await pull(server.running, other, 0, '&own=1'))).toEqual([]);
    expect((await push(server.running, other, [record(1, 'other')])).body).toMatchObject({ last: 1 });
    expect(await json(server.running, syncPaths.revoke, { deviceId: mine.deviceId }, other.token)).toEqual({ status: 404, body: { code: 'device.unknown' } });
    expect(((await json(server.running, syncPaths.devices, undefined, other.token)).body['devices'] as unknown[]).length).toBe(1);
  });

  it('opens a session for the holder of the key only, once for each challenge, for a quarter of an hour', async () => {
    const device = await joined(server.running, await server.invite());
    const thief = await joined(server.running, await server.invite());
    const challenge = await challengeOf(server.running, device.deviceId);
    const answer = (signature: string) => json(server.running, syncPaths.session, { deviceId: device.deviceId, challenge, signature });
    expect(await answer(signed(server.running, { ...thief, deviceId: device.deviceId }, challenge))).toEqual({ status: 401, body: { code: 'session.refused' } });
    expect((await answer(signed(server.running, device, challenge))).status).toBe(401);
    const stranger = randomBytes(16).toString('hex');
    expect(await challengeOf(server.running, stranger)).toMatch(/^[0-9a-f]{64}$/u);
    const late = await challengeOf(server.running, device.deviceId);
    server.passTime(61_000);
    expect((await json(server.running, syncPaths.session, { deviceId: device.deviceId, challenge: late, signature: signed(server.running, device, late) })).status).toBe(401);
    const token = await session(server.running, device);
    server.passTime(sessionLifeSeconds * 1_000 - 1);
    expect((await json(server.running, syncPaths.devices, undefined, token)).status).toBe(200);
    server.passTime(2);
    expect(await json(server.running, syncPaths.devices, undefined, token)).toEqual({ status: 401, body: { code: 'session.refused' } });
    for (const bad of [undefined, 'x', '0'.repeat(64), challenge]) expect((await json(server.running, syncPaths.devices, undefined, bad)).status).toBe(401);
  });

  it('shuts a revoked device out at once', async () => {
    const first = await joined(server.running, await server.invite());
    const lost = await sibling(server.running, first);
    const stream = await openStream(server.running.listening, { authorization: `Bearer ${lost.token}` });
    await stream.next();
    await push(server.running, lost, [record(1, 'before')]);
    expect((await json(server.running, syncPaths.revoke, { deviceId: lost.deviceId }, first.token)).status).toBe(200);
    await stream.ended();
    expect((await push(server.running, lost, [record(2, 'after')])).status).toBe(401);
    await expect(pull(server.running, lost)).rejects.toThrow('401');
    const challenge = await challengeOf(server.running, lost.deviceId);
    expect(await json(server.running, syncPaths.session, { deviceId: lost.deviceId, challenge, signature: signed(server.running, lost, challenge) })).toEqual({ status: 403, body: { code: 'device.revoked' } });
    expect(texts(await pull(server.running, first))).toEqual(['before']);
  });

  it('says "new" to the other devices of the account and to nobody else', async () => {
    const first = await joined(server.running, await server.invite());
    const second = await sibling(server.running, first);
    const stranger = await joined(server.running, await server.invite());
    const streams = await Promise.all([first, second, stranger].map((device) => openStream(server.running.listening, { authorization: `Bearer ${device.token}` })));
    for (const stream of streams) await stream.next();
    await push(server.running, first, [record(1, 'a')]);
    expect(await streams[1]?.next()).toEqual({ event: 'new', data: '{}' });
    await push(server.running, second, [record(1, 'b')]);
    expect(await streams[0]?.next()).toEqual({ event: 'new', data: '{}' });
    await push(server.running, stranger, [record(1, 'c')]);
    await push(server.running, await sibling(server.running, stranger), [record(1, 'd')]);
    expect(await streams[2]?.next()).toEqual({ event: 'new', data: '{}' });
    streams.forEach((stream) => stream.close());
  });

  it('refuses what is malformed, too large, or over the quota, and keeps nothing of it', async () => {
    const device = await joined(server.running, await server.invite());
    const whole = encodePush([record(1, 'abc')]);
    const bad = [new Uint8Array(0), Uint8Array.of(1), Uint8Array.of(2, ...whole.subarray(1)), whole.subarray(0, -1), Uint8Array.of(...whole, 0), encodePush([record(2, 'a'), record(1, 'b')]), encodePush([record(0, 'a')]), encodePush([record(1, '')])];
    for (const body of bad) expect((await push(server.running, device, body)).status).toBe(400);
    expect(await push(server.running, device, [record(1, randomBytes(maxPushBytes - 8)), record(2, 'b')])).toEqual({ status: 413, body: { code: 'request.tooLarge' } });
    for (const query of ['', '?after=x', '?after=-1', '?after=1&bytes=1e9', '?after=1&other=1', `?after=${'9'.repeat(16)}`]) {
      const response = await fetch(`${server.running.listening}${syncPaths.pull}${query}`, { headers: { authorization: `Bearer ${device.token}` } });
      expect(response.status).toBe(400);
    }
    await server.restart({ limits: { quotaBytes: 1_000 } });
    expect((await push(server.running, device, [record(1, randomBytes(600))])).status).toBe(200);
    expect(await push(server.running, device, [record(2, randomBytes(600))])).toEqual({ status: 413, body: { code: 'sync.quota' } });
    expect((await push(server.running, device, [record(2, randomBytes(300))])).body).toMatchObject({ last: 2, ownClock: 2 });
  });

  it('takes one record of many megabytes', async () => {
    const first = await joined(server.running, await server.invite());
    const second = await sibling(server.running, first);
    const large = randomBytes(10 * 1024 * 1024);
    expect((await push(server.running, first, [record(1, large)])).status).toBe(200);
    expect(Buffer.from((await pull(server.running, second)).records[0]?.bytes ?? []).equals(large)).toBe(true);
  });

  it('limits how often one device may call', async () => {
    const device = await joined(server.running, await server.invite());
    await server.restart({ limits: { syncPerMinute: 3 } });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call += 1) statuses.push((await json(server.running, syncPaths.devices, undefined, device.token)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  it('is backed up while it runs, and restored under another epoch with every record', async () => {
    const device = await joined(server.running, await server.invite());
    const body = randomBytes(3_000);
    await push(server.running, device, [record(1, body), record(2, 'two')]);
    const backup = path.join(await server.folders.make(), 'backup');
    const lines: string[] = [];
    const settings = { ...testSettings(server.dataDir), database: server.database };
    await backupCommand(settings, backup, (line) => lines.push(line));
    expect(lines[0]).toContain('2 sealed records');
    await push(server.running, device, [record(3, 'after the backup')]);
    const restoredTo = path.join(await server.folders.make(), 'restored');
    await restoreCommand(testSettings(restoredTo), backup, () => undefined);
    const restored = await start(restoredTo, undefined, { clock: server.clock });
    try {
      expect([restored.server.id, restored.root]).toEqual([server.running.server.id, server.running.root]);
      expect(restored.server.epoch).not.toBe(server.running.server.epoch);
      device.token = await session(restored, device);
      const page = await pull(restored, device, 0, '&own=1');
      expect([page.last, page.ownClock, page.epoch]).toEqual([2, 2, restored.server.epoch]);
      expect(Buffer.from(page.records[0]?.bytes ?? []).equals(body)).toBe(true);
      expect((await push(restored, device, [record(3, 'again')])).body).toMatchObject({ last: 3, epoch: restored.server.epoch });
    } finally {
      await restored.stop();
    }
    await expect(restoreCommand(testSettings(restoredTo), backup, () => undefined)).rejects.toThrow('not empty');
    await expect(backupCommand(settings, backup, () => undefined)).rejects.toThrow('not empty');
  });
});
