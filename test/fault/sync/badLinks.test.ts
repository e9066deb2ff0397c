/** Days behind a sign-in page, clocks that are years off and change, links that are cut after any request: later, not lost. */
import { expect, it } from 'vitest';
import { codeOf } from '../vaultRig.ts';
import { devicesOfOnePerson, exchanged, noteOf } from './simPerson.ts';
import type { SimDevice } from './simDevice.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

const yearMs = 365 * 24 * 60 * 60 * 1_000;

it('two devices write through days of sign-in pages with clocks ten years apart, and have the same afterwards', async () => {
  const { devices } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  const id = await noteOf(desk, 'Checkpoint', 'common x');
  for (const device of [desk, laptop, desk]) await exchanged(device);
  for (const device of devices) device.network.portal = true;
  for (let day = 0; day < 12; day += 1) {
    for (const [side, device] of devices.entries()) {
      // Forwards on one, backwards on the other, and back again: the later clock is not the later word.
      device.clockOffMs = (day % 3 - 1) * (side === 0 ? 10 : -10) * yearMs;
      expect(await device.type(id, day / 12, `${device.name}${day}x`)).toBe(true);
      await device.command('setTaskState', 'task-1', side === 0 ? 'done' : 'waiting');
      expect(codeOf((await device.exchange()) ?? { ok: true, value: null })).toBe('secretariat.captivePortal');
    }
    if (day === 6) await laptop.restart();
  }
  for (const device of devices) device.network.portal = false;
  for (const device of [laptop, desk, laptop, desk]) await exchanged(device);
  const [here, there] = await Promise.all(devices.map((device) => device.content()));
  expect(here).toEqual(there);
  for (const device of devices) for (let day = 0; day < 12; day += 1) expect(here?.get(`note/${id}`)?.split(`${device.name}${day}x`).length, `${device.name} on day ${day}`).toBe(2);
  // Neither clock chose for the user.
  for (const device of devices) expect([...((await device.vault?.read({ name: 'programme' }))?.['task-1']?.concurrentStates ?? [])].sort()).toEqual(['done', 'waiting']);
}, 180_000);

it('goes on where it was cut, whichever request was the last to get through', async () => {
  const { devices } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  const written: string[] = [];
  for (let cut = 0; cut < 9; cut += 1) {
    written.push(await noteOf(desk, `Area ${cut}`, `from the desk ${cut} x`), await noteOf(laptop, `Road ${cut}`, `from the laptop ${cut} x`));
    for (const device of devices) {
      device.network.allowed = cut;
      const result = await device.exchange();
      if (cut === 0) expect(codeOf(result ?? { ok: true, value: null })).toBe('secretariat.unreachable');
      device.network.allowed = Infinity;
      if (cut % 2 === 0) await device.restart();
    }
  }
  for (const device of [desk, laptop, desk]) await exchanged(device);
  const [here, there] = await Promise.all(devices.map((device) => device.content()));
  expect(here).toEqual(there);
  for (const id of written) expect(here?.get(`note/${id}`)?.split(/from the (?:desk|laptop)/u).length).toBe(2);
}, 180_000);
