import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDeviceKeys } from './deviceKeys.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'device-keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = new Uint8Array(32).fill(7);
type KeyStore = Parameters<typeof createDeviceKeys>[0]['keyStore'];
/** A key store that turns every byte over, which is enough to see that what lies in the file went through it. */
const storeOf = (change: Partial<KeyStore> = {}): KeyStore => ({
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from(text).map((byte) => byte ^ 0xff) as Buffer,
  decryptStringAsync: async (sealed) => ({ shouldReEncrypt: false, result: Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString() }),
  ...change,
});
const keys = (keyStore: KeyStore, platform: NodeJS.Platform = 'linux') => createDeviceKeys({ folder, keyStore, platform });

it('keeps a key sealed by the key store, reads it back, and removes it', async () => {
  const device = keys(storeOf());
  expect(await device.write('device', key)).toMatchObject({ ok: true });
  expect(await device.state()).toEqual({ store: 'available', device: true, quick: false });
  expect(await device.read('device')).toEqual({ ok: true, value: key });
  const [name = ''] = await readdir(folder);
  expect((await readFile(path.join(folder, name))).includes(Buffer.from(key).toString('base64'))).toBe(false);
  expect(await device.write('device', null)).toMatchObject({ ok: true });
  expect(await readdir(folder)).toEqual([]);
  expect(await device.read('device')).toEqual({ ok: true, value: null });
});

it('takes a store that everybody can open for none, and says so', async () => {
  const plain = keys(storeOf({ getSelectedStorageBackend: () => 'basic_text' }));
  expect((await plain.state()).store).toBe('plainText');
  expect(await plain.write('quick', key)).toMatchObject({ ok: false, error: { code: 'vault.keyStoreMissing' } });
  expect(await readdir(folder)).toEqual([]);
  expect((await keys(storeOf({ isAsyncEncryptionAvailable: async () => false })).state()).store).toBe('unavailable');
  // The name of the backend means nothing elsewhere.
  expect((await keys(storeOf({ getSelectedStorageBackend: () => 'basic_text' }), 'win32').state()).store).toBe('available');
});

it('answers only when the store gives the same key back', async () => {
  const forgetful = keys(storeOf({ decryptStringAsync: async () => ({ shouldReEncrypt: false, result: 'another' }) }));
  expect(await forgetful.write('device', key)).toMatchObject({ ok: false, error: { code: 'vault.keyStoreClosed' } });
  expect(await readdir(folder)).toEqual([]);
  await writeFile(path.join(folder, 'vault-device.fps'), 'not sealed by this store');
  const closed = keys(storeOf({ decryptStringAsync: () => Promise.reject(new Error('locked')) }));
  expect(await closed.read('device')).toMatchObject({ ok: false, error: { code: 'vault.keyStoreClosed' } });
});

it('seals anew what the system asks to be sealed anew', async () => {
  let sealed = 0;
  const aging = keys(storeOf({ encryptStringAsync: async (text) => { sealed += 1; return Buffer.from(text).map((byte) => byte ^ 0xff) as Buffer; }, decryptStringAsync: async (bytes) => ({ shouldReEncrypt: true, result: Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString() }) }));
  await aging.write('device', key);
  const before = sealed;
  expect(await aging.read('device')).toEqual({ ok: true, value: key });
  expect(sealed).toBe(before + 1);
});
