/**
 * The sealed form of a handover. Layout, versions 1 and 2 (numbers are big endian):
 *
 *   offset  0  magic        8 bytes  "FPCHAND" and a zero
 *           8  version      1 byte   1, or 2 with attached files
 *           9  suite        1 byte   1 = Argon2id 1.3, XChaCha20-Poly1305-IETF, keyed BLAKE2b; 2 = X25519 in place of Argon2id
 *          10  opsLimit     4 bytes
 *          14  memLimit     4 bytes  in KiB
 *          18  salt        16 bytes  random
 *          34  nonce       24 bytes  random
 *          58  length       4 bytes  of the ciphertext
 *          62  commitment  32 bytes  BLAKE2b-256 keyed with the second key, over bytes 0 to 61 and the ciphertext
 *          94  ciphertext           padded JSON, 16-byte tag at the end; associated data: bytes 0 to 61
 *        then  frames               version 2 only: the bytes of every attached file in the order of the JSON, sealed in frames
 *                                  (`sealedFrames.ts`) with a third key; associated data: bytes 0 to 61, nonce: the first 19 bytes of the nonce
 *        then  digest      32 bytes  BLAKE2b-256 of everything before, without a key
 *
 * A package without files is written as version 1, so that an earlier program opens it.
 *
 * Suite 2 is sealed to the key of the successor's device: opsLimit and memLimit are 0, and the ciphertext is preceded by the 32 bytes of a
 * public key made for this file alone (the length counts them). The key comes from the shared secret of that pair and the device's, with both
 * public keys and the salt. It says for whom a file is, not from whom.
 *
 * The digest protects nothing: it tells a file that was cut off or changed on its way from one that is opened with the wrong words. The
 * words are spoken, so they are read without regard to capitals, hyphens and spaces.
 */
import * as v from 'valibot';
import { concatBytes, readUint32, uint32Bytes } from '../../crypto/byteFields.ts';
import { padContent, unpadContent } from '../../crypto/padme.ts';
import { isGeneratedPassphrase } from '../../crypto/passphrase.ts';
import { checkKdfCost, kdfFloor, passphraseKey } from '../../crypto/passphraseKey.ts';
import { FrameReader, FrameWriter, frameNonceBytes, type FrameKey } from '../../crypto/sealedFrames.ts';
import type { Sodium } from '../../crypto/sodium.ts';
import { fail, failure, FailureError, ok, type Result } from '../../errors/result.ts';
import { maxAllFilesBytes, type FileBytes } from '../vault/noteFile.ts';
import { maxHandoverBytes } from './handoverLimits.ts';
import { filesOf, type HandoverPackage, handoverPackageSchema } from './handoverPackage.ts';
import { handoverMagic as magic, handoverSuites as suites } from './sealedFile.ts';

const versions = { plain: 1, withFiles: 2 } as const;
const ephemeralBytes = 32;
const at = { version: 8, suite: 9, ops: 10, mem: 14, salt: 18, nonce: 34, length: 58, commitment: 62, ciphertext: 94 } as const;
const digestBytes = 32;
/** A file travels on its own and is attacked at leisure, so its words cost more to try than an unlock. */
export const handoverCost = { opsLimit: 4, memLimitBytes: 256 * 1024 * 1024 } as const;

/** As the words were said: lower case, one space between. */
export const spokenWords = (typed: string): string => typed.normalize('NFKC').toLowerCase().split(/[\s\-–—.,;]+/u).filter((word) => word !== '').join(' ');

