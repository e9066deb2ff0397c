import { fail, ok, type Result } from '../errors/result.ts';
import { normalisePassphrase } from './passphrase.ts';
import type { Sodium } from './sodium.ts';

const mebibyte = 1024 * 1024;

/** Cost of Argon2id (version 1.3, one lane). */
export interface KdfParameters {
  readonly opsLimit: number;
  readonly memLimitBytes: number;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
}

/** Below this no derivation runs, whatever a file or a caller asks for: a lowered cost is how a stolen vault would be made cheap to guess. */
export const kdfFloor = { opsLimit: 3, memLimitBytes: 64 * mebibyte } as const;
/** Above this a damaged or hostile file would only hang the program. */
export const kdfCeiling = { opsLimit: 32, memLimitBytes: 1024 * mebibyte } as const;

/** Answers `vault.kdfBelowFloor`, `vault.kdfAboveCeiling` or nothing against these costs. */
export function checkKdfCost(cost: Pick<KdfParameters, 'opsLimit' | 'memLimitBytes'>): Result<null> {
  if (!(cost.opsLimit >= kdfFloor.opsLimit && cost.memLimitBytes >= kdfFloor.memLimitBytes)) return fail('vault.kdfBelowFloor', 'never');
  if (!(cost.opsLimit <= kdfCeiling.opsLimit && cost.memLimitBytes <= kdfCeiling.memLimitBytes)) return fail('vault.kdfAboveCeiling', 'never');
  return ok(null);
}

/** Argon2id without the floor. Only for comparing implementations with each other; the vault calls passphraseKey. */
export const argon2idKey = (sodium: Sodium, passphrase: string, parameters: KdfParameters): Uint8Array =>
  sodium.crypto_pwhash(32, sodium.from_string(normalisePassphrase(passphrase)), parameters.salt, parameters.opsLimit, parameters.memLimitBytes, sodium.crypto_pwhash_ALG_ARGON2ID13);

/** 32 bytes from the passphrase. Takes a fifth of a second or more and blocks its thread. Fails as checkKdfCost does. */
export function passphraseKey(sodium: Sodium, passphrase: string, parameters: KdfParameters): Result<Uint8Array> {
  const allowed = checkKdfCost(parameters);
  return allowed.ok ? ok(argon2idKey(sodium, passphrase, parameters)) : allowed;
}
