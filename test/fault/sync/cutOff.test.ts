/** The program ends in the middle of an exchange, at one named place. The simulation ends it anywhere. */
import { expect, it } from 'vitest';
import { devicesOfOnePerson, exchanged, noteOf } from './simPerson.ts';
import type { SimDevice } from './simDevice.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

it('what came and how far it has come are one write: cut off behind the first, nothing is passed over', async () => {
  const { devices } = await devicesOfOnePerson(secretariat.running, ['desk', 'laptop']);
  const [desk, laptop] = devices as readonly [SimDevice, SimDevice];
  for (const device of [desk, laptop, desk, laptop]) await exchanged(device);
  const note = await noteOf(desk, 'Shared', 'on its way x');
  await exchanged(desk);
  const store = laptop.vault?.exchanged;
  if (store === undefined) throw new Error('the device does not run');
  const commit = store.commit.bind(store);
  let writes = 0;
  store.commit = async (step) => {
    writes += 1;
    await commit(step);
    await laptop.restart();
    return new Promise(() => undefined);
  };
  expect(await laptop.exchange()).toBeNull();
  expect(writes).toBe(1);
  await exchanged(laptop);
  expect((await laptop.content()).get(`note/${note}`)).toContain('on its way');
});
