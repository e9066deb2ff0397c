import { chunkBytes, chunkCount, chunkName, chunkNames, openChunk, sealChunk } from '../../../shared/crypto/sealedChunk.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import type { FileBytes } from '../../../shared/domain/vault/noteFile.ts';
import { failure, FailureError, must, type Result } from '../../../shared/errors/result.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import type { Keyring } from './keyring.ts';

/** Throws what failed, up to the one answer of the command. */

/** A piece as it was read: its bytes, or zeros in its length where it could not be opened. */
export interface ReadPiece {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly damaged: boolean;
}

/** Seals files into pieces and opens them again, one piece in memory at a time. */
export class FilePieces {
  readonly #parts: { readonly sodium: Sodium; readonly storage: VaultStorage; readonly keyring: Keyring };

  constructor(parts: { readonly sodium: Sodium; readonly storage: VaultStorage; readonly keyring: Keyring }) {
    this.#parts = parts;
  }

  /** Answers the SHA-256 of what was sealed. Throws FailureError: `attachment.notRead`, as storage does, or as `onPiece` does. */
  async write(compartment: string, fileId: string, source: FileBytes, onPiece: (bytesDone: number) => void): Promise<string> {
    const { sodium, storage, keyring } = this.#parts;
    const sealing = must(keyring.current(compartment));
    const hash = sodium.crypto_hash_sha256_init();
    const count = chunkCount(source.size);
    for (let index = 0; index < count; index += 1) {
      const bytes = await readSlice(source, index * chunkBytes, Math.min(source.size, (index + 1) * chunkBytes));
      sodium.crypto_hash_sha256_update(hash, bytes);
      must(await storage.chunkPut(chunkName(sodium, fileId, index), sealChunk(sodium, sealing, { fileId, index, last: index === count - 1 }, bytes)));
      onPiece(index * chunkBytes + bytes.byteLength);
    }
    return sodium.to_hex(sodium.crypto_hash_sha256_final(hash));
  }

  /**
   * Reads a file piece by piece. A piece that is gone or damaged is taken from the copy beside the backups and put back; where that one does not
   * open either it is said and its place is filled, so that the rest can be read.
   */
  async *read(fileId: string, bytes: number): AsyncGenerator<ReadPiece> {
    const count = chunkCount(bytes);
    for (let index = 0; index < count; index += 1) {
      const length = index === count - 1 ? bytes - index * chunkBytes : chunkBytes;
      const opened = (await this.#open(fileId, index, index === count - 1, length, false)) ?? (await this.#open(fileId, index, index === count - 1, length, true));
      yield { index, bytes: opened ?? new Uint8Array(length), damaged: opened === null };
    }
  }

  async #open(fileId: string, index: number, last: boolean, length: number, copy: boolean): Promise<Uint8Array | null> {
    const { sodium, storage, keyring } = this.#parts;
    const name = chunkName(sodium, fileId, index);
    const sealed = await storage.chunkGet(name, copy);
    if (!sealed.ok || sealed.value === null) return null;
    const opened = openChunk(sodium, (compartment, epoch) => keyring.sealing(compartment, epoch), { fileId, index, last }, sealed.value);
    if (!opened.ok || opened.value.byteLength !== length) return null;
    if (copy) await storage.chunkPut(name, sealed.value);
    return opened.value;
  }

  names(fileId: string, bytes: number): string[] {
    return chunkNames(this.#parts.sodium, fileId, bytes);
  }

  async remove(fileId: string, bytes: number): Promise<Result<null>> {
    return this.#parts.storage.chunksRemove(this.names(fileId, bytes));
  }
}

async function readSlice(source: FileBytes, from: number, to: number): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(await source.slice(from, to).arrayBuffer());
    if (bytes.byteLength === to - from) return bytes;
  } catch {
    // Said below: the file was changed or taken away while it was read.
  }
  throw new FailureError(failure('attachment.notRead', 'later'));
}
