/**
 * Three devices of one person write, crash and exchange by chance, over a real server with faults on the way. Then the faults end, and:
 * every device and a fresh one hold the same, every word that was acknowledged as saved is there once, and no note is there twice.
 */
import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import { valueOf } from '../vaultRig.ts';
import { SimDevice } from './simDevice.ts';
import { SimRandom } from './simRandom.ts';
import { SimServer } from './simServer.ts';

export interface SimulationReport {
  readonly seed: number;
  readonly failures: readonly string[];
  readonly steps: readonly string[];
  readonly words: number;
}

const deviceNames = ['desk', 'laptop', 'tablet'];
const tenYearsMs = 10 * 365 * 24 * 60 * 60 * 1_000;
const taskStates = ['in-progress', 'waiting', 'done', 'declined'];

interface World {
  readonly random: SimRandom;
  readonly server: SimServer;
  readonly devices: SimDevice[];
  readonly steps: string[];
  /** Words acknowledged as saved, with the note that they stand in. */
  readonly words: Map<string, string>;
  readonly situations: string[];
  readonly notes: string[];
  count: number;
}

export async function simulate(seed: number, running: RunningSecretariat): Promise<SimulationReport> {
  const random = new SimRandom(seed);
  const server = new SimServer(running);
  await server.begin();
  const world: World = { random, server, devices: [], steps: [], words: new Map(), situations: [], notes: [], count: 0 };
  await join(world, deviceNames[0] ?? '');
  const length = 12 + random.below(18);
  for (let step = 0; step < length; step += 1) {
    if (world.devices.length < deviceNames.length && random.chance(0.3)) await join(world, deviceNames[world.devices.length] ?? '');
    await act(world);
  }
  while (world.devices.length < deviceNames.length) await join(world, deviceNames[world.devices.length] ?? '');
  const failures = await verify(world);
  return { seed, failures, steps: world.steps, words: world.words.size };
}

/** A device enters the account: the first makes the vault, every other one is given it by a device that has it. */
async function join(world: World, name: string): Promise<void> {
  const device = new SimDevice(name, world.random);
  const [first] = world.devices;
  if (first === undefined) await device.start('new');
  else {
    const giver = world.random.pick(world.devices);
    await giver.ensureRunning();
    const { vault } = giver;
    if (vault === null || giver.member === null) throw new Error('the giving device does not run');
    const signing = valueOf(await vault.exchanged.signing());
    const shared = valueOf(await vault.keySlots.share('anchor velvet orchard signal pebble lantern', { ...(await giver.roster()), [giver.member.deviceId]: { signKey: signing.signKey, boxKey: signing.boxKey } }));
    await device.start(shared);
    await device.introduce(shared.roster);
  }
  if (device.vault === null) throw new Error('the device did not start');
  const { signKey, boxKey } = valueOf(await device.vault.exchanged.signing());
  device.member = await world.server.admit(signKey, name);
  if (first !== undefined) {
    const giver = world.random.pick(world.devices);
    await quietly(giver, () => giver.introduce({ [device.member?.deviceId ?? '']: { signKey, boxKey } }));
  }
  world.devices.push(device);
  world.steps.push(`${name} joins`);
}

async function act(world: World): Promise<void> {
  const { random } = world;
  const device = random.pick(world.devices);
  device.network.faulty = random.pick([0, 0, 0.1, 0.4]);
  device.diskFaults = random.pick([0, 0, 0, 0.02, 0.1]);
  if (random.chance(0.05)) device.clockOffMs = (random.next() * 2 - 1) * tenYearsMs;
  const kind = random.below(20);
  const log = (what: string) => world.steps.push(`${device.name} ${what}`);
  if (kind < 5) return write(world, device, log);
  if (kind < 7) {
    log('exchanges while its user writes');
    await Promise.all([device.exchange(), write(world, device, log)]);
    return;
  }
  if (kind < 13) {
    const result = await device.exchange();
    return void log(`exchanges: ${result === null ? 'ended' : result.ok ? `pulled ${result.value.pulled}, pushed ${result.value.pushed}${result.value.troubles.length > 0 ? `, ${result.value.troubles.join(' ')}` : ''}` : result.error.code}`);
  }
  if (kind < 15) {
    log('and all others exchange at once');
    await Promise.all(world.devices.map((each) => each.exchange()));
    return;
  }
  if (kind === 15) {
    log('is killed');
    return device.restart();
  }
  if (kind === 16) {
    log('loses its database');
    device.disk.loseDatabase();
    return device.restart();
  }
  if (kind === 17) return comesBackOld(world, device, log);
  log(`server ${await world.server.mishap(random)}`);
}

