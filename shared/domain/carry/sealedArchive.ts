/**
 * Notes and their files, sealed with spoken words for another Companion. Layout, version 1 (numbers are big endian):
 *
 *   offset  0  magic        8 bytes  "FPCARCH" and a zero
 *           8  version      1 byte   1
 *           9  suite        1 byte   1 = Argon2id 1.3, XChaCha20-Poly1305-IETF, keyed BLAKE2b
 *          10  opsLimit     4 bytes
 *          14  memLimit     4 bytes  in KiB
 *          18  salt        16 bytes  random
 *          34  nonce       19 bytes  random; a frame's nonce is these, its index (4) and 1 for the last frame, else 0
 *          53  commitment  32 bytes  BLAKE2b-256 keyed with the commit key, over bytes 0 to 52
 *          85  frames               each 1 MiB of content and its tag of 16 bytes; the last one shorter. Associated data: bytes 0 to 52
 *
 * Two keys come from the derived one by keyed BLAKE2b: `fpc-archive-seal`, `fpc-archive-commit`. The commitment tells wrong words from a damaged
 * file, and ties the file to one key. A file that was cut off has no last frame; a frame that was changed, moved or left out does not open.
 *
 * Content: length of the manifest (4), manifest (JSON, `carriedNote.ts`), the bytes of every file in the order of the manifest, zeros up to the
 * length that PADME gives.
 */
import { concatBytes, readUint32, uint32Bytes } from '../../crypto/byteFields.ts';
import { isGeneratedPassphrase } from '../../crypto/passphrase.ts';
import { checkKdfCost, passphraseKey } from '../../crypto/passphraseKey.ts';
import { FrameReader, FrameWriter, frameNonceBytes, frameTagBytes, type FrameKey } from '../../crypto/sealedFrames.ts';
import type { Sodium } from '../../crypto/sodium.ts';
import { fail, ok, type Result } from '../../errors/result.ts';
import { spokenWords } from '../handover/sealedHandover.ts';
import type { FileBytes } from '../vault/noteFile.ts';

const version = 1;
const suite = 1;
const magic = Uint8Array.of(0x46, 0x50, 0x43, 0x41, 0x52, 0x43, 0x48, 0);
const at = { version: 8, suite: 9, ops: 10, mem: 14, salt: 18, nonce: 34, commitment: 53, frames: 85 } as const;
/** A file travels on its own and is attacked at leisure. */
export const archiveCost = { opsLimit: 4, memLimitBytes: 256 * 1024 * 1024 } as const;
export interface ArchiveCost {
  readonly opsLimit: number;
  readonly memLimitBytes: number;
}

function keysFor(sodium: Sodium, words: string, cost: ArchiveCost, salt: Uint8Array): Result<{ readonly seal: Uint8Array; readonly commit: Uint8Array }> {
  const key = passphraseKey(sodium, spokenWords(words), { ...cost, salt });
  if (!key.ok) return key;
  const derive = (name: string): Uint8Array => sodium.crypto_generichash(32, sodium.from_string(name), key.value);
  const keys = { seal: derive('fpc-archive-seal'), commit: derive('fpc-archive-commit') };
  sodium.memzero(key.value);
  return ok(keys);
}

const frameKey = (header: Uint8Array, seal: Uint8Array): FrameKey => ({ seal, about: header, nonce: header.subarray(at.nonce, at.commitment) });

/** Takes content in any pieces and gives sealed frames to `write`, one at a time. Fails with `archive.weakWords` where the words are not six of the list. */
export async function beginArchive(sodium: Sodium, words: string, write: (bytes: Uint8Array) => Promise<void>, cost: ArchiveCost = archiveCost): Promise<Result<FrameWriter>> {
  if (!isGeneratedPassphrase(spokenWords(words))) return fail('archive.weakWords', 'never');
  const salt = sodium.randombytes_buf(16);
  const keys = keysFor(sodium, words, cost, salt);
  if (!keys.ok) return keys;
  const header = concatBytes(magic, Uint8Array.of(version, suite), uint32Bytes(cost.opsLimit), uint32Bytes(cost.memLimitBytes / 1024), salt, sodium.randombytes_buf(frameNonceBytes));
  await write(concatBytes(header, sodium.crypto_generichash(32, header, keys.value.commit)));
  return ok(new FrameWriter(sodium, frameKey(header, keys.value.seal), write));
}

/**
 * Gives an archive's content in order. Fails with `archive.notArchive`, `archive.newerFormat`, `archive.truncated`, `archive.wrongWords`; what is
 * found not to be whole later throws FailureError `archive.truncated`.
 */
export async function openArchive(sodium: Sodium, file: FileBytes, words: string): Promise<Result<FrameReader>> {
  const head = new Uint8Array(await file.slice(0, at.frames).arrayBuffer());
  if (head.byteLength < magic.byteLength || magic.some((byte, index) => head[index] !== byte)) return fail('archive.notArchive', 'never');
  if ((head[at.version] ?? 0) > version || (head[at.suite] ?? 0) > suite) return fail('archive.newerFormat', 'never');
  if (head[at.version] !== version || head[at.suite] !== suite || file.size < at.frames + frameTagBytes) return fail('archive.truncated', 'never');
  const cost = { opsLimit: readUint32(head, at.ops), memLimitBytes: readUint32(head, at.mem) * 1024 };
  if (!checkKdfCost(cost).ok) return fail('archive.truncated', 'never');
  const keys = keysFor(sodium, words, cost, head.slice(at.salt, at.nonce));
  if (!keys.ok) return keys;
  const header = head.slice(0, at.commitment);
  if (!sodium.memcmp(sodium.crypto_generichash(32, header, keys.value.commit), head.subarray(at.commitment))) return fail('archive.wrongWords', 'now');
  return ok(new FrameReader(sodium, frameKey(header, keys.value.seal), file.slice(at.frames), 'archive.truncated'));
}
