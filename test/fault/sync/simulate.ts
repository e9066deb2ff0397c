/**
 * Three devices of one person write, crash and exchange by chance, over a real server with faults on the way. Then the faults end, and:
 * every device and a fresh one hold the same, every word that was acknowledged as saved is there once, and no note is there twice.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { scheduled, type SimSchedule } from './simSchedule.ts';
import { valueOf } from '../vaultRig.ts';
import { sameEverywhere } from './simContent.ts';
import { settle } from './settleDevices.ts';
import { listsAgree } from './simLists.ts';
import { SimDevice } from './simDevice.ts';
import { readsNothingNew } from './simOutsider.ts';
import { SimRandom } from './simRandom.ts';
import { SimServer, type SimHost } from './simServer.ts';
import { compactAmid, compactForGood, findsAll, leave } from './simCompaction.ts';
import { enterBySheet, makeSheet } from './simSheet.ts';
import { attachOrRemove, exchangeAll, filesAreWhole, leaveFilesOut, type SimFiles } from './simFiles.ts';

export interface SimulationReport {
  readonly seed: number;
  readonly failures: readonly string[];
  readonly steps: readonly string[];
  readonly words: number;
  /** Files that must be whole everywhere in the end. */
  readonly files: number;
  /** Whether records left the log behind a snapshot. */
  readonly compacted: boolean;
  /** Of all requests in their order; null where they met at the server as they came. */
  readonly trace: string | null;
}

/** With SIM_TRACE=1 each step is printed as it happens, for a seed that does not end. */
const trace = (steps: string[], step: string): void => {
  steps.push(step);
  if (process.env['SIM_TRACE'] === '1') process.stderr.write(`${step}\n`);
};
const deviceNames = ['desk', 'laptop', 'tablet'];
const tenYearsMs = 10 * 365 * 24 * 60 * 60 * 1_000;
const taskStates = ['in-progress', 'waiting', 'done', 'declined'];

interface World {
  readonly random: SimRandom;
  readonly schedule: SimSchedule | null;
  readonly server: SimServer;
  readonly devices: SimDevice[];
  readonly steps: string[];
  /** Words acknowledged as saved, with the note that they stand in. */
  readonly words: Map<string, string>;
  readonly situations: string[];
  readonly notes: string[];
  readonly files: SimFiles;
  /** Words of the recovery sheet in force, in half of the runs. */
  sheet: string | null;
  /** Was shut out, or is about to be: it goes on writing and asking, and nobody hears of it. */
  outsider: SimDevice | null;
  /** Is nowhere near a network for so many more steps. */
  away: { readonly device: SimDevice; steps: number } | null;
  count: number;
  /** The simulation has taken nothing out of the server's log. */
  isLogWhole: boolean;
}

/** One seed, which does the same each time. */
export const simulate = (seed: number, running: SimHost): Promise<SimulationReport> => scheduled(seed, (schedule) => run(seed, running, schedule));

/** The same by chance with requests that meet at the server as they come, and a server that may be killed in the middle of them: no seed can repeat that. */
export const simulateMeeting = (seed: number, running: SimHost): Promise<SimulationReport> => run(seed, running, null);

async function run(seed: number, running: SimHost, schedule: SimSchedule | null): Promise<SimulationReport> {
  const random = new SimRandom(seed);
  const server = new SimServer(running);
  if (schedule !== null) await server.clear();
  await server.begin();
  const world: World = { random, schedule, server, devices: [], steps: [], words: new Map(), situations: [], notes: [], files: new Map(), sheet: null, outsider: null, away: null, count: 0, isLogWhole: true };
  await join(world, deviceNames[0] ?? '');
  if (random.chance(0.5)) world.sheet = world.devices[0] === undefined ? null : await makeSheet(world.devices[0]);
  const length = 12 + random.below(18);
  for (let step = 0; step < length; step += 1) {
    if (world.devices.length < deviceNames.length && random.chance(0.3)) await join(world, deviceNames[world.devices.length] ?? '');
    await act(world);
  }
  while (world.devices.length < deviceNames.length) await join(world, deviceNames[world.devices.length] ?? '');
  await server.makeRoom();
  const failures = await verify(world);
  return { seed, failures, steps: world.steps, words: world.words.size, files: [...world.files.values()].filter((file) => file !== null).length, compacted: (await server.removedTo()) > 0, trace: schedule?.trace ?? null };
}

