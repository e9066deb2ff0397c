/** What a device that was shut out can still do: nothing. */
import { openSyncRecord, syncRecordPlace } from '../../../renderer/vault/sync/syncRecord.ts';
import type { SimDevice } from './simDevice.ts';
import type { SimServer } from './simServer.ts';

interface OutsiderWorld {
  readonly server: SimServer;
  readonly notes: readonly string[];
}

interface OutsiderSteps {
  write(device: SimDevice): Promise<void>;
  settle(devices: readonly SimDevice[]): Promise<void>;
}

const keptOpen: ReadonlySet<string> = new Set(['rotation', 'vouched']);

/** Lets everybody write once more, then tries every record since with all the keys of the device that was shut out, as a server that sides with it could. */
export async function readsNothingNew({ server, notes }: OutsiderWorld, outsider: SimDevice, devices: readonly SimDevice[], { write, settle }: OutsiderSteps): Promise<string[]> {
  const failures: string[] = [];
  outsider.network.faulty = 0;
  outsider.diskFaults = 0;
  const refused = await outsider.exchange();
  if (refused === null || refused.ok || refused.error.code !== 'device.revoked') failures.push(`${outsider.name} was not refused: ${refused?.ok === false ? refused.error.code : 'exchanged'}`);
  const before = await server.lastNumber();
  for (const device of devices) await write(device);
  await settle(devices);
  await outsider.ensureRunning();
  const { vault } = outsider;
  if (vault === null) throw new Error('the lost device does not run');
  let looked = 0;
  for (const { device, clock, bytes } of await server.recordsAfter(before)) {
    const place = syncRecordPlace(vault.sodium, device, clock, bytes);
    if (!place.ok) continue;
    looked += 1;
    const opened = openSyncRecord(vault.sodium, (compartment, epoch) => vault.exchanged.sealing(compartment, epoch), place.value, bytes);
    // Sealed with the first key on purpose, so that devices without the newest can read it: a device's public keys and its name, and new keys sealed to others.
    if (opened.ok && !keptOpen.has(opened.value.header.type)) failures.push(`${outsider.name} was shut out and still reads a record of kind ${opened.value.header.type}`);
    if (opened.ok && opened.value.header.type === 'rotation' && outsider.member !== null && Object.hasOwn(opened.value.header.boxes, outsider.member.deviceId)) failures.push(`${outsider.name} was shut out and is given a key`);
  }
  if (looked === 0 && notes.length > 0) failures.push('nothing was written that could have been read');
  return failures;
}
