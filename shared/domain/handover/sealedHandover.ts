/**
 * The sealed form of a handover. Layout, version 1 (numbers are big endian):
 *
 *   offset  0  magic        8 bytes  "FPCHAND" and a zero
 *           8  version      1 byte   1
 *           9  suite        1 byte   1 = Argon2id 1.3, XChaCha20-Poly1305-IETF, keyed BLAKE2b
 *          10  opsLimit     4 bytes
 *          14  memLimit     4 bytes  in KiB
 *          18  salt        16 bytes  random
 *          34  nonce       24 bytes  random
 *          58  length       4 bytes  of the ciphertext
 *          62  commitment  32 bytes  BLAKE2b-256 keyed with the second key, over bytes 0 to 61 and the ciphertext
 *          94  ciphertext           padded JSON, 16-byte tag at the end; associated data: bytes 0 to 61
 *        then  digest      32 bytes  BLAKE2b-256 of everything before, without a key
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

export const handoverVersion = 1;
const suite = 1;
const magic = Uint8Array.of(0x46, 0x50, 0x43, 0x48, 0x41, 0x4e, 0x44, 0);
const at = { version: 8, suite: 9, ops: 10, mem: 14, salt: 18, nonce: 34, length: 58, commitment: 62, ciphertext: 94 } as const;
const digestBytes = 32;
/** A file travels on its own and is attacked at leisure, so its words cost more to try than an unlock. */
export const handoverCost = { opsLimit: 4, memLimitBytes: 256 * 1024 * 1024 } as const;

/** As the words were said: lower case, one space between. */
export const spokenWords = (typed: string): string => typed.normalize('NFKC').toLowerCase().split(/[\s\-–—.,;]+/u).filter((word) => word !== '').join(' ');

interface HandoverKeys {
  readonly seal: Uint8Array;
  readonly commit: Uint8Array;
}

function keysOf(sodium: Sodium, words: string, cost: { readonly opsLimit: number; readonly memLimitBytes: number }, salt: Uint8Array): Result<HandoverKeys> {
  const key = passphraseKey(sodium, spokenWords(words), { ...cost, salt });
  if (!key.ok) return key;
  const derive = (name: string): Uint8Array => sodium.crypto_generichash(32, sodium.from_string(name), key.value);
  const keys = { seal: derive('fpc-handover-seal'), commit: derive('fpc-handover-commit') };
  sodium.memzero(key.value);
  return ok(keys);
}

/** Seals a package with spoken words. Fails with `handover.weakWords` where they are not six of the list, `handover.tooLarge`. */
export function sealHandover(sodium: Sodium, content: HandoverPackage, words: string, cost: { readonly opsLimit: number; readonly memLimitBytes: number } = handoverCost): Result<Uint8Array> {
  if (!isGeneratedPassphrase(spokenWords(words))) return fail('handover.weakWords', 'never');
  const plain = padContent(sodium.from_string(JSON.stringify(content)));
  if (plain.byteLength > maxHandoverBytes - 1_024) return fail('handover.tooLarge', 'never');
  const salt = sodium.randombytes_buf(16);
  const nonce = sodium.randombytes_buf(24);
  const keys = keysOf(sodium, words, cost, salt);
  if (!keys.ok) return keys;
  const header = concatBytes(magic, Uint8Array.of(handoverVersion, suite), uint32Bytes(cost.opsLimit), uint32Bytes(cost.memLimitBytes / 1024), salt, nonce, uint32Bytes(plain.byteLength + 16));
  const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, header, null, nonce, keys.value.seal);
  const commitment = sodium.crypto_generichash(32, concatBytes(header, ciphertext), keys.value.commit);
  const file = concatBytes(header, commitment, ciphertext);
  return ok(concatBytes(file, sodium.crypto_generichash(digestBytes, file, null)));
}

/**
 * Opens a handover file. Fails with `handover.notHandover`, `handover.newerFormat`, `handover.truncated` (cut off or changed on its way),
 * `handover.wrongWords`.
 */
export function openHandover(sodium: Sodium, file: Uint8Array, words: string): Result<HandoverPackage> {
  if (file.byteLength > maxHandoverBytes || file.byteLength < magic.byteLength || magic.some((byte, index) => file[index] !== byte)) return fail('handover.notHandover', 'never');
  if ((file[at.version] ?? 0) > handoverVersion || (file[at.suite] ?? 0) > suite) return fail('handover.newerFormat', 'never');
  if (file.byteLength < at.ciphertext + 16 + digestBytes || file.byteLength !== at.ciphertext + readUint32(file, at.length) + digestBytes) return fail('handover.truncated', 'never');
  const body = file.subarray(0, file.byteLength - digestBytes);
  if (!sodium.memcmp(sodium.crypto_generichash(digestBytes, body, null), file.subarray(body.byteLength))) return fail('handover.truncated', 'never');
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
