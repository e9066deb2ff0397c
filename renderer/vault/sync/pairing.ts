/**
 * A further device of the same person. The device that has the vault makes a code and shows it; the code goes by hand or by camera to the
 * new device and never to the server. From the code both derive, by keyed BLAKE2b:
 *
 *   pairing id   under which the server keeps the place
 *   pickup       what the new device shows the server; the server knows its SHA-256
 *   proof key    proves to the first device that the keys that ask are those of whoever holds the code
 *   seal key     outer seal of the answer, so that it can only come from a holder of the code
 *
 * The answer is sealed to the new device's box key inside and with the seal key outside: the server holds neither. Both screens show one
 * number made from the code and the new device's keys; that it is the same rules out that someone else read the code and was quicker.
 */
import { concatBytes, delimitedBytes } from '../../../shared/crypto/byteFields.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { pairingText, type PairingRequest } from '../../../shared/contracts/pairingApi.ts';
import { invitationCodeEntropyBytes, makeInvitationCode } from '../../../shared/domain/invitationCode.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { isSignedText } from './signedText.ts';
import { decodeSharedVault, encodeSharedVault, type SharedVault } from './sharedVault.ts';

export interface Pairing {
  readonly pairingId: string;
  readonly pickup: string;
  readonly pickupHash: string;
  readonly proofKey: Uint8Array;
  readonly sealKey: Uint8Array;
}

/** Public halves and, on the new device, the private one of the box. Hexadecimal. */
export type AskingDevice = Omit<PairingRequest, 'proof' | 'signature'>;

/** A code as it is shown, with 130 random bits of secret and a checksum. */
export const newPairingCode = (sodium: Sodium): string => makeInvitationCode(sodium.randombytes_buf(invitationCodeEntropyBytes));

/** `code`: without hyphens, as parsed and checked. */
export function pairingOf(sodium: Sodium, code: string): Pairing {
  const secret = sodium.crypto_generichash(32, sodium.from_string(`fpc-pairing\n${code}`), null);
  const derive = (purpose: string, bytes: number): Uint8Array => sodium.crypto_generichash(bytes, sodium.from_string(purpose), secret);
  const pickup = derive('pickup', 32);
  return { pairingId: sodium.to_hex(derive('id', 16)), pickup: sodium.to_hex(pickup), pickupHash: sodium.crypto_hash_sha256(pickup, 'hex'), proofKey: derive('proof', 32), sealKey: derive('seal', 32) };
}

const askedBytes = (sodium: Sodium, { signKey, boxKey, deviceName }: AskingDevice): Uint8Array => delimitedBytes(sodium.from_hex(signKey), sodium.from_hex(boxKey), sodium.from_string(deviceName));

export const pairingProof = (sodium: Sodium, pairing: Pairing, device: AskingDevice): string => sodium.crypto_generichash(32, askedBytes(sodium, device), pairing.proofKey, 'hex');

/** Signs that the asking device holds the private half of the key that it shows. */
export const pairingSignature = (sodium: Sodium, pairing: Pairing, device: AskingDevice, signSecret: string): string => sodium.crypto_sign_detached(pairingText(pairing.pairingId, device), sodium.from_hex(signSecret), 'hex');

/** Fails with `pairing.forged` where whoever asks does not hold the code, or not the private half of the key that they show. */
export function checkPairingRequest(sodium: Sodium, pairing: Pairing, request: PairingRequest): Result<AskingDevice> {
  const { proof, signature, ...device } = request;
  const holdsCode = sodium.memcmp(sodium.from_hex(pairingProof(sodium, pairing, device)), sodium.from_hex(proof));
  return holdsCode && signature !== undefined && isSignedText(sodium, device.signKey, pairingText(pairing.pairingId, device), signature) ? ok(device) : fail('pairing.forged', 'never');
}

/** Eight digits in two groups, the same on both screens. */
export function compareNumber(sodium: Sodium, pairing: Pairing, device: AskingDevice): string {
  const hash = sodium.crypto_generichash(16, concatBytes(sodium.from_string('compare'), askedBytes(sodium, device)), pairing.proofKey);
  const number = hash.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0) % 100_000_000;
  const digits = String(number).padStart(8, '0');
  return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}

export function sealSharedVault(sodium: Sodium, pairing: Pairing, device: AskingDevice, shared: SharedVault): string {
  const inner = sodium.crypto_box_seal(encodeSharedVault(sodium, shared), sodium.from_hex(device.boxKey));
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  return sodium.to_hex(concatBytes(nonce, sodium.crypto_secretbox_easy(inner, nonce, pairing.sealKey)));
}

/** Fails with `pairing.forged` where it was not sealed by a holder of the code for this device, else as decodeSharedVault does. */
export function openSharedVault(sodium: Sodium, pairing: Pairing, keys: { readonly boxKey: string; readonly boxSecret: string }, sealed: string): Result<SharedVault> {
  try {
    const bytes = sodium.from_hex(sealed);
    const inner = sodium.crypto_secretbox_open_easy(bytes.subarray(sodium.crypto_secretbox_NONCEBYTES), bytes.subarray(0, sodium.crypto_secretbox_NONCEBYTES), pairing.sealKey);
    return decodeSharedVault(sodium, sodium.crypto_box_seal_open(inner, sodium.from_hex(keys.boxKey), sodium.from_hex(keys.boxSecret)));
  } catch {
    return fail('pairing.forged', 'never');
  }
}
