/** A recovery sheet as the only thing left: with the app's own vaults and the real server. */
import { expect, it } from 'vitest';
import { sealSheetBox, sheetBoxName, sheetBoxText } from '../../../renderer/vault/sync/sheetBox.ts';
import { openSyncRecord, syncRecordPlace } from '../../../renderer/vault/sync/syncRecord.ts';
import { makeVoucher } from '../../../renderer/vault/sync/voucher.ts';
import { unknownEntries } from '../../../renderer/vault/sync/sheetEntries.ts';
import { recoveryKey, recoveryWords } from '../../../shared/crypto/recoverySheet.ts';
import { sheetSecrets } from '../../../shared/crypto/sheetMember.ts';
import { codeOf, passphrase, valueOf } from '../vaultRig.ts';
import { SimDevice } from './simDevice.ts';
import { SimRandom } from './simRandom.ts';
import { SimServer } from './simServer.ts';
import { enterBySheet, keepOnly, makeSheet } from './simSheet.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

const place = () => ({ serverId: secretariat.running.server.id, address: secretariat.running.listening });
const vaultOf = (device: SimDevice) => device.vault ?? expect.fail('the device does not run');
const exchanged = async (device: SimDevice) => valueOf((await device.exchange()) ?? expect.fail('the program ended'));
const failed = async (device: SimDevice) => codeOf((await device.exchange()) ?? expect.fail('the program ended'));
const textOf = async (device: SimDevice): Promise<string> => JSON.stringify([...(await device.content())]);
const newDevice = (name: string): SimDevice => new SimDevice(name, new SimRandom(name.length));

async function first(): Promise<{ readonly server: SimServer; readonly device: SimDevice; readonly words: string }> {
  const server = new SimServer(secretariat.running);
  await server.begin();
  const device = newDevice('first');
  await device.start('new');
  device.member = await server.admit(valueOf(await vaultOf(device).exchanged.signing()).signKey, 'first');
  return { server, device, words: await makeSheet(device) };
}

/** A second device of the person, let in by the first. */
async function second(server: SimServer, giver: SimDevice): Promise<SimDevice> {
  const device = newDevice('second');
  const keysOf = async (each: SimDevice) => {
    const { signKey, boxKey } = valueOf(await vaultOf(each).exchanged.signing());
    return { signKey, boxKey };
  };
  const shared = valueOf(await vaultOf(giver).keySlots.share(passphrase, { ...(await giver.roster()), [giver.member?.deviceId ?? '']: await keysOf(giver) }, await giver.revoked()));
  await device.start(shared);
  const keys = await keysOf(device);
  device.member = await server.admit(keys.signKey, 'second');
  await giver.introduce({ [device.member.deviceId]: keys });
  await device.introduce(shared.roster, shared.revoked ?? {});
  return device;
}

async function write(device: SimDevice, text: string): Promise<string> {
  const situation = valueOf((await device.command('createSituation', { name: 'Area' })) ?? expect.fail('ended')) as { id: string };
  const note = valueOf((await device.command('createNote', situation.id, { title: 'Note' })) ?? expect.fail('ended')) as { id: string };
  expect(await device.type(note.id, 0, `${text} x`)).toBe(true);
  return note.id;
}

const boxes = () => secretariat.running.db.selectFrom('sheets').selectAll().orderBy('kept_at').execute();
const boxOf = async (device: SimDevice) => (await boxes()).find((row) => row.account_id === device.member?.accountId);

