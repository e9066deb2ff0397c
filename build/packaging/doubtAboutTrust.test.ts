import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { doubtAboutTrust } from './doubtAboutTrust.ts';

let folder = '';
const put = async (name: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
};
const doubt = (trust?: string) => doubtAboutTrust(path.join(folder, 'edition'), trust === undefined ? undefined : path.join(folder, trust));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-trust-'));
  await put('edition/metadata/1.root.json', 'first root');
  await put('official/repository/metadata/1.root.json', 'first root');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the root of the official repository is packed', async () => {
  expect(await doubt('official/repository')).toBeNull();
});

test('without an official repository the root counts as a trial', async () => {
  expect(await doubt()).toContain('trial Secretariat of this machine');
});

test('a repository that belongs to a trial is refused, also when it is named', async () => {
  await put('official/trial.json', '{}');
  expect(await doubt('official/repository')).toContain('belongs to a trial Secretariat');
});

test('another root than the official one is refused', async () => {
  await put('official/repository/metadata/1.root.json', 'other root');
  expect(await doubt('official/repository')).toContain('another root');
});

test('a missing edition and a folder that is no repository are refused', async () => {
  expect(await doubt('elsewhere')).toContain('is no repository');
  await rm(path.join(folder, 'edition'), { recursive: true });
  expect(await doubt('official/repository')).toContain('no bundled edition');
});
