/**
 * Two secrets of this device, kept by the system's key store (keychain, DPAPI, libsecret, kwallet): one that is mixed into the passphrase, and
 * one that opens the vault by itself. Each is a file of its own in the profile, sealed by the key store. Neither is in a backup.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import type { DeviceKeyName, DeviceKeyState } from '../../shared/contracts/deviceKeys.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { writeFileAtomically } from '../storage/writeFileAtomically.ts';
import { overwriteAndRemove } from './eraseVault.ts';

export interface DeviceKeys {
  state(): Promise<DeviceKeyState>;
  /** null where there is none. Fails with `vault.keyStoreClosed` where the key store does not give it out. */
  read(name: DeviceKeyName): Promise<Result<Uint8Array | null>>;
  /** Keeps 32 bytes and reads them back before it answers; null removes them. Fails with `vault.keyStoreMissing`, `vault.keyStoreClosed`. */
  write(name: DeviceKeyName, key: Uint8Array | null): Promise<Result<null>>;
}

type KeyStore = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>;

export function createDeviceKeys({ folder, keyStore, platform }: { readonly folder: string; readonly keyStore: KeyStore; readonly platform: NodeJS.Platform }): DeviceKeys {
  // The ending is what erasing the vault looks for.
  const fileOf = (name: DeviceKeyName): string => path.join(folder, `vault-${name}.fps`);
  const sealedOf = (name: DeviceKeyName): Promise<Buffer | null> => readFile(fileOf(name)).catch(() => null);

  /** `basic_text` is a password that everybody knows: what it seals is open. */
  const why = async (): Promise<DeviceKeyState['store']> => {
    if (platform === 'linux' && keyStore.getSelectedStorageBackend() === 'basic_text') return 'plainText';
    return (await keyStore.isAsyncEncryptionAvailable().catch(() => false)) ? 'available' : 'unavailable';
  };
  const seal = async (name: DeviceKeyName, text: string): Promise<void> => writeFileAtomically(fileOf(name), await keyStore.encryptStringAsync(text));
  const open = async (name: DeviceKeyName): Promise<string | null> => {
    const sealed = await sealedOf(name);
    if (sealed === null) return null;
    const { result, shouldReEncrypt } = await keyStore.decryptStringAsync(sealed);
    if (shouldReEncrypt) await seal(name, result).catch(() => undefined); // the old form still opens
    return result;
  };

  return {
    state: async () => ({ store: await why(), device: (await sealedOf('device')) !== null, quick: (await sealedOf('quick')) !== null }),
    read: async (name) => {
      if ((await sealedOf(name)) === null) return ok(null);
      if ((await why()) !== 'available') return fail('vault.keyStoreMissing', 'later');
      try {
        const text = await open(name);
        return ok(text === null ? null : new Uint8Array(Buffer.from(text, 'base64')));
      } catch {
        return fail('vault.keyStoreClosed', 'later');
      }
    },
    write: async (name, key) => {
      try {
        if (key === null) {
          await overwriteAndRemove(fileOf(name));
          return ok(null);
        }
        if ((await why()) !== 'available') return fail('vault.keyStoreMissing', 'later');
        const text = Buffer.from(key).toString('base64');
        await seal(name, text);
        if ((await open(name)) === text) return ok(null);
        await rm(fileOf(name), { force: true });
        return fail('vault.keyStoreClosed', 'later');
      } catch {
        return fail('vault.keyStoreClosed', 'later');
      }
    },
  };
}
