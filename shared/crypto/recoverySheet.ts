/**
 * The words of a recovery sheet: 32 random bytes and a checksum of two bytes, written as one number in the base of the word list. 24 words.
 * The checksum tells a misread word from a sheet of another vault, which fails only at its slot.
 */
import { fail, ok, type Result } from '../errors/result.ts';
import { passphraseWords } from './passphraseWords.ts';
import type { Sodium } from './sodium.ts';

export const recoveryKeyBytes = 32;
export const recoveryWordCount = 24;
const checksumBytes = 2;
const base = BigInt(passphraseWords.length);
const places = new Map(passphraseWords.map((word, index) => [word, BigInt(index)]));

const checksum = (sodium: Sodium, key: Uint8Array): Uint8Array => sodium.crypto_generichash(32, key, sodium.from_string('fpc-recovery-checksum')).subarray(0, checksumBytes);

/** The sheet's words for a key of 32 bytes. */
export function recoveryWords(sodium: Sodium, key: Uint8Array): readonly string[] {
  let value = BigInt(`0x${sodium.to_hex(key)}${sodium.to_hex(checksum(sodium, key))}`);
  const words: string[] = [];
  for (let place = 0; place < recoveryWordCount; place++) {
    words.unshift(passphraseWords[Number(value % base)] ?? '');
    value /= base;
  }
  return words;
}

/** Words as they were typed: in any case, with numbers and signs between them. */
export const typedRecoveryWords = (typed: string): string[] => typed.normalize('NFKC').toLowerCase().split(/[^a-z]+/).filter((word) => word !== '');

/**
 * Reads the key back. Fails with `vault.sheetWordCount` (details: `count`, `expected`), `vault.sheetWordUnknown` (details: `place` from 1) and
 * `vault.sheetChecksum`, where the words are of the list but not those of any sheet.
 */
export function recoveryKey(sodium: Sodium, typed: string): Result<Uint8Array> {
  const words = typedRecoveryWords(typed);
  const unknown = words.findIndex((word) => !places.has(word));
  if (unknown >= 0) return fail('vault.sheetWordUnknown', 'now', { place: unknown + 1 });
  if (words.length !== recoveryWordCount) return fail('vault.sheetWordCount', 'now', { count: words.length, expected: recoveryWordCount });
  let value = 0n;
  for (const word of words) value = value * base + (places.get(word) ?? 0n);
  const hex = value.toString(16).padStart((recoveryKeyBytes + checksumBytes) * 2, '0');
  if (hex.length !== (recoveryKeyBytes + checksumBytes) * 2) return fail('vault.sheetChecksum', 'now');
  const bytes = sodium.from_hex(hex);
  const key = bytes.slice(0, recoveryKeyBytes);
  return sodium.memcmp(checksum(sodium, key), bytes.subarray(recoveryKeyBytes)) ? ok(key) : fail('vault.sheetChecksum', 'now');
}
