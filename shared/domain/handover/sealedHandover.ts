/**
 * The sealed form of a handover. Layout, version 1 (numbers are big endian):
 *
 *   offset  0  magic        8 bytes  "FPCHAND" and a zero
 *           8  version      1 byte   1
 *           9  suite        1 byte   1 = Argon2id 1.3, XChaCha20-Poly1305-IETF, keyed BLAKE2b; 2 = X25519 in place of Argon2id
 *          10  opsLimit     4 bytes
 *          14  memLimit     4 bytes  in KiB
 *          18  salt        16 bytes  random
 *          34  nonce       24 bytes  random
 *          58  length       4 bytes  of the ciphertext
 *          62  commitment  32 bytes  BLAKE2b-256 keyed with the second key, over bytes 0 to 61 and the ciphertext
 *          94  ciphertext           padded JSON, 16-byte tag at the end; associated data: bytes 0 to 61
 *        then  digest      32 bytes  BLAKE2b-256 of everything before, without a key
 *
 * Suite 2 is sealed to the key of the successor's device: opsLimit and memLimit are 0, and the ciphertext is preceded by the 32 bytes of a
 * public key made for this file alone (the length counts them). The key comes from the shared secret of that pair and the device's, with both
 * public keys and the salt. It says for whom a file is, not from whom.
 *
 * The digest protects nothing: it tells a file that was cut off or changed on its way from one that is opened with the wrong words. The
 * words are spoken, so they are read without regard to capitals, hyphens and spaces.
 */
import * as v from 'valibot';
import { concatBytes, readUint32, uint32Bytes } from '../../crypto/byteFields.ts';
import { padContent, unpadContent } from '../../crypto/padme.ts';
import { isGeneratedPassphrase } from '../../crypto/passphrase.ts';
import { checkKdfCost, kdfFloor, passphraseKey } from '../../crypto/passphraseKey.ts';
import type { Sodium } from '../../crypto/sodium.ts';
import { fail, ok, type Result } from '../../errors/result.ts';
import { maxHandoverBytes } from './handoverLimits.ts';
import { type HandoverPackage, handoverPackageSchema } from './handoverPackage.ts';
import { handoverMagic as magic, handoverSuites as suites } from './sealedFile.ts';

export const handoverVersion = 1;
const ephemeralBytes = 32;
const at = { version: 8, suite: 9, ops: 10, mem: 14, salt: 18, nonce: 34, length: 58, commitment: 62, ciphertext: 94 } as const;
const digestBytes = 32;
/** A file travels on its own and is attacked at leisure, so its words cost more to try than an unlock. */
export const handoverCost = { opsLimit: 4, memLimitBytes: 256 * 1024 * 1024 } as const;

/** As the words were said: lower case, one space between. */
export const spokenWords = (typed: string): string => typed.normalize('NFKC').toLowerCase().split(/[\s\-–—.,;]+/u).filter((word) => word !== '').join(' ');

/** The two halves of a device's key pair for sealed boxes. */
export interface DeviceBox {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

interface HandoverKeys {
  readonly seal: Uint8Array;
  readonly commit: Uint8Array;
}

function keysOf(sodium: Sodium, words: string, cost: { readonly opsLimit: number; readonly memLimitBytes: number }, salt: Uint8Array): Result<HandoverKeys> {
  const key = passphraseKey(sodium, spokenWords(words), { ...cost, salt });
  if (!key.ok) return key;
  return ok(derivedFrom(sodium, key.value));
}

function derivedFrom(sodium: Sodium, key: Uint8Array): HandoverKeys {
  const derive = (name: string): Uint8Array => sodium.crypto_generichash(32, sodium.from_string(name), key);
  const keys = { seal: derive('fpc-handover-seal'), commit: derive('fpc-handover-commit') };
  sodium.memzero(key);
  return keys;
}

/** Null for a public key that leads nowhere, such as one of all zeros. */
function deviceKeys(sodium: Sodium, pair: { readonly secret: Uint8Array; readonly other: Uint8Array }, ephemeral: Uint8Array, device: Uint8Array, salt: Uint8Array): HandoverKeys | null {
  try {
    const shared = sodium.crypto_scalarmult(pair.secret, pair.other);
    const key = sodium.crypto_generichash(32, concatBytes(sodium.from_string('fpc-handover-device'), ephemeral, device, salt), shared);
    sodium.memzero(shared);
    return derivedFrom(sodium, key);
  } catch {
    return null;
  }
}

/** Seals a package with spoken words. Fails with `handover.weakWords` where they are not six of the list, `handover.tooLarge`. */
export function sealHandover(sodium: Sodium, content: HandoverPackage, words: string, cost: { readonly opsLimit: number; readonly memLimitBytes: number } = handoverCost): Result<Uint8Array> {
  if (!isGeneratedPassphrase(spokenWords(words))) return fail('handover.weakWords', 'never');
  const plain = padContent(sodium.from_string(JSON.stringify(content)));
  if (plain.byteLength > maxHandoverBytes - 1_024) return fail('handover.tooLarge', 'never');
  const salt = sodium.randombytes_buf(16);
  const keys = keysOf(sodium, words, cost, salt);
  return keys.ok ? ok(sealedFile(sodium, plain, suites.words, cost, salt, new Uint8Array(), keys.value)) : keys;
}

/** Seals a package to the key of a device. Fails with `handover.badKey`, `handover.tooLarge`. */
export function sealHandoverToDevice(sodium: Sodium, content: HandoverPackage, device: Uint8Array): Result<Uint8Array> {
  const plain = padContent(sodium.from_string(JSON.stringify(content)));
  if (plain.byteLength > maxHandoverBytes - 1_024) return fail('handover.tooLarge', 'never');
  const salt = sodium.randombytes_buf(16);
  const pair = sodium.crypto_box_keypair();
  const keys = deviceKeys(sodium, { secret: pair.privateKey, other: device }, pair.publicKey, device, salt);
  sodium.memzero(pair.privateKey);
  return keys === null ? fail('handover.badKey', 'never') : ok(sealedFile(sodium, plain, suites.device, { opsLimit: 0, memLimitBytes: 0 }, salt, pair.publicKey, keys));
}

function sealedFile(sodium: Sodium, plain: Uint8Array, suite: number, cost: { readonly opsLimit: number; readonly memLimitBytes: number }, salt: Uint8Array, ephemeral: Uint8Array, keys: HandoverKeys): Uint8Array {
  const nonce = sodium.randombytes_buf(24);
  const header = concatBytes(magic, Uint8Array.of(handoverVersion, suite), uint32Bytes(cost.opsLimit), uint32Bytes(cost.memLimitBytes / 1024), salt, nonce, uint32Bytes(ephemeral.byteLength + plain.byteLength + 16));
  const ciphertext = concatBytes(ephemeral, sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, header, null, nonce, keys.seal));
  const commitment = sodium.crypto_generichash(32, concatBytes(header, ciphertext), keys.commit);
  const file = concatBytes(header, commitment, ciphertext);
  return concatBytes(file, sodium.crypto_generichash(digestBytes, file, null));
}

