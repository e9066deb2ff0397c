import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultDeviceSettings } from '../../shared/contracts/deviceSettings.ts';
import { openDeviceSettings } from './deviceSettingsStore.ts';
import { syncedBy } from './syncedFolder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps what was chosen', async () => {
  await (await openDeviceSettings(folder)).change({ theme: 'dark', lockAfterMinutes: 1 });
  expect((await openDeviceSettings(folder)).current()).toEqual({ ...defaultDeviceSettings, theme: 'dark', lockAfterMinutes: 1 });
});

it('has on the disk what was chosen in the last moment before the program ends', async () => {
  const store = await openDeviceSettings(folder);
  const changes = [store.change({ theme: 'dark' }), store.change({ lockAfterMinutes: 1 }), store.change({ language: 'en' })];
  store.finish();
  expect(JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark', lockAfterMinutes: 1, language: 'en' });
  await Promise.all(changes);
  expect((await openDeviceSettings(folder)).current()).toMatchObject({ theme: 'dark', lockAfterMinutes: 1, language: 'en' });
});

it('ends without a fault where the last choice cannot be written any more', async () => {
  const store = await openDeviceSettings(path.join(folder, 'profile'));
  await writeFile(path.join(folder, 'profile'), 'in the way of the folder');
  const change = store.change({ theme: 'dark' });
  expect(() => store.finish()).not.toThrow();
  await expect(change).rejects.toThrow();
});

it('takes the default for a single value that it cannot use, and the rest as chosen', async () => {
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ ...defaultDeviceSettings, theme: 'neon', language: 'en', added: 'later' }));
  expect((await openDeviceSettings(folder)).current()).toEqual({ ...defaultDeviceSettings, language: 'en' });
});

it('starts with defaults from a damaged file and keeps the damaged one', async () => {
  await writeFile(path.join(folder, 'settings.json'), '{"theme": "da');
  expect((await openDeviceSettings(folder)).current()).toEqual(defaultDeviceSettings);
  expect(await readFile(path.join(folder, 'settings.json.damaged'), 'utf8')).toBe('{"theme": "da');
});

it('leaves no half-written file behind', async () => {
  const settings = await openDeviceSettings(folder);
  await Promise.all([settings.change({ theme: 'dark' }), settings.change({ theme: 'light' })]);
  expect(await readdir(folder)).toEqual(['settings.json']);
});

it('recognises folders that are copied away', () => {
  expect(syncedBy('D:\\OneDrive - Ministry\\Focal Point')).toBe('OneDrive');
  expect(syncedBy('/profiles/Nextcloud/x')).toBe('Nextcloud');
  expect(syncedBy('/profiles/Focal Point Companion')).toBeNull();
});
