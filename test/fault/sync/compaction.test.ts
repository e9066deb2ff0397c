/** Single properties of snapshots, with the app's own vaults and the real server. The simulation mixes them. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { codeOf, valueOf } from '../vaultRig.ts';
import { devicesOfOnePerson, exchanged, noteOf } from './simPerson.ts';
import type { SimDevice } from './simDevice.ts';
import type { SimServer } from './simServer.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

function storeOf({ vault }: SimDevice) {
  if (vault === null) throw new Error('the device does not run');
  return vault.exchanged;
}

/** Makes a snapshot on this device and lets everybody of `present` say that they have it. */
async function compact(device: SimDevice, present: readonly SimDevice[], server: SimServer): Promise<void> {
  await noteOf(device, `Snapshot of ${device.name}`, 'made x');
  await device.compactsAtOnce(() => device.exchange());
  for (let round = 0; round < 2; round += 1) for (const each of present) await exchanged(each);
  expect(await server.removedTo(), 'covered records went').toBeGreaterThan(0);
}

const records = async (device: SimDevice): Promise<number> => (await secretariat.running.db.selectFrom('records').select('seq').where('account_id', '=', device.member?.accountId ?? '').execute()).length;

it('a device that was away for sixty days finds everything behind a snapshot, and its own words reach the others', async () => {
  const { devices, server, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop', 'travel']);
  const [desk, laptop, travel] = devices as readonly [SimDevice, SimDevice, SimDevice];
  const shared = await noteOf(desk, 'Shared', 'common x');
  for (const device of [desk, laptop, travel, desk]) await exchanged(device);
  await server.forget(travel.member?.deviceId ?? '');
  for (let day = 0; day < 60; day += 1) {
    expect(await travel.type(shared, day / 60, `t${day}x`)).toBe(true);
    expect(await (day % 2 === 0 ? desk : laptop).type(shared, 0, `d${day}x`)).toBe(true);
    if (day % 5 === 0) for (const device of [desk, laptop]) await exchanged(device);
    if (day === 30) await compact(desk, [desk, laptop], server);
  }
  const gone = await noteOf(laptop, 'Only here', 'while it was away x');
  for (const device of [desk, laptop]) await exchanged(device);
  await compact(laptop, [desk, laptop], server);
  const back = await exchanged(travel);
  expect([back.troubles, back.held]).toEqual([[], 0]);
  for (const device of [desk, laptop, travel]) await exchanged(device);
  const guest = await enter('guest');
  expect((await exchanged(guest)).troubles).toEqual([]);
  const text = (await guest.content()).get(`note/${shared}`) ?? '';
  for (let day = 0; day < 60; day += 1) for (const word of [`t${day}x`, `d${day}x`]) expect(text.split(word).length, word).toBe(2);
  for (const device of [desk, laptop, travel]) {
    expect((await device.content()).get(`note/${shared}`)).toBe(text);
    expect((await device.content()).get(`note/${gone}`)).toContain('while it was away');
  }
}, 300_000);

it.each(['the desk', 'nobody'])('a device that was away while another entered, and %s is there to vouch for it, waits for what that one wrote until somebody does', async (voucher) => {
  const { devices, server, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  for (const device of [desk, laptop, desk]) await exchanged(device);
  await server.forget(laptop.member?.deviceId ?? '');
  const tablet = await enter('tablet', [desk]);
  for (const device of [desk, tablet, desk]) await exchanged(device);
  const note = await noteOf(tablet, 'New', 'since it entered x');
  await exchanged(tablet);
  // What had told the laptop of the tablet goes with this. The snapshot itself is the tablet's, whom the laptop does not know.
  await noteOf(tablet, 'Snapshot', 'made x');
  await tablet.compactsAtOnce(() => tablet.exchange());
  for (const device of [tablet, ...(voucher === 'nobody' ? [] : [desk, tablet])]) await exchanged(device);
  if (voucher === 'nobody') await server.forget(desk.member?.deviceId ?? '');
  for (const device of [tablet, tablet]) await exchanged(device);
  expect(await server.removedTo()).toBeGreaterThan(0);

  const first = await exchanged(laptop);
  if (voucher === 'nobody') {
    expect(first.held).toBeGreaterThan(0);
    await exchanged(desk);
  }
  const back = voucher === 'nobody' ? await exchanged(laptop) : first;
  expect([back.troubles, back.held]).toEqual([[], 0]);
  expect((await laptop.content()).get(`note/${note}`)).toContain('since it entered');
  for (const device of [laptop, desk, tablet]) await exchanged(device);
  expect(await laptop.content()).toEqual(await tablet.content());
});

it('what comes between the beginning of a snapshot and its documents takes nothing out of them', async () => {
  const { devices } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  const note = await noteOf(laptop, 'Shared', 'early x');
  for (const device of [laptop, desk]) await exchanged(device);
  // Everything is offered anew, because the records so far are about to go; only then the laptop's next words come.
  valueOf(await storeOf(desk).offerAll());
  expect(await laptop.type(note, 1, 'late x')).toBe(true);
  const late = await storeOf(laptop).outgoing(`note/${note}`);
  if (late === null) throw new Error('nothing waits');
  valueOf(await storeOf(desk).commit({ entries: [], received: [late], sent: [] }));
  const offered = new Y.Doc();
  Y.applyUpdate(offered, (await storeOf(desk).outgoing(`note/${note}`))?.update ?? new Uint8Array(0));
  expect((offered.getXmlFragment('body').get(0) as Y.XmlText).toString()).toBe('late xearly x');
});

it('a device that was away while another was shut out gets the new key with the snapshot', async () => {
  const { devices, server } = await devicesOfOnePerson(secretariat.running, ['desk', 'travel', 'lost']);
  const [desk, travel, lost] = devices as readonly [SimDevice, SimDevice, SimDevice];
  for (const device of [desk, travel, lost, desk]) await exchanged(device);
  await server.forget(travel.member?.deviceId ?? '');
  expect(await desk.revoke(lost.member?.deviceId ?? '')).toBe(true);
  await exchanged(desk);
  const note = await noteOf(desk, 'After', 'under the new key x');
  await exchanged(desk);
  await compact(desk, [desk], server);
  for (const device of [travel, desk, travel]) await exchanged(device);
  expect((await exchanged(travel)).held).toBe(0);
  expect((await travel.content()).get(`note/${note}`)).toContain('under the new key');
});

it('a server that drops records by itself is found out, and the devices set it right', async () => {
  const { devices, server, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  const first = await noteOf(desk, 'First', 'one x');
  for (const device of [desk, laptop, desk]) await exchanged(device);
  await compact(desk, [desk, laptop], server);
  const second = await noteOf(laptop, 'Second', 'two x');
  for (const device of [laptop, desk, laptop]) await exchanged(device);
  const third = await noteOf(laptop, 'Third', 'three x');
  for (const device of [laptop, desk]) await exchanged(device);
  // As if it had been covered: the first of the two records that came after the snapshot.
  const after = await secretariat.running.db.selectFrom('records').select(['seq', 'clock']).where('device_id', '=', laptop.member?.deviceId ?? '').orderBy('seq', 'desc').limit(2).execute();
  await secretariat.running.db.deleteFrom('records').where('account_id', '=', server.accountId).where('seq', '=', Number(after[1]?.seq)).execute();
  const guest = await enter('guest');
  expect((await exchanged(guest)).troubles).toContain('gap');
  for (let round = 0; round < 3; round += 1) for (const device of [desk, laptop, guest]) await exchanged(device);
  const content = await guest.content();
  for (const [id, word] of [[first, 'one'], [second, 'two'], [third, 'three']] as const) expect(content.get(`note/${id}`), word).toContain(word);
}, 180_000);

it('where a chain begins is not for the server to say', async () => {
  const { devices, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  await noteOf(laptop, 'First', 'one x');
  for (const device of [laptop, desk]) await exchanged(device);
  await noteOf(laptop, 'Second', 'two x');
  for (const device of [laptop, desk]) await exchanged(device);
  const first = await secretariat.running.db.selectFrom('records').select(['account_id', 'seq']).where('device_id', '=', laptop.member?.deviceId ?? '').orderBy('seq').limit(1).executeTakeFirstOrThrow();
  await secretariat.running.db.deleteFrom('records').where('account_id', '=', first.account_id).where('seq', '=', Number(first.seq)).execute();
  expect((await exchanged(await enter('guest'))).troubles).toContain('gap');
}, 180_000);

it('a note that one device deleted for good and another took out of the bin is behind the snapshot of the first', async () => {
  const { devices, server, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  const id = await noteOf(desk, 'Ferry', 'Runs on Sundays. x');
  await desk.command('trashNote', id);
  for (const device of [desk, laptop, desk]) await exchanged(device);
  valueOf((await desk.command('purgeNote', id)) ?? { ok: false, error: { code: 'ended', retry: 'now', messageId: '', details: {} } });
  await compact(desk, [desk, laptop], server);
  expect((await desk.content()).has(`note/${id}`), 'a note in the bin elsewhere does not come back by itself').toBe(false);
  await laptop.command('restoreNote', id);
  expect(await laptop.type(id, 0, 'Again since May. x')).toBe(true);
  for (const device of [laptop, desk]) await exchanged(device);
  const guest = await enter('guest');
  await exchanged(guest);
  for (const device of [desk, guest]) expect((await device.content()).get(`note/${id}`), device.name).toMatch(/Again since May.*Runs on Sundays/u);
}, 180_000);

it('no snapshot is made by a device that left situations at home or cannot send a document', async () => {
  const { devices } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  await noteOf(desk, 'Small', 'one x');
  for (const device of [desk, laptop, desk]) await exchanged(device);
  const large = await noteOf(desk, 'Large', 'abcdefghi x'.repeat(600_000));
  expect(await desk.type(large, 0, 'jklmnopqr x'.repeat(600_000))).toBe(true);
  const before = await records(desk);
  let report: Awaited<ReturnType<typeof exchanged>> | null = null;
  await desk.compactsAtOnce(async () => {
    report = await exchanged(desk);
  });
  expect(report).toMatchObject({ tooLarge: [`note/${large}`] });
  expect(await records(desk) - before, 'the situation and no snapshot').toBeLessThan(4);
  expect(codeOf((await desk.command('restoreNote', 'f'.repeat(32))) ?? { ok: true, value: null })).toBe('vault.notFound');
  await exchanged(laptop);
  expect((await laptop.content()).has(`note/${large}`)).toBe(false);
  expect((await desk.content()).has(`note/${large}`)).toBe(true);
}, 300_000);

it('what a snapshot lacks is offered also where the snapshot was held back at first', async () => {
  const { devices, server, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  const id = await noteOf(desk, 'Ferry', 'Runs on Sundays. x');
  for (const device of [desk, laptop, desk]) await exchanged(device);
  await server.forget(laptop.member?.deviceId ?? '');
  const tablet = await enter('tablet', [desk]);
  for (const device of [desk, tablet]) await exchanged(device);
  // Deleted for good before anybody hears that it went to the bin.
  for (const what of ['trashNote', 'purgeNote'] as const) valueOf((await tablet.command(what, id)) ?? { ok: false, error: { code: 'ended', retry: 'now', messageId: '', details: {} } });
  await server.forget(desk.member?.deviceId ?? '');
  await compact(tablet, [tablet], server);
  expect((await exchanged(laptop)).held).toBeGreaterThan(0);
  const { signKey, boxKey } = valueOf(await storeOf(tablet).signing());
  await laptop.introduce({ [tablet.member?.deviceId ?? '']: { signKey, boxKey } });
  expect((await exchanged(laptop)).held).toBe(0);
  const guest = await enter('guest');
  await exchanged(guest);
  expect((await guest.content()).get(`note/${id}`)).toContain('Runs on Sundays');
});
