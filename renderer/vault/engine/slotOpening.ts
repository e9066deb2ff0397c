/** From a passphrase or the words of a recovery sheet to the vault master key, by way of the slots that could take it. */
import { checkKdfCost, passphraseKey, type KdfParameters } from '../../../shared/crypto/passphraseKey.ts';
import { recoveryKey } from '../../../shared/crypto/recoverySheet.ts';
import { isPassphraseSlot, isQuickSlot, isRecoverySlot, slotKdf, unwrapPassphraseSlot, unwrapQuickSlot, unwrapRecoverySlot, type SlotFile } from '../../../shared/crypto/slotFile.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';

export interface Derivation {
  readonly sodium: Sodium;
  /** In place of Argon2id, for tests that are about something else. The floor is checked all the same. */
  readonly derive?: (passphrase: string, parameters: KdfParameters) => Uint8Array;
  /** What the system's key store gave out for this device; for slots that need it. */
  readonly deviceSecret?: Uint8Array | null;
}

export interface OpenedSlot {
  readonly slotId: string;
  /** For the caller to use and overwrite. */
  readonly masterKey: Uint8Array;
}

/** Fails as checkKdfCost does. */
export function derivePassphrase(around: Derivation, passphrase: string, kdf: KdfParameters): Result<Uint8Array> {
  const allowed = checkKdfCost(kdf);
  if (!allowed.ok) return allowed;
  return around.derive === undefined ? passphraseKey(around.sodium, passphrase, kdf) : ok(around.derive(passphrase, kdf));
}

/** Opens with the key that the system's key store keeps. Fails with `vault.quickGone`. */
export function openByQuickKey({ sodium }: Derivation, file: SlotFile, key: Uint8Array): Result<OpenedSlot> {
  for (const slot of file.slots.filter(isQuickSlot)) {
    const opened = unwrapQuickSlot(sodium, sodium.from_hex(file.vaultId), slot, key);
    if (opened.ok) return ok({ slotId: slot.id, masterKey: opened.value });
  }
  return fail('vault.quickGone', 'never');
}

/** Tries every passphrase slot. Fails with `vault.wrongPassphrase`, `vault.deviceSecretMissing`, `vault.damaged`, or as checkKdfCost does. */
export function openByPassphrase(around: Derivation, file: SlotFile, passphrase: string): Result<OpenedSlot> {
  const { sodium } = around;
  let last: Result<OpenedSlot> = fail('vault.damaged', 'never');
  for (const slot of file.slots.filter(isPassphraseSlot)) {
    const kdf = slotKdf(sodium, slot);
    const derived = kdf.ok ? derivePassphrase(around, passphrase, kdf.value) : kdf;
    if (!derived.ok) {
      last = derived;
      continue;
    }
    const opened = unwrapPassphraseSlot(sodium, sodium.from_hex(file.vaultId), slot, derived.value, around.deviceSecret ?? null);
    sodium.memzero(derived.value);
    if (opened.ok) return ok({ slotId: slot.id, masterKey: opened.value });
    last = opened;
  }
  return last;
}

/** Tries every recovery slot. Fails as recoveryKey does, with `vault.noSheet` where none was made, with `vault.wrongSheet`, `vault.damaged`. */
export function openBySheet({ sodium }: Derivation, file: SlotFile, words: string): Result<OpenedSlot> {
  const key = recoveryKey(sodium, words);
  if (!key.ok) return key;
  let last: Result<OpenedSlot> = fail('vault.noSheet', 'never');
  for (const slot of file.slots.filter(isRecoverySlot)) {
    const opened = unwrapRecoverySlot(sodium, sodium.from_hex(file.vaultId), slot, key.value);
    if (opened.ok) {
      sodium.memzero(key.value);
      return ok({ slotId: slot.id, masterKey: opened.value });
    }
    last = opened;
  }
  sodium.memzero(key.value);
  return last;
}
