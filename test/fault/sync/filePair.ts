/** Two devices with a note between them, and what tests of its files do with them. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { fail } from '../../../shared/errors/result.ts';
import { valueOf } from '../vaultRig.ts';
import type { SimDevice } from './simDevice.ts';
import { devicesOfOnePerson } from './simPerson.ts';
import type { SimHost, SimServer } from './simServer.ts';

/** Two devices of one person, and a note that both have. */
export interface FilePair {
  readonly server: SimServer;
  readonly first: SimDevice;
  readonly second: SimDevice;
  /** A note that both have. */
  readonly note: string;
}

export async function filePair(host: SimHost): Promise<FilePair> {
  const { devices, server } = await devicesOfOnePerson(host, ['first', 'second']);
  const [first, second] = devices as readonly [SimDevice, SimDevice];
  const situation = await made(first, 'createSituation', { name: 'North' });
  const note = await made(first, 'createNote', situation, { title: 'Gate' });
  await settled(first, second);
  return { server, first, second, note };
}

export function vaultOf(device: SimDevice) {
  if (device.vault === null) throw new Error('the device does not run');
  return device.vault;
}

export async function made(device: SimDevice, name: string, ...args: unknown[]): Promise<string> {
  return (valueOf((await device.command(name, ...args)) ?? fail('ended', 'never')) as { id: string }).id;
}

export const records = async (device: SimDevice) => valueOf((await device.exchange()) ?? fail('ended', 'never'));
export const files = async (device: SimDevice, thorough = false) => valueOf((await device.exchangeFiles(thorough)) ?? fail('ended', 'never'));

/** Records and files, back and forth until nothing moves. */
export async function settled(...devices: readonly SimDevice[]): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    for (const device of devices) {
      await records(device);
      expect((await files(device)).problem).toBe(null);
    }
  }
}

export const content = (length: number, seed: number): Uint8Array => new Uint8Array(length).map((_, at) => (at * 31 + seed * 7 + (at >> 8)) & 255);
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export async function attached(device: SimDevice, note: string, bytes: Uint8Array, name = 'gate.bin'): Promise<string> {
  const id = await device.attach(note, name, bytes);
  if (id === null) throw new Error('the file was not attached');
  return id;
}
export const placesOf = async (device: SimDevice) => (await device.places()).files;
export const isWhole = async (device: SimDevice, note: string, id: string, bytes: Uint8Array): Promise<boolean> => {
  const opened = await device.readFile(note, id);
  return opened !== null && opened.whole && opened.file.sha256 === hashOf(bytes);
};
