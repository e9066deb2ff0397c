/** Devices of one person that know each other, on the real server, without faults until a test makes some. */
import { passphrase, valueOf } from '../vaultRig.ts';
import type { ExchangeReport } from '../../../renderer/vault/sync/syncEngine.ts';
import type { Result } from '../../../shared/errors/result.ts';
import { SimDevice } from './simDevice.ts';
import { SimRandom } from './simRandom.ts';
import { SimServer, type SimHost } from './simServer.ts';

export interface SimPerson {
  readonly server: SimServer;
  readonly devices: readonly SimDevice[];
  /** A further device enters, let in by the first. `told`: who vouches for it; absent for all. */
  enter(name: string, told?: readonly SimDevice[]): Promise<SimDevice>;
}

const alive = <T>(result: Result<T> | null): T => {
  if (result === null) throw new Error('the program ended');
  return valueOf(result);
};

export async function devicesOfOnePerson(host: SimHost, names: readonly string[]): Promise<SimPerson> {
  const server = new SimServer(host);
  await server.begin();
  const devices: SimDevice[] = [];
  const keysOf = async ({ vault }: SimDevice) => {
    if (vault === null) throw new Error('the device does not run');
    const { signKey, boxKey } = valueOf(await vault.exchanged.signing());
    return { signKey, boxKey };
  };
  const enter = async (name: string, told: readonly SimDevice[] = devices): Promise<SimDevice> => {
    const device = new SimDevice(name, new SimRandom(devices.length + 1));
    const [giver] = devices;
    if (giver === undefined) await device.start('new');
    else {
      if (giver.vault === null) throw new Error('the giving device does not run');
      const shared = valueOf(await giver.vault.keySlots.share(passphrase, { ...(await giver.roster()), [giver.member?.deviceId ?? '']: await keysOf(giver) }, await giver.revoked()));
      await device.start(shared);
      await device.introduce(shared.roster, shared.revoked ?? {});
    }
    const keys = await keysOf(device);
    device.member = await server.admit(keys.signKey, name);
    for (const other of told) await other.introduce({ [device.member.deviceId]: keys });
    devices.push(device);
    return device;
  };
  for (const name of names) await enter(name);
  return { server, devices, enter };
}

export const exchanged = async (device: SimDevice): Promise<ExchangeReport> => alive(await device.exchange());

/** A situation of that name with one note in it. Answers the note's id. */
export async function noteOf(device: SimDevice, name: string, text: string): Promise<string> {
  const situation = alive(await device.command('createSituation', { name })) as { readonly id: string };
  const made = alive(await device.command('createNote', situation.id, { title: name })) as { readonly id: string };
  if (!(await device.type(made.id, 0, text))) throw new Error('the note was not saved');
  return made.id;
}
