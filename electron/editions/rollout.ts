import { createHash } from 'node:crypto';
import { TargetFile } from '@tufjs/models';
import { rolloutIn, type Rollout } from '../../shared/domain/rollout.ts';

export const rolloutOf = (target: TargetFile): Rollout | null => rolloutIn(target.unrecognizedFields['custom']);

/** The manifests that signed metadata vouches for: the newest and, while it reaches only a share of devices, the one before. */
export function targetsInForce(target: TargetFile): readonly TargetFile[] {
  const rollout = rolloutOf(target);
  if (!rollout) return [target];
  const { length, sha256 } = rollout.before;
  return [target, new TargetFile({ path: target.path, length, hashes: { sha256 }, unrecognizedFields: target.unrecognizedFields })];
}

/**
 * What a device takes. One that has the newest already keeps it, and a person who asks gets it.
 * @param seed a random word of this device that never leaves it
 */
export function targetForDevice(target: TargetFile, seed: string, device: { readonly ahead: boolean; readonly activeHash: string; readonly activeNumber: number }): TargetFile {
  const rollout = rolloutOf(target);
  const [newest, before] = targetsInForce(target);
  if (!rollout || !before || device.ahead || newest?.hashes['sha256'] === device.activeHash) return target;
  if (device.activeNumber > rollout.before.number) return target; // it was in the share of an edition that this one replaces
  return lotOf(seed, rollout.number) < rollout.percent ? target : before;
}

/** 0 to 99, another for each edition, so that the same devices are not always the first. */
export function lotOf(seed: string, number: number): number {
  return createHash('sha256').update(`${seed}:${number}`).digest().readUInt32BE(0) % 100;
}