/** A device enters the account: the first makes the vault, every other one is given it by a device that has it. */
async function join(world: World, name: string): Promise<void> {
  const device = new SimDevice(name, world.random, world.schedule);
  device.network.killServer = world.server.running.kill?.bind(world.server.running) ?? null;
  const [first] = world.devices;
  if (first === undefined) await device.start('new');
  else {
    const giver = world.random.pick(insiders(world));
    await giver.ensureRunning();
    const { vault } = giver;
    if (vault === null || giver.member === null) throw new Error('the giving device does not run');
    const signing = valueOf(await vault.exchanged.signing());
    const shared = valueOf(await vault.keySlots.share('anchor velvet orchard signal pebble lantern', { ...(await giver.roster()), [giver.member.deviceId]: { signKey: signing.signKey, boxKey: signing.boxKey } }, await giver.revoked()));
    await device.start(shared);
    await device.introduce(shared.roster, shared.revoked ?? {});
  }
  if (device.vault === null) throw new Error('the device did not start');
  const { signKey, boxKey } = valueOf(await device.vault.exchanged.signing());
  device.member = await world.server.admit(signKey, name);
  if (first !== undefined) {
    const giver = world.random.pick(insiders(world));
    await quietly(giver, () => giver.introduce({ [device.member?.deviceId ?? '']: { signKey, boxKey } }));
  }
  world.devices.push(device);
  trace(world.steps, `${name} joins`);
}

const insiders = (world: World): SimDevice[] => world.devices.filter((device) => device !== world.outsider);

