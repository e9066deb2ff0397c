/** What the server lost, and the device that made it can no longer say: others have it and are asked. Each time it comes to an end. */
import { expect, it } from 'vitest';
import { loseNote, loseNoteBefore } from './lostNote.ts';
import { devicesOfOnePerson, exchanged, noteOf } from './simPerson.ts';
import type { SimDevice } from './simDevice.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

/** The desk knows all that the lost one sent, the laptop does not, and the lost one is about to be shut out. */
async function threeDevices() {
  const { devices, ...person } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop', 'lost']);
  const [desk, laptop, lost] = devices as readonly [SimDevice, SimDevice, SimDevice];
  for (const device of [desk, laptop, lost, desk, laptop]) await exchanged(device);
  const shutOut = async (): Promise<void> => {
    await exchanged(desk);
    expect(await desk.revoke(lost.member?.deviceId ?? '')).toBe(true);
    await noteOf(desk, 'After', 'under the new key x');
    await exchanged(desk);
  };
  return { desk, laptop, lost, shutOut, ...person };
}

const clocksOf = async ({ member }: SimDevice): Promise<number[]> =>
  (await secretariat.running.db.selectFrom('records').select('clock').where('device_id', '=', member?.deviceId ?? '').execute()).map(({ clock }) => clock);

/** Exchanges until nobody sends anything. */
async function settled(devices: readonly SimDevice[]): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    let pushed = 0;
    for (const device of devices) pushed += (await exchanged(device)).pushed;
    if (pushed === 0) return;
  }
  expect.fail('they go on asking each other');
}

it.each([['says so', false], ['keeps its epoch', true]] as const)('a server that went back behind the last words of a device that was shut out, and %s, is no reason to ask anybody', async (_what, silently) => {
  const { desk, laptop, lost, shutOut, server, enter } = await threeDevices();
  await server.backUp();
  const note = await noteOf(lost, 'Lost', 'on the way x');
  await exchanged(lost);
  await shutOut();
  await server.goBack(silently);
  await exchanged(desk);
  expect((await exchanged(laptop)).troubles).toEqual([]);
  expect((await laptop.content()).get(`note/${note}`)).toContain('on the way');
  await settled([desk, laptop]);
  const guest = await enter('guest', [desk]);
  expect((await exchanged(guest)).troubles).toEqual([]);
  expect((await guest.content()).get(`note/${note}`)).toContain('on the way');
});

it('nor is it while only part of what is offered anew has come', async () => {
  const { desk, laptop, lost, shutOut, server } = await threeDevices();
  // Each fills most of a batch.
  for (const name of ['First', 'Second']) await noteOf(desk, name, 'abc x'.repeat(160_000));
  for (const device of [desk, laptop]) await exchanged(device);
  await server.backUp();
  await noteOf(lost, 'Lost', 'on the way x');
  await exchanged(lost);
  await shutOut();
  await server.goBack(false);
  const amid: (readonly string[])[] = [];
  desk.network.beforePush = () => {
    desk.network.beforePush = async () => void amid.push((await exchanged(laptop)).troubles);
    return Promise.resolve();
  };
  await exchanged(desk);
  expect([...amid, (await exchanged(laptop)).troubles]).toEqual([[], []]);
  expect(await laptop.content()).toEqual(await desk.content());
});

it('what the server leaves out of such a device is asked of the one that names it', async () => {
  const { desk, laptop, lost, shutOut } = await threeDevices();
  const note = await loseNote(secretariat.running, lost, shutOut);
  expect((await exchanged(laptop)).troubles).toEqual(['omission']);
  expect((await laptop.content()).has(`note/${note}`)).toBe(false);
  await settled([desk, laptop]);
  expect((await laptop.content()).get(`note/${note}`)).toContain('on the way');
  await noteOf(desk, 'Later', 'nothing is missing any more x');
  await exchanged(desk);
  expect((await exchanged(laptop)).troubles).toEqual([]);
});

it('one that cannot offer all it has seen is asked once', async () => {
  const { desk, laptop, lost, shutOut } = await threeDevices();
  await loseNote(secretariat.running, lost, shutOut);
  const store = desk.vault?.exchanged;
  if (store === undefined) throw new Error('the device does not run');
  // As where part of the vault was left at home.
  store.isWhole = () => false;
  expect((await exchanged(laptop)).troubles).toEqual(['omission']);
  await settled([desk, laptop]);
});

it('a gap in the chain of such a device is asked of all others', async () => {
  const { desk, laptop, lost, shutOut } = await threeDevices();
  const note = await loseNoteBefore(secretariat.running, lost, () => exchanged(desk));
  await shutOut();
  expect((await exchanged(laptop)).troubles).toEqual(['gap']);
  await settled([desk, laptop]);
  expect((await laptop.content()).get(`note/${note}`)).toContain('on the way');
});

it('a device that was put back to before what the server lost of it learns from the others that there was something', async () => {
  const { devices } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  for (const device of [desk, laptop, desk, laptop]) await exchanged(device);
  await laptop.restart();
  const before = laptop.disk.copy();
  const known = await clocksOf(laptop);
  let used: number[] = [];
  const note = await loseNote(secretariat.running, laptop, async () => {
    used = await clocksOf(laptop);
    await exchanged(desk);
    await noteOf(desk, 'Seen', 'and said so x');
    await exchanged(desk);
  });
  await laptop.restart();
  laptop.disk.putBack(before);
  await laptop.restart();
  expect((await exchanged(laptop)).troubles).toEqual(['omission']);
  await settled([desk, laptop]);
  expect((await laptop.content()).get(`note/${note}`)).toContain('on the way');
  const since = (await clocksOf(laptop)).filter((clock) => !known.includes(clock));
  expect(since.length).toBeGreaterThan(0);
  expect(since.filter((clock) => used.includes(clock))).toEqual([]);
});