it('brings everything back that was acknowledged and sent, where every device is lost', async () => {
  const { server, device, words } = await first();
  await write(device, 'before the second');
  await exchanged(device);
  const other = await second(server, device);
  await exchanged(other);
  await write(other, 'from the second');
  for (const each of [other, device, other]) await exchanged(each);
  // Nobody is left. The new computer has the words and the address.
  const found = newDevice('found');
  valueOf(await enterBySheet(found, words, place()));
  await exchanged(found);
  expect(await found.content()).toEqual(await device.content());
  expect(await textOf(found)).toContain('before the second');
  expect(await textOf(found)).toContain('from the second');
  // The same sheet stays in force and opens this computer too; nothing of it that could sign lies here.
  expect(await found.sheets?.inForce()).toMatchObject({ isOfThisDevice: true });
  expect(vaultOf(found).keySlots.state.sheets.length).toBe(1);
  // Should a device turn up after all, it believes the new one, exchanges with it, and tells its user.
  await write(found, 'from the new computer');
  await exchanged(found);
  expect((await exchanged(device)).troubles).toEqual([]);
  expect(await textOf(device)).toContain('from the new computer');
  expect(await unknownEntries(vaultOf(device).exchanged, await device.roster(), await device.revoked())).toEqual([{ deviceId: found.member?.deviceId, name: 'found' }]);
  expect(await unknownEntries(vaultOf(found).exchanged, await found.roster(), await found.revoked())).toEqual([]);
  for (const each of [other, device, found]) await exchanged(each);
  expect(await other.content()).toEqual(await found.content());
});

it('sends nothing of one device alone until the sheet is put in force, and keeps nothing that opens at the server', async () => {
  const server = new SimServer(secretariat.running);
  await server.begin();
  const device = newDevice('alone');
  await device.start('new');
  device.member = await server.admit(valueOf(await vaultOf(device).exchanged.signing()).signKey, 'alone');
  const words = valueOf(await vaultOf(device).keySlots.makeSheet(passphrase)).words.join(' ');
  valueOf(await vaultOf(device).keySlots.rehearse(words));
  expect(await device.roster()).toEqual({});
  valueOf((await device.sheets?.putInForce()) ?? expect.fail('not running'));
  expect(Object.keys(await device.roster()).length).toBe(1);
  await write(device, 'Kestrelmoor');
  await exchanged(device);
  const key = valueOf(recoveryKey(vaultOf(device).sodium, words));
  const secrets = sheetSecrets(vaultOf(device).sodium, key);
  const master = valueOf(await vaultOf(device).keySlots.share(passphrase, {})).masterKey;
  const kept = JSON.stringify(await boxOf(device));
  expect(kept).toContain(secrets.sheetId);
  for (const secret of [Buffer.from(key).toString('hex'), secrets.signSecret, secrets.boxSecret, master, words]) expect(kept).not.toContain(secret);
});

it('lets nobody in with wrong words, with the words of another sheet, or at a server that has no sheet', async () => {
  const { device, words } = await first();
  await exchanged(device);
  const { sodium } = vaultOf(device);
  const swapped = words.split(' ').toSpliced(0, 2, words.split(' ')[1] ?? '', words.split(' ')[0] ?? '').join(' ');
  expect(codeOf(await enterBySheet(newDevice('wrong'), swapped, place()))).toBe('vault.sheetChecksum');
  expect(codeOf(await enterBySheet(newDevice('short'), 'harbour candle', place()))).toBe('vault.sheetWordCount');
  const stranger = recoveryWords(sodium, sodium.randombytes_buf(32)).join(' ');
  expect(codeOf(await enterBySheet(newDevice('other'), stranger, place()))).toBe('recovery.refused');
  await secretariat.running.db.deleteFrom('sheets').where('account_id', '=', device.member?.accountId ?? '').execute();
  expect(codeOf(await enterBySheet(newDevice('none'), words, place()))).toBe('recovery.refused');
  expect((await secretariat.running.db.selectFrom('devices').select('id').where('account_id', '=', device.member?.accountId ?? '').execute()).length).toBe(1);
});

