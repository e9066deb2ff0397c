/** Snapshots in the simulation: made while others write, and once for good at the end. */
import type { SimDevice } from './simDevice.ts';
import type { SimRandom } from './simRandom.ts';
import type { SimServer } from './simServer.ts';

interface CompactWorld {
  readonly random: SimRandom;
  readonly server: SimServer;
  readonly devices: readonly SimDevice[];
  /** Words acknowledged as saved, with the note that they stand in. */
  readonly words: ReadonlyMap<string, string>;
  /** The simulation has taken nothing out of the server's log. */
  readonly isLogWhole: boolean;
}

/** A device goes where there is no network, and the server waits for it no more. */
export async function leave(world: Pick<CompactWorld, 'random' | 'server'> & { away: { readonly device: SimDevice; steps: number } | null }, device: SimDevice, log: (what: string) => void): Promise<void> {
  world.away = { device, steps: 4 + world.random.below(8) };
  await world.server.forget(device.member?.deviceId ?? '');
  log('is away for two months');
}

/** One or two devices make a snapshot at once, while the others write and exchange. */
export async function compactAmid({ random }: CompactWorld, present: readonly SimDevice[], write: (device: SimDevice) => Promise<void>, log: (what: string) => void): Promise<void> {
  const making = new Set([random.pick(present), random.pick(present)]);
  for (const each of making) await write(each);
  log(`and all others exchange, ${[...making].map(({ name }) => name).join(' and ')} to make a snapshot`);
  await Promise.all(present.map((each) => (making.has(each) ? each.compactsAtOnce(() => each.exchange()) : Promise.all([each.exchange(), random.chance(0.5) ? write(each) : null]))));
}

/** A snapshot that everybody has: what it covers leaves the log, and a device that enters now has nothing but the snapshot and what came after. */
export async function compactForGood({ random, server, devices, isLogWhole }: CompactWorld, settle: (devices: readonly SimDevice[]) => Promise<void>): Promise<string[]> {
  const failures: string[] = [];
  const maker = random.pick(devices);
  for (const device of devices) await device.exchange();
  const before = await server.removedTo();
  await maker.command('createSituation', { name: 'for the snapshot' });
  await maker.compactsAtOnce(() => maker.exchange());
  await maker.exchange();
  if (devices.length > 1 && (await server.removedTo()) > before) failures.push('records went before everybody had the snapshot');
  await settle(devices);
  // Everybody says once more what it has saved; then the log is short, and that alone is news to nobody.
  for (const device of devices) await device.exchange();
  for (const device of devices) {
    const result = await device.exchange();
    if (result?.ok === true && result.value.pushed > 0) failures.push(`${device.name} offers something because covered records went`);
  }
  const { said, found } = await server.bytes();
  if (isLogWhole && said !== found) failures.push(`the server counts ${said} bytes of records and has ${found}`);
  if ((await server.removedTo()) <= before) failures.push(`the snapshot of ${maker.name} took the place of nothing`);
  return failures;
}

/** The snapshot and what came after are all there is; a device that has nothing must find everything there, miss nothing and ask nobody. */
export async function findsAll({ words }: CompactWorld, guest: SimDevice): Promise<string[]> {
  const result = await guest.exchange();
  if (result?.ok !== true) return [`${guest.name} cannot exchange: ${result?.error.code ?? 'ended'}`];
  const content = await guest.content();
  const missing = [...words].filter(([word, note]) => !(content.get(`note/${note}`) ?? '').includes(word)).map(([word]) => `${guest.name} does not find ${word} behind the snapshot`);
  return [...result.value.troubles.map((trouble) => `${guest.name} finds a ${trouble} behind the snapshot`), ...missing];
}
