import { randomBytes, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { maxSheetBoxBytes, recoveryBoxText, recoveryEnterText, sheetPaths } from '../../shared/contracts/sheetApi.ts';
import { syncPaths } from '../../shared/contracts/syncApi.ts';
import { maxDevices } from '../../secretariat/server/sync/pairings.ts';
import { copyDatabase } from '../../secretariat/server/database/copyDatabase.ts';
import { openDatabase } from '../../secretariat/server/database/openDatabase.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { signingKeys } from './secretariatFixture.ts';
import { joined, json, session, sibling, type SyncDevice } from './syncFixture.ts';

type Keys = ReturnType<typeof signingKeys>;
const hexId = (): string => randomBytes(16).toString('hex');

await onEachDatabase('a recovery sheet at the server', (server) => {
  const call = (path: string, body: unknown, device?: SyncDevice) => json(server.running, path, body, device?.token);
  const newSheet = () => ({ sheetId: hexId(), keys: signingKeys(), box: randomBytes(200).toString('hex') });
  type Sheet = ReturnType<typeof newSheet>;
  const put = (device: SyncDevice, { sheetId, keys, box }: Sheet) => call(sheetPaths.sheet, { sheetId, signKey: keys.signKey, box }, device);
  const challenge = async (sheetId: string): Promise<string> => String((await call(sheetPaths.challenge, { sheetId })).body['challenge']);
  const signed = (keys: Keys, text: string): string => sign(null, Buffer.from(text), keys.secret).toString('hex');
  const box = async (sheetId: string, keys: Keys, asked?: string) => {
    const nonce = asked ?? (await challenge(sheetId));
    return call(sheetPaths.box, { sheetId, challenge: nonce, signature: signed(keys, recoveryBoxText(server.running.server.id, sheetId, nonce)) });
  };
  const entry = async ({ sheetId, keys }: Pick<Sheet, 'sheetId' | 'keys'>, device: Keys, deviceName = 'New laptop') => {
    const body = { sheetId, challenge: await challenge(sheetId), signKey: device.signKey, boxKey: 'e5'.repeat(32), deviceName };
    const text = recoveryEnterText(server.running.server.id, body);
    return { ...body, signature: signed(keys, text), proof: signed(device, text) };
  };
  const devices = async (device: SyncDevice) => ((await call(syncPaths.devices, undefined, device)).body['devices'] as { deviceId: string; name: string }[]).map(({ name }) => name).toSorted();

  it('gives what it opens to whoever has its words, and registers their device, once for each key', async () => {
    const first = await joined(server.running, await server.invite());
    expect((await call(sheetPaths.sheet, undefined, first)).body).toEqual({ sheet: null });
    const sheet = newSheet();
    expect((await put(first, sheet)).status).toBe(200);
    expect((await call(sheetPaths.sheet, undefined, first)).body['sheet']).toMatchObject({ sheetId: sheet.sheetId, refused: 0 });
    expect((await box(sheet.sheetId, sheet.keys)).body).toMatchObject({ box: sheet.box });
    const device = signingKeys();
    const entered = await call(sheetPaths.enter, await entry(sheet, device));
    expect(entered).toMatchObject({ status: 200, body: { accountId: first.accountId } });
    expect((await call(sheetPaths.enter, await entry(sheet, device))).body).toEqual(entered.body);
    expect(await devices(first)).toEqual(['Laptop', 'New laptop']);
    // A device that was shut out does not come back under its key.
    await call(syncPaths.revoke, { deviceId: entered.body['deviceId'] }, first);
    expect(await call(sheetPaths.enter, await entry(sheet, device))).toEqual({ status: 403, body: { code: 'recovery.refused' } });
    // Nor does the key of another account's device.
    const stranger = await joined(server.running, await server.invite());
    expect((await call(sheetPaths.enter, await entry(sheet, { signKey: stranger.signKey, secret: stranger.secret }))).status).toBe(403);
  });

  it('refuses everybody else in one way, and counts it', async () => {
    const first = await joined(server.running, await server.invite());
    const [sheet, other] = [newSheet(), newSheet()];
    await put(first, sheet);
    const refused = { status: 403, body: { code: 'recovery.refused' } };
    // Of no sheet at all, with another key, with the right key for another challenge, with a challenge twice, at another server, or too late.
    expect(await box(other.sheetId, other.keys)).toEqual(refused);
    expect(await box(sheet.sheetId, other.keys)).toEqual(refused);
    expect(await box(sheet.sheetId, sheet.keys, randomBytes(32).toString('hex'))).toEqual(refused);
    const used = await challenge(sheet.sheetId);
    expect((await box(sheet.sheetId, sheet.keys, used)).status).toBe(200);
    expect(await box(sheet.sheetId, sheet.keys, used)).toEqual(refused);
    const elsewhere = await challenge(sheet.sheetId);
    expect(await call(sheetPaths.box, { sheetId: sheet.sheetId, challenge: elsewhere, signature: signed(sheet.keys, recoveryBoxText('0'.repeat(32), sheet.sheetId, elsewhere)) })).toEqual(refused);
    const late = await challenge(sheet.sheetId);
    server.passTime(60_001);
    expect(await box(sheet.sheetId, sheet.keys, late)).toEqual(refused);
    const device = signingKeys();
    const good = await entry(sheet, device);
    expect(await call(sheetPaths.enter, { ...good, deviceName: 'Other' })).toEqual(refused);
    const again = await entry(sheet, device);
    expect(await call(sheetPaths.enter, { ...again, proof: again.signature })).toEqual(refused);
    server.passTime(1);
    first.token = await session(server.running, first);
    expect(await devices(first)).toEqual(['Laptop']);
    expect(((await call(sheetPaths.sheet, undefined, first)).body['sheet'] as { refused: number }).refused).toBe(6);
    // The body's own limits.
    expect((await put(first, { ...sheet, box: 'ab'.repeat(maxSheetBoxBytes + 1) })).status).toBe(400);
  });

  it('is one for each account: the newest that a device keeps, and nobody else can touch it', async () => {
    const first = await joined(server.running, await server.invite());
    const second = await sibling(server.running, first);
    const stranger = await joined(server.running, await server.invite());
    const [old, next] = [newSheet(), newSheet()];
    await put(first, old);
    expect((await put(stranger, old)).body).toEqual({ code: 'sheet.conflict' });
    expect((await put(first, { ...old, keys: next.keys })).body).toEqual({ code: 'sheet.conflict' });
    await call(sheetPaths.remove, { sheetId: old.sheetId }, stranger);
    expect((await box(old.sheetId, old.keys)).status).toBe(200);
    await put(second, next);
    expect((await box(old.sheetId, old.keys)).status).toBe(403);
    expect((await box(next.sheetId, next.keys)).status).toBe(200);
    await call(sheetPaths.remove, { sheetId: old.sheetId }, first);
    expect((await box(next.sheetId, next.keys)).status).toBe(200);
    await call(sheetPaths.remove, { sheetId: next.sheetId }, first);
    expect((await box(next.sheetId, next.keys)).status).toBe(403);
    // Two that are kept at the same instant leave one.
    await Promise.all([put(first, newSheet()), put(second, newSheet())]);
    expect((await server.running.db.selectFrom('sheets').select('id').where('account_id', '=', first.accountId).execute()).length).toBe(1);
  });

  it('lets two in at once, each as a device of its own, and the same one twice at once as one', async () => {
    const first = await joined(server.running, await server.invite());
    const sheet = newSheet();
    await put(first, sheet);
    const [one, other] = [signingKeys(), signingKeys()];
    const entries = await Promise.all([entry(sheet, one, 'One'), entry(sheet, other, 'Other'), entry(sheet, one, 'One')]);
    const answers = await Promise.all(entries.map((body) => call(sheetPaths.enter, body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body['deviceId'])).size).toBe(2);
    expect(await devices(first)).toEqual(['Laptop', 'One', 'Other']);
  });

  it('is asked only so often in a minute, whoever asks, and only for so many devices', async () => {
    await server.restart({ limits: { sessionsPerMinute: 100_000 } });
    const first = await joined(server.running, await server.invite());
    const sheet = newSheet();
    await put(first, sheet);
    for (let index = 1; index < maxDevices; index += 1) await sibling(server.running, first);
    expect(await call(sheetPaths.enter, await entry(sheet, signingKeys()))).toEqual({ status: 403, body: { code: 'pairing.tooManyDevices' } });
    const statuses: number[] = [];
    for (let index = 0; index < 14; index += 1) statuses.push((await call(sheetPaths.challenge, { sheetId: sheet.sheetId })).status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(12);
    expect(statuses.at(-1)).toBe(429);
  });

  it('is in a backup, and its challenges are not and are kept as hashes', async () => {
    const first = await joined(server.running, await server.invite());
    const sheet = newSheet();
    await put(first, sheet);
    const open = await challenge(sheet.sheetId);
    expect(JSON.stringify(await server.running.db.selectFrom('sheet_challenges').selectAll().execute())).not.toContain(open);
    const copy = await openDatabase({ kind: 'sqlite', file: ':memory:' });
    await copyDatabase(server.running.db, copy);
    expect(await copy.selectFrom('sheets').select(['id', 'box']).execute()).toEqual([{ id: sheet.sheetId, box: sheet.box }]);
    expect(await copy.selectFrom('sheet_challenges').selectAll().execute()).toEqual([]);
    await copy.destroy();
  });
});
