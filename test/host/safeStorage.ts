import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as Electron from 'electron';
import { theApp } from './app.ts';
import { host } from './hostState.ts';
import { named } from './named.ts';

type Backend = 'keyring' | 'basic_text' | 'unavailable';
const backends: Readonly<Record<string, Backend>> = { basic_text: 'basic_text', unavailable: 'unavailable' };
const backend: Backend = backends[process.env.HOST_SAFE_STORAGE ?? ''] ?? 'keyring';
let plainTextAllowed = false;

/** Chromium's `basic_text` has a key that everybody knows: what it encrypts, anybody can open. */
const knownKey = createHash('sha256').update('peanuts').digest();

/** The keyring's key lies outside the profile, as a keyring does: whoever takes the profile folder does not have it. */
function keyringKey(): Buffer {
  const userData = theApp.getPath('userData');
  const folder = process.env.HOST_KEYCHAIN ?? path.join(theApp.getPath('appData'), `${theApp.name} stand-in keyring`);
  const file = path.join(folder, createHash('sha256').update(userData).digest('hex').slice(0, 32));
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}
const available = (): boolean => host.ready && (backend === 'keyring' || (backend === 'basic_text' && plainTextAllowed));

function seal(text: string): Buffer {
  const [prefix, key] = backend === 'keyring' ? ['v11', keyringKey()] as const : ['v10', knownKey] as const;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([Buffer.from(prefix), nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}
function open(sealed: Buffer): string {
  const prefix = sealed.subarray(0, 3).toString();
  if (prefix !== 'v10' && prefix !== 'v11') throw new Error('unknown format');
  const decipher = createDecipheriv('aes-256-gcm', prefix === 'v11' ? keyringKey() : knownKey, sealed.subarray(3, 15));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(15, -16)), decipher.final()]).toString('utf8');
}
function encrypt(text: string): Buffer {
  if (!available()) throw new Error('Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.');
  return seal(text);
}
function decrypt(sealed: Buffer): string {
  if (!available()) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString. Decryption is not available.');
  try {
    return open(sealed);
  } catch {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
  }
}

/** `HOST_SAFE_STORAGE=basic_text` is a Linux desktop without a keyring, `unavailable` one whose keyring cannot be opened. */
export const safeStorage = named('safeStorage', {
  isEncryptionAvailable: available,
  isAsyncEncryptionAvailable: async () => available(),
  getSelectedStorageBackend: () => (!host.ready ? 'unknown' as const : backend === 'basic_text' ? 'basic_text' as const : 'gnome_libsecret' as const),
  setUsePlainTextEncryption: (use: boolean): void => { plainTextAllowed = use; },
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (text: string) => encrypt(text),
  decryptStringAsync: async (sealed: Buffer) => ({ shouldReEncrypt: false, result: decrypt(sealed) }),
} satisfies Partial<Electron.SafeStorage>);