/** The two halves of a device's key pair for sealed boxes. */
export interface DeviceBox {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

interface HandoverKeys {
  readonly seal: Uint8Array;
  readonly commit: Uint8Array;
  readonly files: Uint8Array;
}

/** What opens the file: six words, or the key of the successor's device. */
export type HandoverSecret = { readonly words: string; readonly cost?: KdfCost } | { readonly device: Uint8Array };
interface KdfCost {
  readonly opsLimit: number;
  readonly memLimitBytes: number;
}
type Write = (bytes: Uint8Array) => Promise<void>;

function keysOf(sodium: Sodium, words: string, cost: KdfCost, salt: Uint8Array): Result<HandoverKeys> {
  const key = passphraseKey(sodium, spokenWords(words), { ...cost, salt });
  if (!key.ok) return key;
  return ok(derivedFrom(sodium, key.value));
}

function derivedFrom(sodium: Sodium, key: Uint8Array): HandoverKeys {
  const derive = (name: string): Uint8Array => sodium.crypto_generichash(32, sodium.from_string(name), key);
  const keys = { seal: derive('fpc-handover-seal'), commit: derive('fpc-handover-commit'), files: derive('fpc-handover-files') };
  sodium.memzero(key);
  return keys;
}

/** Null for a public key that leads nowhere, such as one of all zeros. */
function deviceKeys(sodium: Sodium, pair: { readonly secret: Uint8Array; readonly other: Uint8Array }, ephemeral: Uint8Array, device: Uint8Array, salt: Uint8Array): HandoverKeys | null {
  try {
    const shared = sodium.crypto_scalarmult(pair.secret, pair.other);
    const key = sodium.crypto_generichash(32, concatBytes(sodium.from_string('fpc-handover-device'), ephemeral, device, salt), shared);
    sodium.memzero(shared);
    return derivedFrom(sodium, key);
  } catch {
    return null;
  }
}

/**
 * Seals a package and gives the file to `write` piece by piece. `files`: the bytes of every file that the package names, in its order. Fails with
 * `handover.weakWords` where the words are not six of the list, `handover.badKey`, `handover.tooLarge`; throws what `files` and `write` throw.
 */
export async function writeHandover(sodium: Sodium, content: HandoverPackage, secret: HandoverSecret, files: AsyncIterable<Uint8Array> | null, write: Write): Promise<Result<null>> {
  const plain = padContent(sodium.from_string(JSON.stringify(content)));
  const named = filesOf(content);
  if (plain.byteLength > maxHandoverBytes - 1_024 || named.reduce((sum, { bytes }) => sum + bytes, 0) > maxAllFilesBytes) return fail('handover.tooLarge', 'never');
  const salt = sodium.randombytes_buf(16);
  const made = 'words' in secret ? wordKeys(sodium, secret, salt) : keysToDevice(sodium, secret.device, salt);
  if (!made.ok) return made;
  const { keys, suite, cost, ephemeral } = made.value;
  const nonce = sodium.randombytes_buf(24);
  const version = named.length === 0 ? versions.plain : versions.withFiles;
  const header = concatBytes(magic, Uint8Array.of(version, suite), uint32Bytes(cost.opsLimit), uint32Bytes(cost.memLimitBytes / 1024), salt, nonce, uint32Bytes(ephemeral.byteLength + plain.byteLength + 16));
  const ciphertext = concatBytes(ephemeral, sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, header, null, nonce, keys.seal));
  const digest = sodium.crypto_generichash_init(null, digestBytes);
  const put: Write = async (bytes) => {
    sodium.crypto_generichash_update(digest, bytes);
    await write(bytes);
  };
  await put(concatBytes(header, sodium.crypto_generichash(32, concatBytes(header, ciphertext), keys.commit), ciphertext));
  if (named.length > 0 && files !== null) {
    const frames = new FrameWriter(sodium, frameKey(header, keys.files), put);
    for await (const bytes of files) await frames.add(bytes);
    await frames.end();
  }
  await write(sodium.crypto_generichash_final(digest, digestBytes));
  return ok(null);
}

const frameKey = (header: Uint8Array, seal: Uint8Array): FrameKey => ({ seal, about: header, nonce: header.slice(at.nonce, at.nonce + frameNonceBytes) });

interface MadeKeys {
  readonly keys: HandoverKeys;
  readonly suite: number;
  readonly cost: KdfCost;
  readonly ephemeral: Uint8Array;
}

function wordKeys(sodium: Sodium, { words, cost = handoverCost }: { readonly words: string; readonly cost?: KdfCost }, salt: Uint8Array): Result<MadeKeys> {
  if (!isGeneratedPassphrase(spokenWords(words))) return fail('handover.weakWords', 'never');
  const keys = keysOf(sodium, words, cost, salt);
  return keys.ok ? ok({ keys: keys.value, suite: suites.words, cost, ephemeral: new Uint8Array() }) : keys;
}

function keysToDevice(sodium: Sodium, device: Uint8Array, salt: Uint8Array): Result<MadeKeys> {
  const pair = sodium.crypto_box_keypair();
  const keys = deviceKeys(sodium, { secret: pair.privateKey, other: device }, pair.publicKey, device, salt);
  sodium.memzero(pair.privateKey);
  return keys === null ? fail('handover.badKey', 'never') : ok({ keys, suite: suites.device, cost: { opsLimit: 0, memLimitBytes: 0 }, ephemeral: pair.publicKey });
}

export interface OpenedHandover {
  readonly content: HandoverPackage;
  /** Reads the attached files from their beginning; what is not whole throws FailureError `handover.truncated`. */
  readonly files: () => FrameReader;
}

/**
 * Opens a handover file. Fails with `handover.notHandover`, `handover.newerFormat`, `handover.truncated` (cut off or changed on its way),
 * `handover.wrongWords`, `handover.otherDevice` where it is sealed to a key that is not this device's. `onRead`: bytes that were gone over.
 */