/**
 * Opens a handover file. Fails with `handover.notHandover`, `handover.newerFormat`, `handover.truncated` (cut off or changed on its way),
 * `handover.wrongWords`, `handover.otherDevice` where it is sealed to a key that is not this device's.
 */
export function openHandover(sodium: Sodium, file: Uint8Array, words: string, device: DeviceBox | null = null): Result<HandoverPackage> {
  if (file.byteLength > maxHandoverBytes || file.byteLength < magic.byteLength || magic.some((byte, index) => file[index] !== byte)) return fail('handover.notHandover', 'never');
  if ((file[at.version] ?? 0) > handoverVersion || (file[at.suite] ?? 0) > suites.device) return fail('handover.newerFormat', 'never');
  if (file.byteLength < at.ciphertext + 16 + digestBytes || file.byteLength !== at.ciphertext + readUint32(file, at.length) + digestBytes) return fail('handover.truncated', 'never');
  const body = file.subarray(0, file.byteLength - digestBytes);
  if (!sodium.memcmp(sodium.crypto_generichash(digestBytes, body, null), file.subarray(body.byteLength))) return fail('handover.truncated', 'never');
  if (file[at.suite] === suites.device) return openForDevice(sodium, file, body, device);
  const cost = { opsLimit: readUint32(file, at.ops), memLimitBytes: readUint32(file, at.mem) * 1024 };
  if (!checkKdfCost(cost).ok) return fail('handover.truncated', 'never');
  const keys = keysOf(sodium, words, cost, file.slice(at.salt, at.nonce));
  if (!keys.ok) return keys;
  const header = file.subarray(0, at.commitment);
  const ciphertext = body.subarray(at.ciphertext);
  const commitment = sodium.crypto_generichash(32, concatBytes(header, ciphertext), keys.value.commit);
  if (!sodium.memcmp(commitment, file.subarray(at.commitment, at.ciphertext))) return fail('handover.wrongWords', 'now');
  return unsealed(sodium, ciphertext, header, file.subarray(at.nonce, at.length), keys.value.seal);
}

function openForDevice(sodium: Sodium, file: Uint8Array, body: Uint8Array, device: DeviceBox | null): Result<HandoverPackage> {
  const ciphertext = body.subarray(at.ciphertext);
  if (ciphertext.byteLength < ephemeralBytes + 16) return fail('handover.truncated', 'never');
  const ephemeral = ciphertext.slice(0, ephemeralBytes);
  const keys = device === null ? null : deviceKeys(sodium, { secret: device.secretKey, other: ephemeral }, ephemeral, device.publicKey, file.slice(at.salt, at.nonce));
  if (keys === null) return fail('handover.otherDevice', 'never');
  const header = file.subarray(0, at.commitment);
  const commitment = sodium.crypto_generichash(32, concatBytes(header, ciphertext), keys.commit);
  if (!sodium.memcmp(commitment, file.subarray(at.commitment, at.ciphertext))) return fail('handover.otherDevice', 'never');
  return unsealed(sodium, ciphertext.subarray(ephemeralBytes), header, file.subarray(at.nonce, at.length), keys.seal);
}

function unsealed(sodium: Sodium, ciphertext: Uint8Array, header: Uint8Array, nonce: Uint8Array, key: Uint8Array): Result<HandoverPackage> {
  try {
    const plain = unpadContent(sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, header, nonce, key));
    if (!plain.ok) return fail('handover.truncated', 'never');
    const parsed = v.safeParse(handoverPackageSchema, JSON.parse(sodium.to_string(plain.value)));
    return parsed.success ? ok(parsed.output) : fail('handover.newerFormat', 'never');
  } catch {
    return fail('handover.wrongWords', 'now');
  }
}

/** The least that opening accepts; tests use it to be quick. */
export const leastHandoverCost = kdfFloor;
