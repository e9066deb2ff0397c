/**
 * Content of any length, sealed in frames of 1 MiB: each is its content and a tag of 16 bytes, the last one shorter. A frame's nonce is the 19
 * given bytes, its index (4, big endian) and 1 for the last frame, else 0. So a frame that was changed, moved or left out does not open, and
 * what was cut off has no last frame. Zeros up to the length that PADME gives hide the content's own length.
 */
import { failure, FailureError } from '../errors/result.ts';
import { concatBytes, uint32Bytes } from './byteFields.ts';
import { padmeLength } from './padme.ts';
import type { Sodium } from './sodium.ts';

export const frameBytes = 2 ** 20;
export const frameTagBytes = 16;
export const frameNonceBytes = 19;

/** Bytes that can be read piece by piece, such as a Blob. */
export interface SlicedBytes {
  readonly size: number;
  slice(start?: number, end?: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export interface FrameKey {
  readonly seal: Uint8Array;
  /** Associated data of every frame. */
  readonly about: Uint8Array;
  /** 19 bytes, never used twice with one key. */
  readonly nonce: Uint8Array;
}

const nonceOf = ({ nonce }: FrameKey, index: number, last: boolean): Uint8Array => concatBytes(nonce, uint32Bytes(index), Uint8Array.of(last ? 1 : 0));

/** Takes content in any pieces and gives sealed frames to `write`, one at a time. */
export class FrameWriter {
  readonly #sodium: Sodium;
  readonly #key: FrameKey;
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  #buffer = new Uint8Array(frameBytes);
  #filled = 0;
  #index = 0;
  #total = 0;

  constructor(sodium: Sodium, key: FrameKey, write: (bytes: Uint8Array) => Promise<void>) {
    this.#sodium = sodium;
    this.#key = key;
    this.#write = write;
  }

  async add(bytes: Uint8Array): Promise<void> {
    this.#total += bytes.byteLength;
    for (let from = 0; from < bytes.byteLength; ) {
      if (this.#filled === frameBytes) await this.#frame(false);
      const taken = bytes.subarray(from, from + frameBytes - this.#filled);
      this.#buffer.set(taken, this.#filled);
      this.#filled += taken.byteLength;
      from += taken.byteLength;
    }
  }

  async end(): Promise<void> {
    for (let left = padmeLength(this.#total) - this.#total; left > 0; left -= frameBytes) await this.add(new Uint8Array(Math.min(left, frameBytes)));
    await this.#frame(true);
  }

  async #frame(last: boolean): Promise<void> {
    const { about, seal } = this.#key;
    await this.#write(this.#sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(this.#buffer.subarray(0, this.#filled), about, null, nonceOf(this.#key, this.#index, last), seal));
    this.#index += 1;
    this.#filled = 0;
  }
}

/** Gives the content in order. Everything it gives has been authenticated; what is not whole throws FailureError with the code given here. */
export class FrameReader {
  readonly #sodium: Sodium;
  readonly #key: FrameKey;
  readonly #frames: SlicedBytes;
  readonly #notWhole: string;
  readonly frames: number;
  #index = 0;
  #rest = new Uint8Array(0);

  constructor(sodium: Sodium, key: FrameKey, frames: SlicedBytes, notWhole: string) {
    this.#sodium = sodium;
    this.#key = key;
    this.#frames = frames;
    this.#notWhole = notWhole;
    this.frames = Math.ceil(frames.size / (frameBytes + frameTagBytes));
  }

  get framesRead(): number {
    return this.#index;
  }

  /** The next `length` bytes. */
  async take(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = length; left > 0; ) {
      if (this.#rest.byteLength === 0) this.#rest = await this.#next();
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.byteLength);
      parts.push(part);
      left -= part.byteLength;
    }
    return concatBytes(...parts);
  }

  /** Goes over what is left to its end. */
  async finish(onFrame: (index: number) => void = () => undefined): Promise<void> {
    while (this.#index < this.frames) {
      await this.#next();
      onFrame(this.#index);
    }
  }

  async #next(): Promise<Uint8Array<ArrayBuffer>> {
    const index = this.#index;
    if (index >= this.frames) throw new FailureError(failure(this.#notWhole, 'never'));
    const from = index * (frameBytes + frameTagBytes);
    const sealed = new Uint8Array(await this.#frames.slice(from, from + frameBytes + frameTagBytes).arrayBuffer());
    this.#index += 1;
    try {
      const { about, seal } = this.#key;
      return new Uint8Array(this.#sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, about, nonceOf(this.#key, index, index === this.frames - 1), seal));
    } catch {
      throw new FailureError(failure(this.#notWhole, 'never'));
    }
  }
}
