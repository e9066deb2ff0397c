import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endErasing, eraseVault } from './eraseVault.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fpc-erase-'));
  for (const name of ['journal', 'backups', 'editions']) await mkdir(path.join(folder, name));
  for (const name of ['vault-slots.fps', 'vault-slots.copy.fps', 'vault-slots.fps.tmp', 'backups.json', 'settings.json', 'journal/journal-00000001.fpj', 'backups/focal-point-00000000-2026-11-02-3.fpcbackup', 'editions/root.json']) await writeFile(path.join(folder, name), name);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('leaves nothing of the vault and everything else', async () => {
  await eraseVault(folder);
  expect((await readdir(folder)).sort()).toEqual(['editions', 'settings.json']);
});

it('that was cut off is ended by the next start, and without it nothing is touched', async () => {
  const before = await readdir(folder);
  await endErasing(folder);
  expect(await readdir(folder)).toEqual(before);
  await writeFile(path.join(folder, 'erasing'), '');
  await rm(path.join(folder, 'vault-slots.fps'));
  await endErasing(folder);
  expect((await readdir(folder)).sort()).toEqual(['editions', 'settings.json']);
});
