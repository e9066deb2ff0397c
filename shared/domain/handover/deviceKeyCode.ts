/**
 * A device's public key as text that can be sent by mail, put on a stick or typed. It is no secret. Crockford's base32, which leaves out
 * I, L, O and U; the last seven characters are a checksum, so a slip of the hand is noticed before anything is sealed to it.
 *
 *   FPK1-XXXX-XXXX-…    32 bytes of X25519 key and 4 bytes of BLAKE2b over them, 58 characters
 *
 * That the key is the successor's own is not in the code: both read the fingerprint to each other.
 */
import type { Sodium } from '../../crypto/sodium.ts';
import { concatBytes } from '../../crypto/byteFields.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefix = 'FPK1';
const keyBytes = 32;
const checkBytes = 4;
const codeLength = Math.ceil(((keyBytes + checkBytes) * 8) / 5);

const checksum = (sodium: Sodium, key: Uint8Array): Uint8Array => sodium.crypto_generichash(16, concatBytes(sodium.from_string('fpc-device-key'), key), null).slice(0, checkBytes);

export function deviceKeyCode(sodium: Sodium, key: Uint8Array): string {
  let bits = '';
  for (const byte of concatBytes(key, checksum(sodium, key))) bits += byte.toString(2).padStart(8, '0');
  const letters = Array.from({ length: codeLength }, (_, place) => alphabet[Number.parseInt(bits.slice(place * 5, place * 5 + 5).padEnd(5, '0'), 2)] ?? '').join('');
  return [prefix, ...(letters.match(/.{1,4}/g) ?? [])].join('-');
}

/** Whether a text is meant to be such a code, right or wrong. */
export const looksLikeKeyCode = (text: string): boolean => text.trim().toUpperCase().startsWith(prefix);

/** The key; null where the code is not whole or has a wrong character. */
export function parseDeviceKeyCode(sodium: Sodium, text: string): Uint8Array | null {
  const letters = text.toUpperCase().replace(/[\s\-–—.]+/g, '');
  if (!letters.startsWith(prefix)) return null;
  const values = [...letters.slice(prefix.length)].map((letter) => alphabet.indexOf(letter.replace('O', '0').replace(/[IL]/, '1')));
  if (values.length !== codeLength || values.includes(-1)) return null;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from({ length: keyBytes + checkBytes }, (_, place) => Number.parseInt(bits.slice(place * 8, place * 8 + 8), 2));
  const key = bytes.subarray(0, keyBytes);
  return sodium.memcmp(checksum(sodium, key), bytes.subarray(keyBytes)) && !/1/.test(bits.slice((keyBytes + checkBytes) * 8)) ? key.slice() : null;
}

/** What two people read to each other: six groups of five digits (99 bits) that follow from the key. */
export function keyFingerprint(sodium: Sodium, key: Uint8Array): string {
  const hash = sodium.crypto_generichash(24, concatBytes(sodium.from_string('fpc-device-fingerprint'), key), null);
  return Array.from({ length: 6 }, (_, group) => {
    const [a = 0, b = 0, c = 0, d = 0] = hash.subarray(group * 4, group * 4 + 4);
    return String((((a * 256 + b) * 256 + c) * 256 + d) % 100_000).padStart(5, '0');
  }).join(' ');
}
