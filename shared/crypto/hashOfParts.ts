import type { Sodium } from './sodium.ts';

const hashBytes = 32;

/** BLAKE2b-256 over the parts as if they were joined, without joining them: records may have megabytes. */
export function hashOfParts(sodium: Sodium, key: Uint8Array | null, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = sodium.crypto_generichash_init(key, hashBytes);
  for (const part of parts) sodium.crypto_generichash_update(state, part);
  return sodium.crypto_generichash_final(state, hashBytes);
}