it('ends an old sheet everywhere once a new one was tried', async () => {
  const { server, device, words } = await first();
  await exchanged(device);
  const other = await second(server, device);
  for (const each of [other, device]) await exchanged(each);
  const old = (await boxOf(device))?.id ?? '';
  const stolen = (await boxOf(device))?.box ?? '';
  const { keySlots } = vaultOf(device);
  const next = valueOf(await keySlots.makeSheet(passphrase)).words.join(' ');
  valueOf(await keySlots.rehearse(next));
  await exchanged(device);
  expect((await boxes()).filter((row) => row.account_id === device.member?.accountId).map((row) => row.id)).not.toContain(old);
  expect(codeOf(await enterBySheet(newDevice('old'), words, place()))).toBe('recovery.refused');
  expect(Object.keys(await device.revoked())).toContain(old);
  await exchanged(other);
  expect(Object.keys(await other.revoked())).toContain(old);
  // What is written from now on is sealed with keys that the old sheet was not given: a server that kept what it had opens none of it.
  await write(device, 'after the change');
  await exchanged(device);
  await secretariat.running.db.deleteFrom('sheets').where('account_id', '=', device.member?.accountId ?? '').execute();
  const key = valueOf(recoveryKey(vaultOf(device).sodium, words));
  await secretariat.running.db.insertInto('sheets').values({ id: old, account_id: device.member?.accountId ?? '', sign_key: sheetSecrets(vaultOf(device).sodium, key).signKey, box: stolen, kept_at: '2026-01-01', refused: 0 }).execute();
  const thief = newDevice('thief');
  valueOf(await enterBySheet(thief, words, place()));
  expect((await exchanged(thief)).held).toBeGreaterThan(0);
  expect(await textOf(thief)).not.toContain('after the change');
  // And nobody believes whom the old sheet vouches for.
  await write(thief, 'planted');
  await thief.exchange();
  await exchanged(device);
  expect(await textOf(device)).not.toContain('planted');
  expect(await device.roster()).not.toHaveProperty(thief.member?.deviceId ?? '');
  // A device that goes on puts the right sheet back.
  await write(device, 'goes on');
  valueOf((await device.sheets?.keepAgain()) ?? expect.fail('not running'));
  await exchanged(device);
  const found = newDevice('found');
  valueOf(await enterBySheet(found, next, place()));
  await exchanged(found);
  expect(await textOf(found)).toContain('after the change');
});

