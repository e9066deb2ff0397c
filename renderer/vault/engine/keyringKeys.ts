import { envelopeKeys, keyBytes, openEnvelope, sealEnvelope, type EnvelopeKeys } from '../../../shared/crypto/envelope.ts';
import { indexKey } from '../../../shared/crypto/recordAddress.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { fail, type Result } from '../../../shared/errors/result.ts';

/** What is derived from the vault master key and kept while the vault is open; the master key itself is not. */
export interface KeyringKeys {
  readonly keyringKeys: EnvelopeKeys;
  readonly indexKey: Uint8Array;
}

const keyringEpoch = 1;

export const keysOf = (sodium: Sodium, masterKey: Uint8Array): KeyringKeys => ({ keyringKeys: envelopeKeys(sodium, sodium.crypto_generichash(keyBytes, sodium.from_string('fpc-keyring'), masterKey)), indexKey: indexKey(sodium, masterKey) });

const placeOf = (sodium: Sodium, vaultId: Uint8Array, name: string) => ({ vaultId, compartment: vaultId, epoch: keyringEpoch, place: sodium.from_string(name) });

/** `name`: what it is, so that one thing cannot be put in the place of another. */
export const sealWithKeyring = (sodium: Sodium, { keyringKeys }: KeyringKeys, vaultId: Uint8Array, name: string, content: Uint8Array): Uint8Array => sealEnvelope(sodium, keyringKeys, placeOf(sodium, vaultId, name), content);

/** Fails with `vault.damaged`, also where it was sealed with another key or under another name. */
export function openWithKeyring(sodium: Sodium, { keyringKeys }: KeyringKeys, vaultId: Uint8Array, name: string, envelope: Uint8Array): Result<Uint8Array> {
  const opened = openEnvelope(sodium, keyringKeys, placeOf(sodium, vaultId, name), envelope);
  return opened.ok ? opened : fail('vault.damaged', 'never');
}
