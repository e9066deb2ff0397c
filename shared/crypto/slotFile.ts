/**
 * The file of wrapped keys: a JSON text, a line feed and the SHA-256 of the text in hexadecimal. The hash is not a protection; it tells a
 * damaged file from a wrong passphrase.
 */
import * as v from 'valibot';
import { fail, ok, type Result } from '../errors/result.ts';
import { concatBytes, delimitedBytes, uint32Bytes } from './byteFields.ts';
import { envelopeKeys, openEnvelope, sealEnvelope, type EnvelopePlace } from './envelope.ts';
import type { KdfParameters } from './passphraseKey.ts';
import type { Sodium } from './sodium.ts';

export const slotFileFormat = 1;
const hashHexLength = 64;
const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/));
const identifierHex = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

const passphraseSlotSchema = v.looseObject({
  id: identifierHex,
  kind: v.literal('passphrase'),
  kdf: v.looseObject({ algorithm: v.literal('argon2id13'), opsLimit: v.pipe(v.number(), v.integer(), v.minValue(1)), memLimitBytes: v.pipe(v.number(), v.integer(), v.minValue(1)), salt: base64 }),
  /** Envelope of the vault master key. */
  wrapped: base64,
  /** True where a secret of the device is mixed in: then the passphrase alone does not open it. */
  device: v.optional(v.boolean()),
  /** Ids of the passphrase slots that go once this one was proved. Only while a change of passphrase is under way. */
  replaces: v.optional(v.array(identifierHex)),
});
const recoverySlotSchema = v.looseObject({
  id: identifierHex,
  kind: v.literal('recovery'),
  /** Envelope of the vault master key. */
  wrapped: base64,
});
/** Opened by a random key in the system's key store, without a passphrase. */
const quickSlotSchema = v.looseObject({ id: identifierHex, kind: v.literal('quick'), wrapped: base64 });
/** A kind of slot that this program does not know is kept and passed over. */
const foreignSlotSchema = v.looseObject({ id: identifierHex, kind: v.string() });

const slotFileSchema = v.looseObject({
  format: v.pipe(v.number(), v.integer(), v.minValue(1)),
  vaultId: identifierHex,
  slots: v.pipe(v.array(v.union([passphraseSlotSchema, recoverySlotSchema, quickSlotSchema, foreignSlotSchema])), v.minLength(1), v.maxLength(32)),
  /** Envelope, under the vault master key, of the compartment keys and the marker. */
  keyring: base64,
});
export type SlotFile = v.InferOutput<typeof slotFileSchema>;
export type PassphraseSlot = v.InferOutput<typeof passphraseSlotSchema>;
export type RecoverySlot = v.InferOutput<typeof recoverySlotSchema>;
export type QuickSlot = v.InferOutput<typeof quickSlotSchema>;

export const isPassphraseSlot = (slot: SlotFile['slots'][number]): slot is PassphraseSlot => slot.kind === 'passphrase' && v.is(passphraseSlotSchema, slot);
export const isRecoverySlot = (slot: SlotFile['slots'][number]): slot is RecoverySlot => slot.kind === 'recovery' && v.is(recoverySlotSchema, slot);
export const isQuickSlot = (slot: SlotFile['slots'][number]): slot is QuickSlot => slot.kind === 'quick' && v.is(quickSlotSchema, slot);
export const bytesToText = (sodium: Sodium, bytes: Uint8Array): string => sodium.to_base64(bytes, sodium.base64_variants.ORIGINAL);
export const textToBytes = (sodium: Sodium, text: string): Uint8Array => sodium.from_base64(text, sodium.base64_variants.ORIGINAL);

export function encodeSlotFile(sodium: Sodium, file: SlotFile): Uint8Array {
  const text = sodium.from_string(JSON.stringify(file));
  return concatBytes(text, sodium.from_string(`\n${sodium.crypto_hash_sha256(text, 'hex')}`));
}

