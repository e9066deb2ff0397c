/**
 * The sealed form of everything that is stored. Layout, version 1:
 *
 *   offset  0  version       1 byte   1
 *           1  suite         1 byte   1 = XChaCha20-Poly1305-IETF, keyed BLAKE2b
 *           2  compartment  16 bytes  whose key sealed it
 *          18  epoch         4 bytes  which key of that compartment, big endian
 *          22  nonce        24 bytes  random
 *          46  commitment   32 bytes
 *          78  ciphertext             padded content, 16-byte tag at the end
 *
 * associated data = version | suite | vault id (16) | compartment (16) | epoch (4) | place, where `place` names the one spot at which the
 * envelope may stand. Two keys come from the compartment key by keyed BLAKE2b: `fpc-envelope-seal` and `fpc-envelope-commit`.
 * commitment = BLAKE2b-256 keyed with the second, over nonce | length of associated data (4) | associated data | tag. An AEAD alone does not
 * commit to its key: without this, one ciphertext could be made to open differently under two keys. The tag stands for the ciphertext, so
 * that it is read once and not twice (after CTX of Chan and Rogaway, "On Committing Authenticated Encryption", 2022).
 */
import { fail, ok, type Result } from '../errors/result.ts';
import { concatBytes, readUint32, uint32Bytes } from './byteFields.ts';
import { padContentIn, paddedLength, unpadContent } from './padme.ts';
import type { Sodium } from './sodium.ts';

export const envelopeVersion = 1;
export const envelopeSuite = 1;
export const keyBytes = 32;
const nonceBytes = 24;
const tagBytes = 16;
const commitmentBytes = 32;
const offsets = { compartment: 2, epoch: 18, nonce: 22, commitment: 46, ciphertext: 78 } as const;

/** The two working keys of one compartment and epoch. */
export interface EnvelopeKeys {
  readonly seal: Uint8Array;
  readonly commit: Uint8Array;
}

/** Where an envelope stands and whose key it uses. All of it is authenticated. */
export interface EnvelopePlace {
  readonly vaultId: Uint8Array;
  readonly compartment: Uint8Array;
  readonly epoch: number;
  /** Canonical bytes of the place: for a record its id and bucket. */
  readonly place: Uint8Array;
}

export interface EnvelopeHeader {
  readonly compartment: Uint8Array;
  readonly epoch: number;
}

/** Length of the envelope around content of this many bytes. */
export const envelopeBytes = (content: number): number => offsets.ciphertext + paddedLength(content) + tagBytes;

export const envelopeKeys = (sodium: Sodium, key: Uint8Array): EnvelopeKeys => ({
  seal: sodium.crypto_generichash(keyBytes, sodium.from_string('fpc-envelope-seal'), key),
  commit: sodium.crypto_generichash(keyBytes, sodium.from_string('fpc-envelope-commit'), key),
});

const associatedData = ({ vaultId, compartment, epoch, place }: EnvelopePlace): Uint8Array =>
  concatBytes(Uint8Array.of(envelopeVersion, envelopeSuite), vaultId, compartment, uint32Bytes(epoch), place);

const commitmentOver = (sodium: Sodium, commitKey: Uint8Array, nonce: Uint8Array, associated: Uint8Array, ciphertext: Uint8Array): Uint8Array =>
  sodium.crypto_generichash(commitmentBytes, concatBytes(nonce, uint32Bytes(associated.byteLength), associated, ciphertext.subarray(-tagBytes)), commitKey);

/** Every host has it; the types of this folder name no host. */
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

/** Where content is put together before it is sealed, and wiped after: fresh memory for each record takes longer than the copy. Larger content has room of its own. */
const workspace = new Uint8Array(192 * 1024);

/** Seals the content, whose parts are joined. */
export const sealEnvelope = (sodium: Sodium, keys: EnvelopeKeys, at: EnvelopePlace, ...content: readonly Uint8Array[]): Uint8Array => sealEnvelopeBehind(sodium, 0, keys, at, content);

/** The same behind `room` bytes that are left at zero for the caller: what stands before an envelope need not be joined with it by another copy. */
export function sealEnvelopeBehind(sodium: Sodium, room: number, keys: EnvelopeKeys, at: EnvelopePlace, content: readonly Uint8Array[]): Uint8Array {
  // Asked of the platform at once: libsodium asks it for every four bytes, and this runs for each record.
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const associated = associatedData(at);
  const padded = padContentIn(workspace, content);
  const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, associated, null, nonce, keys.seal);
  padded.fill(0);
  const commitment = commitmentOver(sodium, keys.commit, nonce, associated, ciphertext);
  return concatBytes(new Uint8Array(room), Uint8Array.of(envelopeVersion, envelopeSuite), at.compartment, uint32Bytes(at.epoch), nonce, commitment, ciphertext);
}

/**
 * Reads what is in plain before the ciphertext, to find the key. Fails with `vault.envelopeTruncated`, `vault.envelopeVersion` or
 * `vault.envelopeSuite`.
 */
export function envelopeHeader(envelope: Uint8Array): Result<EnvelopeHeader> {
  if (envelope.byteLength < offsets.ciphertext + tagBytes) return fail('vault.envelopeTruncated', 'never');
  if (envelope[0] !== envelopeVersion) return fail('vault.envelopeVersion', 'never', { version: envelope[0] ?? 0 });
  if (envelope[1] !== envelopeSuite) return fail('vault.envelopeSuite', 'never', { suite: envelope[1] ?? 0 });
  return ok({ compartment: envelope.slice(offsets.compartment, offsets.epoch), epoch: readUint32(envelope, offsets.epoch) });
}

/**
 * Opens an envelope that must stand at `at`. Fails as envelopeHeader does; with `vault.wrongCompartment` or `vault.wrongEpoch` where it was
 * sealed for other keys; with `vault.recordTampered` where a byte was changed, the key is another or it was moved from elsewhere; with
 * `vault.paddingInvalid` where the holder of the key made it wrongly.
 */
export function openEnvelope(sodium: Sodium, keys: EnvelopeKeys, at: EnvelopePlace, envelope: Uint8Array): Result<Uint8Array> {
  const header = envelopeHeader(envelope);
  if (!header.ok) return header;
  if (!sodium.memcmp(header.value.compartment, at.compartment)) return fail('vault.wrongCompartment', 'never');
  if (header.value.epoch !== at.epoch) return fail('vault.wrongEpoch', 'never');
  const nonce = envelope.subarray(offsets.nonce, offsets.commitment);
  const ciphertext = envelope.subarray(offsets.ciphertext);
  const associated = associatedData(at);
  const expected = commitmentOver(sodium, keys.commit, nonce, associated, ciphertext);
  if (!sodium.memcmp(expected, envelope.subarray(offsets.commitment, offsets.ciphertext))) return fail('vault.recordTampered', 'never');
  let padded: Uint8Array;
  try {
    padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associated, nonce, keys.seal);
  } catch {
    return fail('vault.recordTampered', 'never');
  }
  return unpadContent(padded);
}
