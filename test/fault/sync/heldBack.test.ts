/** Records of a device that nobody has vouched for yet wait. Nothing else waits with them. */
import { expect, it } from 'vitest';
import { loseNoteBefore } from './lostNote.ts';
import { devicesOfOnePerson, exchanged, noteOf } from './simPerson.ts';
import type { SimDevice } from './simDevice.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

it('what the server lost of a known device is asked for all the same', async () => {
  const { devices, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  for (const device of [desk, laptop, desk]) await exchanged(device);
  const stranger = await enter('stranger', []);
  await noteOf(stranger, 'Unheard', 'nobody knows me x');
  await exchanged(stranger);
  expect((await exchanged(laptop)).held).toBeGreaterThan(0);
  const lost = await loseNoteBefore(secretariat.running, desk);
  expect((await exchanged(laptop)).troubles).toEqual(['gap']);
  for (const device of [laptop, desk, laptop]) await exchanged(device);
  expect((await laptop.content()).get(`note/${lost}`)).toContain('on the way');
});

it('what such a device asked for is given once somebody vouches for it', async () => {
  const { devices, enter } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  for (const device of [desk, laptop, desk]) await exchanged(device);
  // The desk has it, so it misses nothing and asks for nothing.
  const lost = await loseNoteBefore(secretariat.running, laptop, () => exchanged(desk));
  const tablet = await enter('tablet', [desk]);
  expect((await exchanged(tablet)).troubles).toEqual(['gap']);
  expect((await exchanged(laptop)).held).toBeGreaterThan(0);
  expect((await tablet.content()).has(`note/${lost}`)).toBe(false);
  for (const device of [desk, laptop, tablet]) await exchanged(device);
  expect((await tablet.content()).get(`note/${lost}`)).toContain('on the way');
});

it('a device that made a new key and was put back to before reads what it wrote under it', async () => {
  const { devices } = await devicesOfOnePerson(secretariat.running, ['desk', 'lost']);
  const [desk, lost] = devices as readonly [SimDevice, SimDevice];
  for (const device of [desk, lost, desk]) await exchanged(device);
  await desk.restart();
  const before = desk.disk.copy();
  expect(await desk.revoke(lost.member?.deviceId ?? '')).toBe(true);
  await exchanged(desk);
  const note = await noteOf(desk, 'After', 'under the new key x');
  await exchanged(desk);
  await desk.restart();
  desk.disk.putBack(before);
  await desk.restart();
  expect((await exchanged(desk)).held).toBe(0);
  expect((await desk.content()).get(`note/${note}`)).toContain('under the new key');
});