/** Fails with `vault.damaged`, or with `vault.newerFormat` for a file that a newer program wrote. */
export function decodeSlotFile(sodium: Sodium, bytes: Uint8Array): Result<SlotFile> {
  const split = bytes.byteLength - hashHexLength - 1;
  if (split < 2 || bytes[split] !== 0x0a) return fail('vault.damaged', 'never');
  const text = bytes.subarray(0, split);
  let parsed: unknown;
  try {
    if (sodium.crypto_hash_sha256(text, 'hex') !== sodium.to_string(bytes.subarray(split + 1))) return fail('vault.damaged', 'never');
    parsed = JSON.parse(sodium.to_string(text));
  } catch {
    return fail('vault.damaged', 'never');
  }
  const format = v.safeParse(v.looseObject({ format: v.number() }), parsed);
  if (format.success && format.output.format > slotFileFormat) return fail('vault.newerFormat', 'never');
  const file = v.safeParse(slotFileSchema, parsed);
  return file.success ? ok(file.output) : fail('vault.damaged', 'never');
}

const slotEnvelopeEpoch = 0;

/** The slot's parameters are part of the associated data: a file with other costs does not open, even where they are above the floor. */
const slotPlace = (sodium: Sodium, vaultId: Uint8Array, slotId: Uint8Array, kdf: KdfParameters, isBound: boolean): EnvelopePlace => ({
  vaultId,
  compartment: slotId,
  epoch: slotEnvelopeEpoch,
  place: delimitedBytes(sodium.from_string('slot'), sodium.from_string(isBound ? 'passphrase-device' : 'passphrase'), sodium.from_string('argon2id13'), uint32Bytes(kdf.opsLimit), uint32Bytes(kdf.memLimitBytes), kdf.salt),
});

/** The Argon2id output is not used as a key itself: a secret of the device can be mixed in beside it. */
const slotKey = (sodium: Sodium, derived: Uint8Array, deviceSecret: Uint8Array | null): Uint8Array =>
  deviceSecret === null ? sodium.crypto_generichash(32, sodium.from_string('fpc-slot-passphrase'), derived) : sodium.crypto_generichash(32, concatBytes(sodium.from_string('fpc-slot-passphrase-device'), deviceSecret), derived);

/** Wraps the vault master key under a key that passphraseKey derived with `kdf`, mixed with 32 bytes of the device where they are given. */
export function wrapPassphraseSlot(sodium: Sodium, vaultId: Uint8Array, masterKey: Uint8Array, derived: Uint8Array, kdf: KdfParameters, deviceSecret: Uint8Array | null = null): PassphraseSlot {
  const slotId = sodium.randombytes_buf(16);
  const wrapped = sealEnvelope(sodium, envelopeKeys(sodium, slotKey(sodium, derived, deviceSecret)), slotPlace(sodium, vaultId, slotId, kdf, deviceSecret !== null), masterKey);
  return {
    id: sodium.to_hex(slotId),
    kind: 'passphrase',
    kdf: { algorithm: 'argon2id13', opsLimit: kdf.opsLimit, memLimitBytes: kdf.memLimitBytes, salt: bytesToText(sodium, kdf.salt) },
    wrapped: bytesToText(sodium, wrapped),
    ...(deviceSecret === null ? {} : { device: true }),
  };
}

/**
 * Answers the vault master key. Fails with `vault.wrongPassphrase`, which is also what a changed parameter or wrapped key gives, and with
 * `vault.deviceSecretMissing` for a slot that needs the secret of another device, or of this one before its key store was lost.
 */
export function unwrapPassphraseSlot(sodium: Sodium, vaultId: Uint8Array, slot: PassphraseSlot, derived: Uint8Array, deviceSecret: Uint8Array | null = null): Result<Uint8Array> {
  const kdf = slotKdf(sodium, slot);
  if (!kdf.ok) return kdf;
  const isBound = slot.device === true;
  if (isBound && deviceSecret === null) return fail('vault.deviceSecretMissing', 'never');
  const opened = openEnvelope(sodium, envelopeKeys(sodium, slotKey(sodium, derived, isBound ? deviceSecret : null)), slotPlace(sodium, vaultId, sodium.from_hex(slot.id), kdf.value, isBound), textToBytes(sodium, slot.wrapped));
  if (opened.ok) return opened.value.byteLength === 32 ? ok(opened.value.slice()) : fail('vault.damaged', 'never');
  return opened.error.code === 'vault.recordTampered' ? fail('vault.wrongPassphrase', 'now') : fail('vault.damaged', 'never');
}

