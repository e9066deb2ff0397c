/**
 * Keys after a device was shut out. A rotation is one random key with a number; every compartment's key since is derived from it and the
 * compartment's own. It reaches the other devices in the log, sealed to the box key of each, and whoever finds a device of the roster that
 * has not been given one gives it.
 */
import type { Roster, Rotations, SyncHeader } from './syncHeader.ts';
import type { DeviceSigning, SyncVault } from './syncPorts.ts';
import { FailureError, must, type Result } from '../../../shared/errors/result.ts';
import { lastClockOf, stateEntry, type SyncState } from './syncState.ts';

type Grant = Extract<SyncHeader, { readonly type: 'rotation' }>;

/** The key in base64 from the box for this device; null where there is none or it is not for this device. */
export function openRotation({ sodium }: SyncVault, { boxKey, boxSecret }: Pick<DeviceSigning, 'boxKey' | 'boxSecret'>, box: string | undefined): string | null {
  if (box === undefined) return null;
  try {
    const opened = sodium.crypto_box_seal_open(sodium.from_base64(box), sodium.from_hex(boxKey), sodium.from_hex(boxSecret));
    return opened.byteLength === 32 ? sodium.to_base64(opened, sodium.base64_variants.ORIGINAL) : null;
  } catch {
    return null;
  }
}

const newest = (rotations: Rotations): number => Math.max(1, ...rotations.map(([epoch]) => epoch));

/** Whether somebody who was shut out could read what is sealed now: no rotation was made since, or theirs is the newest. */
function needsRotation(vault: SyncVault, { revoked, granted }: SyncState): boolean {
  const out = Object.keys(revoked);
  const current = newest(vault.rotations());
  if (out.length === 0) return false;
  return current === 1 || out.some((device) => granted[current]?.includes(device) === true);
}

/** What is still to be given to devices of the roster, and the state once it was. This device is among them: put back to an older state it finds its own key in the log. */
export function grantsDue(vault: SyncVault, state: SyncState, roster: Roster): { readonly grants: readonly Grant[]; readonly granted: SyncState['granted'] } {
  const { sodium } = vault;
  const grants: Grant[] = [];
  const granted = { ...state.granted };
  for (const [epoch, key] of vault.rotations()) {
    const known = state.grantAgain ? [] : (granted[epoch] ?? []);
    const missing = Object.entries(roster).filter(([device]) => state.revoked[device] === undefined && !known.includes(device));
    if (missing.length === 0) continue;
    const bytes = sodium.from_base64(key, sodium.base64_variants.ORIGINAL);
    grants.push({ type: 'rotation', epoch, boxes: Object.fromEntries(missing.map(([device, { boxKey }]) => [device, sodium.to_base64(sodium.crypto_box_seal(bytes, sodium.from_hex(boxKey)))])) });
    sodium.memzero(bytes);
    granted[epoch] = [...new Set([...(granted[epoch] ?? []), ...missing.map(([device]) => device)])].sort();
  }
  return { grants, granted };
}

/** Has the server refuse devices; one that it does not know needs no refusing. Answers which. */
export async function revokedAtServer(devices: readonly string[], revoke: (device: string) => Promise<Result<unknown>>): Promise<readonly string[]> {
  for (const device of devices) {
    const ended = await revoke(device);
    if (!ended.ok && ended.error.code !== 'device.unknown') throw new FailureError(ended.error);
  }
  return devices;
}

/** Notes that the devices which were to be shut out are: what they had sent until now counts, and nothing behind it. */
export async function endRevoking(vault: SyncVault, state: SyncState): Promise<SyncState> {
  if (state.toRevoke.length === 0) return state;
  const revoked = { ...state.revoked, ...Object.fromEntries(state.toRevoke.map((device) => [device, lastClockOf(state, device)])) };
  return kept(vault, { ...state, revoked, toRevoke: [] });
}

/** Makes a key that nobody who was shut out has, where what is sealed now could be read by one. It is told to the others with the next batch. */
export async function rotated(vault: SyncVault, state: SyncState): Promise<SyncState> {
  if (!needsRotation(vault, state)) return state;
  const rotation = vault.newRotation();
  must(await vault.addRotations([rotation]));
  return kept(vault, { ...state, granted: { ...state.granted, [rotation[0]]: [] } });
}

async function kept(vault: SyncVault, state: SyncState): Promise<SyncState> {
  must(await vault.commit({ entries: [stateEntry(vault, state)], received: [], sent: [] }));
  return state;
}
