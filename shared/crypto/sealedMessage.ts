/**
 * A message to one recipient, as it crosses. Whoever carries it learns to which key it is sealed and roughly how long it is. Version 1:
 *
 *   offset  0  version     1 byte   1
 *           1  recipient  32 bytes  X25519 public key that it is sealed to
 *          33  sealed               libsodium sealed box (X25519, XSalsa20-Poly1305) around the padded content
 *
 * Content, padded by PADME: sender's Ed25519 key 32 | sender's X25519 key 32 | signature 64 | body.
 * signed = "fpc-message-1" | message id | recipient | sender's Ed25519 key | sender's X25519 key | BLAKE2b-256(body), each preceded by its length.
 *
 * The signature names the recipient, so that whoever opened a message cannot hand it on as if it had been written to somebody else.
 */
import { fail, ok, type Result } from '../errors/result.ts';
import { concatBytes, delimitedBytes } from './byteFields.ts';
import { padContent, unpadContent } from './padme.ts';
import type { Sodium } from './sodium.ts';

const messageVersion = 1;
const sealedAt = 33;
const bodyAt = 128;

/** Both pairs of one person or desk; hexadecimal. */
export interface MessageKeys {
  readonly signKey: string;
  readonly signSecret: string;
  readonly boxKey: string;
  readonly boxSecret: string;
}

export function newMessageKeys(sodium: Sodium): MessageKeys {
  const sign = sodium.crypto_sign_keypair('hex');
  const box = sodium.crypto_box_keypair('hex');
  return { signKey: sign.publicKey, signSecret: sign.privateKey, boxKey: box.publicKey, boxSecret: box.privateKey };
}

/** What people read out to each other: the first 40 digits of BLAKE2b over both public keys, in groups of four. */
export function keyFingerprint(sodium: Sodium, keys: { readonly boxKey: string; readonly signKey: string }): string {
  const hash = sodium.crypto_generichash(20, delimitedBytes(sodium.from_string('fpc-key-1'), sodium.from_hex(keys.boxKey), sodium.from_hex(keys.signKey)), null, 'hex');
  return (hash.match(/.{4}/gu) ?? []).join(' ');
}

const signedBytes = (sodium: Sodium, id: string, recipient: Uint8Array, signKey: Uint8Array, boxKey: Uint8Array, body: Uint8Array): Uint8Array =>
  delimitedBytes(sodium.from_string('fpc-message-1'), sodium.from_hex(id), recipient, signKey, boxKey, sodium.crypto_generichash(32, body, null));

/** @param id 16 random bytes in hexadecimal, one for each recipient */
export function sealMessage(sodium: Sodium, id: string, sender: MessageKeys, recipientBoxKey: string, body: Uint8Array): Uint8Array {
  const recipient = sodium.from_hex(recipientBoxKey);
  const [signKey, boxKey] = [sodium.from_hex(sender.signKey), sodium.from_hex(sender.boxKey)];
  const signature = sodium.crypto_sign_detached(signedBytes(sodium, id, recipient, signKey, boxKey, body), sodium.from_hex(sender.signSecret));
  const content = padContent(concatBytes(signKey, boxKey, signature, body));
  return concatBytes(Uint8Array.of(messageVersion), recipient, sodium.crypto_box_seal(content, recipient));
}

export interface OpenedMessage {
  readonly signKey: string;
  readonly boxKey: string;
  readonly body: Uint8Array;
}

/** The key that it is sealed to; null for what is no message of this version. */
export const messageRecipient = (sodium: Sodium, bytes: Uint8Array): string | null => (bytes[0] === messageVersion && bytes.byteLength > sealedAt ? sodium.to_hex(bytes.subarray(1, sealedAt)) : null);

/** Fails with `message.newerFormat`, `message.otherKey`, or `message.tampered` where it does not open or its signature does not fit. */
export function openMessage(sodium: Sodium, id: string, keys: Pick<MessageKeys, 'boxKey' | 'boxSecret'>, bytes: Uint8Array): Result<OpenedMessage> {
  if (bytes.byteLength > 0 && bytes[0] !== messageVersion) return fail('message.newerFormat', 'never');
  const recipientKey = messageRecipient(sodium, bytes);
  if (recipientKey === null) return fail('message.tampered', 'never');
  if (recipientKey !== keys.boxKey) return fail('message.otherKey', 'never');
  const recipient = sodium.from_hex(keys.boxKey);
  let padded: Uint8Array;
  try {
    padded = sodium.crypto_box_seal_open(bytes.subarray(sealedAt), recipient, sodium.from_hex(keys.boxSecret));
  } catch {
    return fail('message.tampered', 'never');
  }
  const content = unpadContent(padded);
  if (!content.ok || content.value.byteLength < bodyAt) return fail('message.tampered', 'never');
  const [signKey, boxKey, signature, body] = [content.value.subarray(0, 32), content.value.subarray(32, 64), content.value.subarray(64, bodyAt), content.value.slice(bodyAt)];
  const isSigned = sodium.crypto_sign_verify_detached(signature, signedBytes(sodium, id, recipient, signKey, boxKey, body), signKey);
  return isSigned ? ok({ signKey: sodium.to_hex(signKey), boxKey: sodium.to_hex(boxKey), body }) : fail('message.tampered', 'never');
}
