import type { Sodium } from '../../../shared/crypto/sodium.ts';

/** Whether an Ed25519 key made this signature, both in hexadecimal. Anything that is neither is no signature. */
export function isSignedText(sodium: Sodium, signKey: string, text: string | Uint8Array, signature: string): boolean {
  try {
    return sodium.crypto_sign_verify_detached(sodium.from_hex(signature), text, sodium.from_hex(signKey));
  } catch {
    return false;
  }
}
