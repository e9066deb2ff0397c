import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { insist, type FaultSuite } from '../faultSuite.ts';
import { checkFound, runVaultChild } from './childRun.ts';

const mebibyte = 1024 * 1024;

export const diskFull: FaultSuite = {
  name: 'disk-full',
  about: 'a small disk that runs full while notes are saved: what was acknowledged is there, what was refused is said, and it goes on once there is room',
  rounds: { full: 20, ci: 2 },
  run: async ({ seed, rounds, random }) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return { skipped: 'mounting a small disk needs root on Linux. The same faults are injected in electron/vault/journal.test.ts and test/fault/vaultRecovery.test.ts.' };
    const disk = await mkdtemp(path.join(tmpdir(), 'fault-disk-'));
    let refusals = 0;
    for (let round = 0; round < rounds; round += 1) {
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
      if (mounted.status !== 0) return { skipped: `a small disk cannot be mounted here: ${String(mounted.stderr).trim()}` };
      try {
        const ballast = path.join(disk, 'ballast');
        await writeFile(ballast, Buffer.alloc(Math.floor((1.2 + random() * 0.6) * mebibyte)));
        const folder = path.join(disk, 'vault');
        const acknowledged = new Set<string>();
        for (let start = 0; start < 3; start += 1) {
          const run = await runVaultChild(folder, `s${start}`, null);
          checkFound(run.found, acknowledged, `seed ${seed}, round ${round}, start ${start}`);
          for (const each of run.saved) acknowledged.add(each);
          insist(/diskFull/.test(run.said) || run.code !== 0, `round ${round}: the full disk was not noticed: ${run.said}`);
          refusals += 1;
          // Some room again: the next start goes on.
          await writeFile(ballast, Buffer.alloc(Math.floor((1.1 - start * 0.5) * mebibyte)));
        }
        const last = await runVaultChild(folder, 'last', 0);
        checkFound(last.found, acknowledged, `seed ${seed}, round ${round}, at the end`);
        insist(acknowledged.size > 0, 'control: something was acknowledged before the disk was full');
      } finally {
        spawnSync('umount', [disk]);
      }
    }
    await rm(disk, { recursive: true, force: true });
    return { done: `${refusals} full disks` };
  },
};
