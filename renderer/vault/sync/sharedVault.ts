/** What a further device of the same person needs to have the same vault. It leaves the worker only sealed to that device's key. */
import * as v from 'valibot';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { compartmentKeysSchema, revokedSchema, rosterSchema, rotationsSchema } from './syncHeader.ts';

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u')));

const sharedVaultSchema = v.looseObject({
  format: v.literal(1),
  vaultId: hex(32),
  masterKey: hex(64),
  personal: hex(32),
  compartments: compartmentKeysSchema,
  /** The devices whose records the new one may believe. */
  roster: rosterSchema,
  rotations: v.optional(rotationsSchema),
  revoked: v.optional(revokedSchema),
});
export type SharedVault = v.InferOutput<typeof sharedVaultSchema>;

export const encodeSharedVault = (sodium: Sodium, shared: SharedVault): Uint8Array => sodium.from_string(JSON.stringify(shared));

/** Fails with `pairing.contentUnknown`. */
export function decodeSharedVault(sodium: Sodium, bytes: Uint8Array): Result<SharedVault> {
  try {
    const parsed = v.safeParse(sharedVaultSchema, JSON.parse(sodium.to_string(bytes)));
    return parsed.success ? ok(parsed.output) : fail('pairing.contentUnknown', 'never');
  } catch {
    return fail('pairing.contentUnknown', 'never');
  }
}