export async function openHandover(sodium: Sodium, file: FileBytes, words: string, device: DeviceBox | null = null, onRead: (bytes: number) => void = () => undefined): Promise<Result<OpenedHandover>> {
  const head = await bytesOf(file, 0, at.ciphertext);
  if (head.byteLength < magic.byteLength || magic.some((byte, index) => head[index] !== byte)) return fail('handover.notHandover', 'never');
  const [version = 0, suite = 0] = [head[at.version], head[at.suite]];
  if (version > versions.withFiles || suite > suites.device) return fail('handover.newerFormat', 'never');
  const end = file.size - digestBytes;
  const framesAt = head.byteLength < at.ciphertext ? Infinity : at.ciphertext + readUint32(head, at.length);
  if (framesAt > at.ciphertext + maxHandoverBytes || framesAt < at.ciphertext + 16 || (version === versions.plain ? framesAt !== end : framesAt >= end)) return fail('handover.truncated', 'never');
  if (!(await isWhole(sodium, file, end, onRead))) return fail('handover.truncated', 'never');
  const ciphertext = await bytesOf(file, at.ciphertext, framesAt);
  const keys = suite === suites.device ? deviceOpening(sodium, head, ciphertext, device) : wordOpening(sodium, head, ciphertext, words);
  if (!keys.ok) return keys;
  const header = head.slice(0, at.commitment);
  const content = unsealed(sodium, suite === suites.device ? ciphertext.subarray(ephemeralBytes) : ciphertext, header, head.subarray(at.nonce, at.length), keys.value.seal);
  return content.ok ? ok({ content: content.value, files: () => new FrameReader(sodium, frameKey(header, keys.value.files), file.slice(framesAt, end), 'handover.truncated') }) : content;
}

const readAtOnce = 2 ** 20;
/** Throws `file.notRead` where the file was changed or taken away since it was chosen. */
export async function bytesOf(file: FileBytes, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new FailureError(failure('file.notRead', 'later'));
  }
}

async function isWhole(sodium: Sodium, file: FileBytes, end: number, onRead: (bytes: number) => void): Promise<boolean> {
  const digest = sodium.crypto_generichash_init(null, digestBytes);
  for (let from = 0; from < end; from += readAtOnce) {
    sodium.crypto_generichash_update(digest, await bytesOf(file, from, Math.min(end, from + readAtOnce)));
    onRead(Math.min(end, from + readAtOnce));
  }
  return sodium.memcmp(sodium.crypto_generichash_final(digest, digestBytes), await bytesOf(file, end, end + digestBytes));
}

const isCommitted = (sodium: Sodium, head: Uint8Array, ciphertext: Uint8Array, keys: HandoverKeys): boolean =>
  sodium.memcmp(sodium.crypto_generichash(32, concatBytes(head.subarray(0, at.commitment), ciphertext), keys.commit), head.subarray(at.commitment, at.ciphertext));

function wordOpening(sodium: Sodium, head: Uint8Array, ciphertext: Uint8Array, words: string): Result<HandoverKeys> {
  const cost = { opsLimit: readUint32(head, at.ops), memLimitBytes: readUint32(head, at.mem) * 1024 };
  if (!checkKdfCost(cost).ok) return fail('handover.truncated', 'never');
  const keys = keysOf(sodium, words, cost, head.slice(at.salt, at.nonce));
  if (!keys.ok) return keys;
  return isCommitted(sodium, head, ciphertext, keys.value) ? keys : fail('handover.wrongWords', 'now');
}

function deviceOpening(sodium: Sodium, head: Uint8Array, ciphertext: Uint8Array, device: DeviceBox | null): Result<HandoverKeys> {
  if (ciphertext.byteLength < ephemeralBytes + 16) return fail('handover.truncated', 'never');
  const ephemeral = ciphertext.slice(0, ephemeralBytes);
  const keys = device === null ? null : deviceKeys(sodium, { secret: device.secretKey, other: ephemeral }, ephemeral, device.publicKey, head.slice(at.salt, at.nonce));
  return keys !== null && isCommitted(sodium, head, ciphertext, keys) ? ok(keys) : fail('handover.otherDevice', 'never');
}

function unsealed(sodium: Sodium, ciphertext: Uint8Array, header: Uint8Array, nonce: Uint8Array, key: Uint8Array): Result<HandoverPackage> {
  try {
    const plain = unpadContent(sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, header, nonce, key));
    if (!plain.ok) return fail('handover.truncated', 'never');
    const parsed = v.safeParse(handoverPackageSchema, JSON.parse(sodium.to_string(plain.value)));
    return parsed.success ? ok(parsed.output) : fail('handover.newerFormat', 'never');
  } catch {
    return fail('handover.wrongWords', 'now');
  }
}

/** The least that opening accepts; tests use it to be quick. */
export const leastHandoverCost = kdfFloor;
