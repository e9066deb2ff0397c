import { createPrivateKey, createPublicKey, diffieHellman, verify } from 'node:crypto';
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { blake2b } from '@noble/hashes/blake2.js';
import sodium from 'libsodium-wrappers-sumo';
import { expect, it } from 'vitest';
import { keyFingerprint, messageRecipient, newMessageKeys, openMessage, sealMessage } from './sealedMessage.ts';

await sodium.ready;
const id = 'ab'.repeat(16);
const [sender, recipient, other] = [newMessageKeys(sodium), newMessageKeys(sodium), newMessageKeys(sodium)];
const body = sodium.from_string('What was agreed on Tuesday holds.');
const sealed = sealMessage(sodium, id, sender, recipient.boxKey, body);

it('opens for its recipient and says who signed it', () => {
  expect(messageRecipient(sodium, sealed)).toBe(recipient.boxKey);
  expect(openMessage(sodium, id, recipient, sealed)).toMatchObject({ ok: true, value: { signKey: sender.signKey, boxKey: sender.boxKey, body } });
  expect(openMessage(sodium, id, other, sealed)).toMatchObject({ ok: false, error: { code: 'message.otherKey' } });
});

it('hides the length of a text within the steps of its padding', () => {
  const length = (text: string): number => sealMessage(sodium, id, sender, recipient.boxKey, sodium.from_string(text)).byteLength;
  expect(length('Yes.')).toBe(length('No, and this is why I think so.'));
});

it('refuses every changed byte, another id, and what was cut off', () => {
  for (let at = 0; at < sealed.byteLength; at += 1) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openMessage(sodium, id, recipient, changed).ok, `byte ${at}`).toBe(false);
  }
  expect(openMessage(sodium, 'cd'.repeat(16), recipient, sealed)).toMatchObject({ error: { code: 'message.tampered' } });
  for (const length of [0, 1, 32, 33, 40, sealed.byteLength - 1]) expect(openMessage(sodium, id, recipient, sealed.subarray(0, length)).ok).toBe(false);
  expect(openMessage(sodium, id, recipient, Uint8Array.of(2, ...sealed.subarray(1)))).toMatchObject({ error: { code: 'message.newerFormat' } });
});

it('cannot be handed on as if it had been written to somebody else', () => {
  const opened = sodium.crypto_box_seal_open(sealed.subarray(33), sodium.from_hex(recipient.boxKey), sodium.from_hex(recipient.boxSecret));
  const handedOn = new Uint8Array([1, ...sodium.from_hex(other.boxKey), ...sodium.crypto_box_seal(opened, sodium.from_hex(other.boxKey))]);
  expect(openMessage(sodium, id, other, handedOn)).toMatchObject({ error: { code: 'message.tampered' } });
});

it('has a fingerprint that depends on both keys', () => {
  expect(keyFingerprint(sodium, recipient)).toMatch(/^(?:[0-9a-f]{4} ){9}[0-9a-f]{4}$/u);
  expect(keyFingerprint(sodium, { ...recipient, signKey: other.signKey })).not.toBe(keyFingerprint(sodium, recipient));
});

it('opens with a second implementation, from the description alone', () => {
  const der = (prefix: string, key: string): Buffer => Buffer.from(prefix + key, 'hex');
  const [ephemeral, box] = [sealed.subarray(33, 65), sealed.subarray(65)];
  const shared = diffieHellman({
    privateKey: createPrivateKey({ key: der('302e020100300506032b656e04220420', recipient.boxSecret), format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: der('302a300506032b656e032100', Buffer.from(ephemeral).toString('hex')), format: 'der', type: 'spki' }),
  });
  const words = (bytes: Uint8Array): Uint32Array => new Uint32Array(bytes.slice().buffer);
  const key = new Uint32Array(8);
  hsalsa(words(new TextEncoder().encode('expand 32-byte k')), words(new Uint8Array(shared)), words(new Uint8Array(16)), key);
  const nonce = blake2b(Uint8Array.from([...ephemeral, ...Buffer.from(recipient.boxKey, 'hex')]), { dkLen: 24 });
  const padded = xsalsa20poly1305(new Uint8Array(key.buffer), nonce).decrypt(box);
  const content = padded.subarray(4, 4 + Buffer.from(padded).readUInt32BE(0));
  const found = content.subarray(128);
  expect(Buffer.from(found).toString('utf8')).toBe('What was agreed on Tuesday holds.');
  const field = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const signed = Buffer.concat([new TextEncoder().encode('fpc-message-1'), Buffer.from(id, 'hex'), Buffer.from(recipient.boxKey, 'hex'), content.subarray(0, 32), content.subarray(32, 64), blake2b(found, { dkLen: 32 })].map(field));
  const signKey = createPublicKey({ key: der('302a300506032b6570032100', Buffer.from(content.subarray(0, 32)).toString('hex')), format: 'der', type: 'spki' });
  expect(verify(null, signed, signKey, content.subarray(64, 128))).toBe(true);
});