async function act(world: World): Promise<void> {
  const { random } = world;
  const present = (): SimDevice[] => world.devices.filter((each) => each !== world.away?.device);
  if (world.away !== null && (world.away.steps -= 1) <= 0) world.away = null;
  await world.server.makeRoom();
  const device = random.pick(present());
  device.network.faulty = random.pick([0, 0, 0.1, 0.4]);
  device.diskFaults = random.pick([0, 0, 0, 0.02, 0.1]);
  if (random.chance(0.05)) device.clockOffMs = (random.next() * 2 - 1) * tenYearsMs;
  const kind = random.below(26);
  const log = (what: string) => trace(world.steps, `${device.name} ${what}`);
  if (world.server.running.kill !== undefined && random.chance(0.12)) {
    log('and all others exchange while the server is killed');
    await Promise.all([...present().map((each) => each.exchange()), pause(random.below(60)).then(() => world.server.running.kill?.())]);
    return;
  }
  if (kind < 5) return write(world, device, log);
  if (kind < 7) {
    log('exchanges while its user writes');
    await Promise.all([exchangeAll(device, random), write(world, device, log)]);
    return;
  }
  if (kind < 13) {
    const result = await exchangeAll(device, random);
    log(`exchanges: ${result === null ? 'ended' : result.ok ? `pulled ${result.value.pulled}, pushed ${result.value.pushed}${result.value.troubles.length > 0 ? `, ${result.value.troubles.join(' ')}` : ''}` : result.error.code}`);
    return;
  }
  if (kind < 15) {
    log('and all others exchange at once');
    await Promise.all(present().map((each) => exchangeAll(each, random)));
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
  if (kind >= 20 && kind <= 22) return attachOrRemove(world, device, log);
  if (kind === 18 && world.devices.length === deviceNames.length && world.outsider === null && random.chance(0.5)) return shutOut(world, device, log);
  if (kind === 17 && device !== world.outsider) return comesBackOld(world, device, log);
  if (kind === 23 && world.away === null && world.devices.length === deviceNames.length) return leave(world, device, log);
  if (kind > 23) return compactAmid(world, present(), (each) => write(world, each, () => undefined), log);
  const what = await world.server.mishap(random);
  if (what === 'loses a record') world.isLogWhole = false;
  log(`server ${what}`);
}

/** A device is lost, and another one shuts it out. What only the lost one had is lost with it; everything else must stay. */
async function shutOut(world: World, lost: SimDevice, log: (what: string) => void): Promise<void> {
  const by = world.random.pick(world.devices.filter((device) => device !== lost));
  // A device that nobody but the lost one has vouched for yet would be a stranger to the others, and would have to be let in again.
  const others = world.devices.filter((device) => device !== lost);
  const rosters = await Promise.all(others.map((device) => device.roster()));
  if (!rosters.every((roster, index) => others.every((device) => device === others[index] || roster[device.member?.deviceId ?? ''] !== undefined))) return;
  if (!(await by.revoke(lost.member?.deviceId ?? ''))) return;
  world.outsider = lost;
  log(`is shut out by ${by.name}`);
  if (world.random.chance(0.7)) await by.exchange();
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
      if (made?.ok === true && device !== world.outsider) world.situations.push((made.value as { id: string }).id);
    } else if (world.notes.length === 0 || kind <= 2) {
      const made = await device.command('createNote', random.pick(world.situations), { title: word });
      if (made?.ok === true && device !== world.outsider) {
        const { id } = made.value as { id: string };
        world.notes.push(id);
        world.words.set(word, id);
      }
    } else if (kind <= 6) {
      const note = random.pick(world.notes);
      if (await device.type(note, random.next(), word) && device !== world.outsider) world.words.set(word, note);
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
    const files = await device.exchangeFiles();
    if (files?.ok !== true || files.value.problem !== null) return;
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
  const { outsider } = world;
  if (outsider !== null) await leaveOut(world, outsider);
  for (const device of world.devices) {
    device.network.faulty = 0;
    device.diskFaults = 0;
    await device.restart();
  }
  await settle(world.devices, failures);
  const isCompact = world.random.chance(0.4);
  if (isCompact) failures.push(...(await compactForGood(world, (devices) => settle(devices, failures))));
  const guest = await joinGuest(world);
  if (isCompact) failures.push(...(await findsAll(world, guest)));
  await settle([...world.devices, guest], failures);
  failures.push(...(await filesAreWhole(world, [...world.devices, guest])));
  if (outsider !== null) failures.push(...(await readsNothingNew(world, outsider, [...world.devices, guest], { write: (device) => write(world, device, () => undefined), settle: (devices) => settle(devices, failures) })));
  const contents = await Promise.all([...world.devices, guest].map(async (device) => ({ name: device.name, content: await device.content() })));
  failures.push(...(await listsAgree([...world.devices, guest])));
  failures.push(...sameEverywhere(contents, world));
  return failures;
}

/** What nobody but the lost device has is no longer asked for. What others have of it, or had from it, must be on all of them. */
async function leaveOut(world: World, outsider: SimDevice): Promise<void> {
  world.devices.splice(world.devices.indexOf(outsider), 1);
  const kept = await Promise.all(
    world.devices.map(async (device) => {
      const { diskFaults } = device;
      [device.network.faulty, device.diskFaults] = [0, 0];
      const content = await device.content();
      device.diskFaults = diskFaults;
      return content;
    }),
  );
  const isKept = (word: string, note: string): boolean => kept.some((content) => (content.get(`note/${note}`) ?? '').includes(word));
  for (const [word, note] of [...world.words]) if (!isKept(word, note)) world.words.delete(word);
  await leaveFilesOut(world);
  world.notes.splice(0, world.notes.length, ...world.notes.filter((note) => kept.some((content) => content.has(`note/${note}`))));
}

/** A device that was not there during the run: let in by another one, or with the recovery sheet alone, as after all devices were lost. */
async function joinGuest(world: World): Promise<SimDevice> {
  if (world.sheet !== null) {
    const guest = new SimDevice('guest', world.random, world.schedule);
    valueOf(await enterBySheet(guest, world.sheet, world.server.place));
    return guest;
  }
  await join(world, 'guest');
  const guest = world.devices.pop();
  if (guest === undefined) throw new Error('the guest did not join');
  return guest;
}