it('cannot be used by a device that was shut out, whatever it knows and whoever helps it', async () => {
  const { server, device } = await first();
  await exchanged(device);
  const lost = await second(server, device);
  for (const each of [lost, device]) await exchanged(each);
  const sheet = Object.entries(await lost.roster()).find(([, entry]) => entry.sheet !== undefined) ?? expect.fail('the sheet is not known');
  expect(await device.revoke(lost.member?.deviceId ?? '')).toBe(true);
  await exchanged(device);
  expect(await failed(lost)).toBe('device.revoked');
  // It knows the sheet's id, its public halves, its slot and every key of the vault. It signs with what it has.
  const { sodium, exchanged: store } = vaultOf(lost);
  const own = valueOf(await store.signing());
  const forged = { sheetId: sheet[0], ...own };
  const call = async (path: string, body: unknown) => {
    const response = await fetch(secretariat.running.listening + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const { challenge = '' } = (await call('/v1/recovery/challenge', { sheetId: sheet[0] })).body;
  const signature = sodium.crypto_sign_detached(`focalpoint sheet 1\n${secretariat.running.server.id}\n${sheet[0]}\n${challenge}`, sodium.from_hex(own.signSecret), 'hex');
  expect(await call('/v1/recovery/box', { sheetId: sheet[0], challenge, signature })).toEqual({ status: 403, body: { code: 'recovery.refused' } });
  expect(Number((await boxOf(device))?.refused)).toBe(1);
  // A server that sides with it registers it as a new device. It vouches for itself with its own key: nobody believes it.
  const back = newDevice('back again');
  await back.start(valueOf(await vaultOf(lost).keySlots.share(passphrase, await lost.roster())));
  const keys = valueOf(await vaultOf(back).exchanged.signing());
  back.member = await server.admit(keys.signKey, 'back again');
  const voucher = makeVoucher(sodium, store.vaultId, forged, { device: back.member.deviceId, signKey: keys.signKey, boxKey: keys.boxKey, name: 'back again' });
  valueOf(await vaultOf(back).exchanged.commit({ entries: [vaultOf(back).exchanged.put('voucher', sodium.from_string(JSON.stringify(voucher)))], received: [], sent: [] }));
  await back.introduce(await lost.roster());
  await write(back, 'planted');
  await back.exchange();
  await write(device, 'written since');
  await exchanged(device);
  await exchanged(device);
  expect(await device.roster()).not.toHaveProperty(back.member.deviceId);
  expect(await textOf(device)).not.toContain('planted');
  await back.exchange();
  expect(await textOf(back)).not.toContain('written since');
});

it('reads nothing that is written on the new computer once its user has said which computers are still theirs, whoever made the box', async () => {
  const { server, device, words } = await first();
  await write(device, 'early');
  await exchanged(device);
  const lost = await second(server, device);
  for (const each of [lost, device]) await exchanged(each);
  expect(await device.revoke(lost.member?.deviceId ?? '')).toBe(true);
  await exchanged(device);
  // The lost device knows the master key, so with the server's help it makes a box of its own: old keys, and a roster with friends.
  const { sodium, exchanged: store, keyring } = vaultOf(lost);
  const [sheetId, sheet] = Object.entries(await lost.roster()).find(([, entry]) => entry.sheet !== undefined) ?? expect.fail('the sheet is not known');
  const friend = valueOf(await store.signing());
  const roster = {
    ...(await lost.roster()),
    [lost.member?.deviceId ?? '']: { signKey: friend.signKey, boxKey: friend.boxKey },
    ['ab'.repeat(16)]: { signKey: friend.signKey, boxKey: friend.boxKey },
    ['cd'.repeat(16)]: { signKey: friend.signKey, boxKey: friend.boxKey, sheet: { ...(sheet.sheet ?? expect.fail('no sheet')), turn: 99 } },
  };
  const text = sheetBoxText({ personal: keyring.personal, compartments: keyring.keys(), rotations: keyring.rotations(), roster, revoked: {} });
  const box = sealSheetBox(sodium, store.vaultId, sheet.boxKey, sheet.sheet ?? expect.fail('no sheet'), keyring.sealBeside(sheetBoxName(sheetId), sodium.from_string(text)));
  await secretariat.running.db.updateTable('sheets').set({ box }).where('id', '=', sheetId).execute();
  await secretariat.running.db.updateTable('devices').set({ revoked_at: null }).where('id', '=', lost.member?.deviceId ?? '').execute();
  // It hides what it was shut out by.
  await secretariat.running.db.deleteFrom('records').where('account_id', '=', device.member?.accountId ?? '').where('device_id', '=', device.member?.deviceId ?? '').execute();
  const found = newDevice('found');
  valueOf(await enterBySheet(found, words, place()));
  expect(await found.roster()).not.toHaveProperty('cd'.repeat(16));
  await exchanged(found);
  await keepOnly(found, [], [lost.member?.deviceId ?? '']);
  await exchanged(found);
  const before = await server.lastNumber();
  await write(found, 'written on the new computer');
  await exchanged(found);
  const since = await server.recordsAfter(before);
  expect(since.length).toBeGreaterThan(0);
  for (const { device: by, clock, bytes } of since) {
    const placed = valueOf(syncRecordPlace(sodium, by, clock, bytes));
    const opened = openSyncRecord(sodium, (compartment, epoch) => store.sealing(compartment, epoch), placed, bytes);
    expect(opened.ok ? opened.value.header.type : 'closed').toBe('closed');
  }
  for (const { device: by, clock, bytes } of await server.recordsAfter(0)) {
    const placed = valueOf(syncRecordPlace(sodium, by, clock, bytes));
    const opened = openSyncRecord(sodium, (compartment, epoch) => store.sealing(compartment, epoch), placed, bytes);
    if (by === found.member?.deviceId && opened.ok && opened.value.header.type === 'rotation') expect(Object.keys(opened.value.header.boxes).sort()).toEqual([sheetId, by].sort());
  }
});

it('reads what was sealed since an old box with the keys that the sheet was given in the log, and says what is left unread without them', async () => {
  const { server, device, words } = await first();
  await write(device, 'early');
  await exchanged(device);
  const oldBox = (await boxOf(device))?.box ?? '';
  const lost = await second(server, device);
  for (const each of [lost, device]) await exchanged(each);
  expect(await device.revoke(lost.member?.deviceId ?? '')).toBe(true);
  await exchanged(device);
  await write(device, 'late');
  await exchanged(device);
  const putOld = () => secretariat.running.db.updateTable('sheets').set({ box: oldBox }).where('account_id', '=', device.member?.accountId ?? '').execute();
  await putOld();
  const found = newDevice('found');
  valueOf(await enterBySheet(found, words, place()));
  expect((await exchanged(found)).held).toBe(0);
  expect(await textOf(found)).toContain('late');
  // Without the record that carries the key: what can be read is there, what cannot is counted, nothing is thrown away.
  await putOld();
  const blind = newDevice('blind');
  const records = await secretariat.running.db.selectFrom('records').select(['seq', 'length']).where('account_id', '=', device.member?.accountId ?? '').orderBy('seq').execute();
  const copies = await secretariat.running.db.selectFrom('records').selectAll().where('account_id', '=', device.member?.accountId ?? '').execute();
  expect(records.length).toBeGreaterThan(4);
  valueOf(await enterBySheet(blind, words, place()));
  const withoutGrants = vaultOf(blind).exchanged;
  const kept = await withoutGrants.local('sheetSecret');
  expect(kept).not.toBeNull();
  valueOf(await withoutGrants.commit({ entries: [withoutGrants.remove('sheetSecret')], received: [], sent: [] }));
  expect(copies.length).toBe(records.length);
  expect((await exchanged(blind)).held).toBeGreaterThan(0);
  expect(await textOf(blind)).toContain('early');
  expect(await textOf(blind)).not.toContain('late');
  // A device that is left gives it what is missing.
  await exchanged(device);
  expect((await exchanged(blind)).held).toBe(0);
  expect(await textOf(blind)).toContain('late');
}, 30_000);

it('lets two new computers in at once, and they find each other', async () => {
  const { device, words } = await first();
  await write(device, 'kept');
  await exchanged(device);
  const both = [newDevice('one'), newDevice('the other')];
  for (const entered of await Promise.all(both.map((each) => enterBySheet(each, words, place())))) valueOf(entered);
  await Promise.all(both.map((each) => each.exchange()));
  for (const each of both) await write(each, `by ${each.name}`);
  for (let round = 0; round < 3; round += 1) for (const each of both) await exchanged(each);
  const [one, other] = both;
  expect(await one?.content()).toEqual(await other?.content());
  for (const text of ['kept', 'by one', 'by the other']) expect(await textOf(one ?? device)).toContain(text);
});

it('registers a device once where the answer was lost on the way', async () => {
  const { device, words } = await first();
  await exchanged(device);
  const found = newDevice('found');
  let lost = 0;
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await send(input, init);
    if (typeof input !== 'string' || !input.endsWith('/v1/recovery/enter') || lost > 0) return response;
    lost += 1;
    throw new TypeError('answer lost');
  };
  try {
    valueOf(await enterBySheet(found, words, place()));
  } finally {
    globalThis.fetch = send;
  }
  const count = async () => (await secretariat.running.db.selectFrom('devices').select('id').where('account_id', '=', device.member?.accountId ?? '').execute()).length;
  expect([lost, await count()]).toEqual([1, 2]);
  await exchanged(found);
});

it('goes out of force when its user says so, at the server too, also where the server cannot be reached at once', async () => {
  const { device, words } = await first();
  await write(device, 'sent');
  await exchanged(device);
  valueOf((await device.sheets?.takeOutOfForce()) ?? expect.fail('not running'));
  device.network.down = true;
  expect(await failed(device)).toBe('secretariat.unreachable');
  expect(await device.sheets?.owes()).toBe(true);
  device.network.down = false;
  await device.restart();
  await exchanged(device);
  expect(await device.sheets?.owes()).toBe(false);
  expect(await boxOf(device)).toBeUndefined();
  expect(codeOf(await enterBySheet(newDevice('late'), words, place()))).toBe('recovery.refused');
  expect(codeOf((await device.sheets?.putInForce()) ?? expect.fail('not running'))).toBe('sheet.spent');
  // The next sheet can.
  const next = await makeSheet(device);
  await exchanged(device);
  valueOf(await enterBySheet(newDevice('next'), next, place()));
});
