/** Files of notes in the simulation: added, taken out, and looked for on every device in the end. */
import { createHash } from 'node:crypto';
import { chunkBytes } from '../../../shared/crypto/sealedChunk.ts';
import type { SimDevice } from './simDevice.ts';
import type { SimRandom } from './simRandom.ts';
import type { SimServer } from './simServer.ts';

/** Files that were acknowledged: their notes and what they hold; null once they were taken out again, or may have been. */
export type SimFiles = Map<string, { readonly note: string; readonly sha256: string } | null>;

interface FilesWorld {
  readonly random: SimRandom;
  readonly server: SimServer;
  readonly devices: readonly SimDevice[];
  readonly notes: readonly string[];
  readonly files: SimFiles;
  readonly outsider: SimDevice | null;
  readonly count: number;
}

const maxRounds = 12;

/** Records, then files, as the app does it; now and then every file is asked for. */
export async function exchangeAll(device: SimDevice, random: SimRandom): ReturnType<SimDevice['exchange']> {
  const result = await device.exchange();
  if (result?.ok === true) await device.exchangeFiles(random.chance(0.05));
  return result;
}

/** Adds a file that nobody else has, mostly small, sometimes of several pieces; or takes one out. */
export async function attachOrRemove(world: FilesWorld, device: SimDevice, log: (what: string) => void): Promise<void> {
  const { random } = world;
  const present = [...world.files].flatMap(([id, file]) => (file === null ? [] : [{ id, note: file.note }]));
  if (present.length > 0 && random.chance(0.25)) {
    const { id, note } = random.pick(present);
    const removed = await device.command('removeFile', note, id);
    log('takes a file out');
    // Where the answer never came it may be out or not.
    if (removed?.ok !== false && device !== world.outsider) world.files.set(id, null);
    return;
  }
  if (world.notes.length === 0) return;
  const note = random.pick(world.notes);
  const bytes = new Uint8Array(random.chance(0.15) ? chunkBytes + 1 + random.below(1_000) : random.below(3_000));
  for (let at = 0; at < bytes.byteLength; at += 97) bytes[at] = random.below(256);
  const id = await device.attach(note, `f${world.count}`, bytes);
  log(`adds a file of ${bytes.byteLength} bytes${id === null ? ', which fails' : ''}`);
  if (id !== null && device !== world.outsider) world.files.set(id, { note, sha256: createHash('sha256').update(bytes).digest('hex') });
}

/** Every file is whole on every device, and what was taken out is nowhere any more. */
export async function filesAreWhole(world: FilesWorld, devices: readonly SimDevice[]): Promise<string[]> {
  const failures: string[] = [];
  for (let round = 0; round < maxRounds; round += 1) {
    let quiet = true;
    for (const device of devices) {
      const result = await device.exchange();
      const files = await device.exchangeFiles(world.server.lostSilently && (round === 0 || round === 3));
      if (files?.ok !== true || files.value.problem !== null) failures.push(`${device.name} cannot exchange files: ${files === null ? 'ended' : files.ok ? (files.value.problem?.code ?? '') : files.error.code}`);
      else if (files.value.sent + files.value.fetched > 0 || (result?.ok === true && result.value.pulled + result.value.pushed > 0)) quiet = false;
    }
    if (failures.length > 0) return failures;
    if (quiet && round > 3) break;
    if (round === maxRounds - 1) failures.push('the files did not come to rest');
  }
  for (const [id, file] of world.files) {
    if (file === null) continue;
    for (const device of devices) {
      const opened = await device.readFile(file.note, id);
      if (opened === null) failures.push(`${device.name} does not know file ${id}`);
      else if (!opened.whole || opened.file.sha256 !== file.sha256) failures.push(`${device.name} has file ${id} in pieces, ${opened.damaged.length} of ${opened.pieces} are not whole`);
    }
  }
  const [first] = devices;
  if (first?.vault === null || first === undefined) return [...failures, 'no device runs'];
  const store = first.vault.exchangedFiles;
  const named = new Set((await store.files()).flatMap((file) => store.names(file)));
  if (!world.server.piecesWentBack && world.outsider === null) for (const name of await world.server.pieceNames()) if (!named.has(name)) failures.push(`the server keeps piece ${name} that no note needs`);
  return failures;
}

/** Files count that somebody has whole; what only a lost device has is lost with it. */
export async function leaveFilesOut(world: FilesWorld): Promise<void> {
  for (const [id, file] of [...world.files]) {
    if (file === null) continue;
    const opened = await Promise.all(world.devices.map((device) => quietRead(device, file.note, id)));
    if (!opened.some((one) => one?.whole === true)) world.files.delete(id);
  }
}

async function quietRead(device: SimDevice, note: string, id: string) {
  const { diskFaults } = device;
  device.diskFaults = 0;
  const opened = await device.readFile(note, id);
  device.diskFaults = diskFaults;
  return opened;
}
