import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js';
import { argon2id as wasmArgon2id } from 'hash-wasm';
import sodium from 'libsodium-wrappers-sumo';
import { describe, expect, it } from 'vitest';
import { argon2idKey, checkKdfCost, kdfFloor, passphraseKey } from './passphraseKey.ts';

await sodium.ready;
const kibibyte = 1024;
const salt = sodium.from_hex('000102030405060708090a0b0c0d0e0f');
const code = (cost: { opsLimit: number; memLimitBytes: number }) => {
  const result = checkKdfCost(cost);
  return result.ok ? 'ok' : result.error.code;
};

describe('the key of a passphrase', () => {
  it('is the same by libsodium, hash-wasm and noble', async () => {
    for (const [passphrase, opsLimit, memoryKib] of [['anchor velvet orchard', 3, 64], ['', 1, 8], ['كلمة سرّية', 2, 256]] as const) {
      const own = argon2idKey(sodium, passphrase, { opsLimit, memLimitBytes: memoryKib * kibibyte, salt });
      expect(nobleArgon2id(new TextEncoder().encode(passphrase.normalize('NFKC')), salt, { t: opsLimit, m: memoryKib, p: 1, dkLen: 32 })).toEqual(own);
      if (passphrase !== '') expect(await wasmArgon2id({ password: passphrase.normalize('NFKC'), salt, iterations: opsLimit, memorySize: memoryKib, parallelism: 1, hashLength: 32, outputType: 'binary' })).toEqual(own);
    }
  });

  it('agrees with hash-wasm at the real floor', async () => {
    const own = passphraseKey(sodium, 'anchor velvet orchard', { ...kdfFloor, salt });
    const other = await wasmArgon2id({ password: 'anchor velvet orchard', salt, iterations: 3, memorySize: 64 * kibibyte, parallelism: 1, hashLength: 32, outputType: 'binary' });
    expect(own).toEqual({ ok: true, value: other });
  });

  it('is not made below the floor or above the ceiling', () => {
    expect(code(kdfFloor)).toBe('ok');
    expect(code({ ...kdfFloor, opsLimit: 2 })).toBe('vault.kdfBelowFloor');
    expect(code({ ...kdfFloor, memLimitBytes: kdfFloor.memLimitBytes - 1 })).toBe('vault.kdfBelowFloor');
    expect(code({ opsLimit: Number.NaN, memLimitBytes: Number.NaN })).toBe('vault.kdfBelowFloor');
    expect(code({ ...kdfFloor, opsLimit: 33 })).toBe('vault.kdfAboveCeiling');
    const refused = passphraseKey(sodium, 'x', { opsLimit: 1, memLimitBytes: 8 * kibibyte, salt });
    expect(refused.ok).toBe(false);
  });
});