/** Writes something that nobody else writes, and remembers it once it was acknowledged. */
async function write(world: World, device: SimDevice, log: (what: string) => void): Promise<void> {
  const { random } = world;
  const many = 1 + random.below(4);
  for (let index = 0; index < many; index += 1) {
    world.count += 1;
    const word = `w${world.count}x`;
    const kind = random.below(10);
    if (world.situations.length === 0 || kind === 0) {
      const made = await device.command('createSituation', { name: word });
      if (made?.ok === true) world.situations.push((made.value as { id: string }).id);
    } else if (world.notes.length === 0 || kind <= 2) {
      const made = await device.command('createNote', random.pick(world.situations), { title: word });
      if (made?.ok === true) {
        const { id } = made.value as { id: string };
        world.notes.push(id);
        world.words.set(word, id);
      }
    } else if (kind <= 6) {
      const note = random.pick(world.notes);
      if (await device.type(note, random.next(), word)) world.words.set(word, note);
    } else if (kind === 7) await device.command('setTaskState', `task-${random.below(3)}`, random.pick(taskStates));
    else if (kind === 8) await device.command(random.chance(0.5) ? 'trashNote' : 'restoreNote', random.pick(world.notes));
    else await device.command('closeNote', random.pick(world.notes));
  }
  log(`writes ${many}`);
}

/** The user puts an older copy of the whole profile back. What was written since is on the server, because it was exchanged before. */
async function comesBackOld(world: World, device: SimDevice, log: (what: string) => void): Promise<void> {
  await quietly(device, async () => {
    await device.restart();
    const copy = device.disk.copy();
    await write(world, device, () => undefined);
    const sent = await device.exchange();
    if (sent?.ok !== true) return;
    await device.restart();
    device.disk.putBack(copy);
    await device.restart();
    log('is put back to an older profile');
    // Until it has fetched its own words again the server is their only place.
    await device.exchange();
  });
}

/** Runs without faults on this device. */
async function quietly(device: SimDevice, work: () => Promise<unknown>): Promise<void> {
  const [network, disk] = [device.network.faulty, device.diskFaults];
  device.network.faulty = 0;
  device.diskFaults = 0;
  await device.ensureRunning();
  await work();
  device.network.faulty = network;
  device.diskFaults = disk;
}

async function verify(world: World): Promise<string[]> {
  const failures: string[] = [];
  for (const device of world.devices) {
    device.network.faulty = 0;
    device.diskFaults = 0;
    await device.restart();
  }
  await settle(world.devices, failures);
  const guest = await joinGuest(world);
  await settle([...world.devices, guest], failures);
  const contents = await Promise.all([...world.devices, guest].map(async (device) => ({ name: device.name, content: await device.content() })));
  const [reference] = contents;
  for (const { name, content } of contents.slice(1)) {
    for (const key of new Set([...(reference?.content.keys() ?? []), ...content.keys()])) {
      if (content.get(key) !== reference?.content.get(key)) failures.push(`${name} differs from ${reference?.name ?? ''} in ${key}:\n  ${content.get(key) ?? 'missing'}\n  ${reference?.content.get(key) ?? 'missing'}`);
    }
    for (const [word, note] of world.words) {
      const times = (content.get(`note/${note}`) ?? '').split(word).length - 1;
      if (times !== 1) failures.push(`${name} has ${word} ${times} times in note ${note}`);
    }
    const notes = [...content.keys()].filter((key) => key.startsWith('note/'));
    if (new Set(notes).size < new Set(world.notes).size) failures.push(`${name} has ${notes.length} notes of ${world.notes.length}`);
  }
  for (const { name, content } of contents) for (const [word, note] of world.words) if (!(content.get(`note/${note}`) ?? '').includes(word)) failures.push(`${name} lost ${word}`);
  return failures;
}

/** A device that was not there during the run. */
async function joinGuest(world: World): Promise<SimDevice> {
  await join(world, 'guest');
  const guest = world.devices.pop();
  if (guest === undefined) throw new Error('the guest did not join');
  return guest;
}

const maxRounds = 12;

async function settle(devices: readonly SimDevice[], failures: string[]): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    let quiet = true;
    const held: string[] = [];
    for (const device of devices) {
      const result = await device.exchange();
      if (result?.ok !== true) {
        quiet = false;
        if (round === maxRounds - 1) failures.push(`${device.name} cannot exchange: ${result === null ? 'ended' : result.error.code}`);
      } else if (result.value.pulled + result.value.pushed > 0) quiet = false;
      if (result?.ok === true && result.value.held > 0) held.push(`${device.name} holds ${result.value.held} records back`);
    }
    if (quiet) return void failures.push(...held);
  }
  failures.push(`the devices did not come to rest in ${maxRounds} rounds`);
}