const recoveryPlace = (sodium: Sodium, vaultId: Uint8Array, slotId: Uint8Array): EnvelopePlace => ({
  vaultId,
  compartment: slotId,
  epoch: slotEnvelopeEpoch,
  place: delimitedBytes(sodium.from_string('slot'), sodium.from_string('recovery')),
});
const recoverySlotKey = (sodium: Sodium, key: Uint8Array): Uint8Array => sodium.crypto_generichash(32, sodium.from_string('fpc-slot-recovery'), key);

/** Wraps the vault master key under the 32 random bytes of a recovery sheet. No costly derivation: nobody guesses 256 bits. */
export function wrapRecoverySlot(sodium: Sodium, vaultId: Uint8Array, masterKey: Uint8Array, key: Uint8Array): RecoverySlot {
  const slotId = sodium.randombytes_buf(16);
  const wrapped = sealEnvelope(sodium, envelopeKeys(sodium, recoverySlotKey(sodium, key)), recoveryPlace(sodium, vaultId, slotId), masterKey);
  return { id: sodium.to_hex(slotId), kind: 'recovery', wrapped: bytesToText(sodium, wrapped) };
}

/** Answers the vault master key. Fails with `vault.wrongSheet`, which is also what a changed slot gives. */
export function unwrapRecoverySlot(sodium: Sodium, vaultId: Uint8Array, slot: RecoverySlot, key: Uint8Array): Result<Uint8Array> {
  const opened = openEnvelope(sodium, envelopeKeys(sodium, recoverySlotKey(sodium, key)), recoveryPlace(sodium, vaultId, sodium.from_hex(slot.id)), textToBytes(sodium, slot.wrapped));
  if (opened.ok) return opened.value.byteLength === 32 ? ok(opened.value.slice()) : fail('vault.damaged', 'never');
  return opened.error.code === 'vault.recordTampered' ? fail('vault.wrongSheet', 'now') : fail('vault.damaged', 'never');
}

const quickPlace = (sodium: Sodium, vaultId: Uint8Array, slotId: Uint8Array): EnvelopePlace => ({ vaultId, compartment: slotId, epoch: slotEnvelopeEpoch, place: delimitedBytes(sodium.from_string('slot'), sodium.from_string('quick')) });
const quickSlotKey = (sodium: Sodium, key: Uint8Array): Uint8Array => sodium.crypto_generichash(32, sodium.from_string('fpc-slot-quick'), key);

/** Wraps the vault master key under 32 random bytes that the system's key store keeps. */
export function wrapQuickSlot(sodium: Sodium, vaultId: Uint8Array, masterKey: Uint8Array, key: Uint8Array): QuickSlot {
  const slotId = sodium.randombytes_buf(16);
  const wrapped = sealEnvelope(sodium, envelopeKeys(sodium, quickSlotKey(sodium, key)), quickPlace(sodium, vaultId, slotId), masterKey);
  return { id: sodium.to_hex(slotId), kind: 'quick', wrapped: bytesToText(sodium, wrapped) };
}

/** Answers the vault master key. Fails with `vault.quickGone`, which is also what a changed slot gives. */
export function unwrapQuickSlot(sodium: Sodium, vaultId: Uint8Array, slot: QuickSlot, key: Uint8Array): Result<Uint8Array> {
  const opened = openEnvelope(sodium, envelopeKeys(sodium, quickSlotKey(sodium, key)), quickPlace(sodium, vaultId, sodium.from_hex(slot.id)), textToBytes(sodium, slot.wrapped));
  return opened.ok && opened.value.byteLength === 32 ? ok(opened.value.slice()) : fail('vault.quickGone', 'never');
}

export function slotKdf(sodium: Sodium, slot: PassphraseSlot): Result<KdfParameters> {
  try {
    const salt = textToBytes(sodium, slot.kdf.salt);
    if (salt.byteLength === sodium.crypto_pwhash_SALTBYTES) return ok({ opsLimit: slot.kdf.opsLimit, memLimitBytes: slot.kdf.memLimitBytes, salt });
  } catch {
    // Not base64: answered below.
  }
  return fail('vault.damaged', 'never');
}
