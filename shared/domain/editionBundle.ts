/**
 * A whole edition as one compressed file, for a device that has nothing to build on: compressed together, texts cost a third less than one
 * by one. The file is brotli of
 *
 *   manifest size    4 bytes, big-endian
 *   manifest         as it was signed
 *   texts            of the items of the manifest in its order, each text once; their sizes are in the manifest
 *
 * Its name does not end in .br: some servers would announce that as an encoding of the transport, and it would arrive unpacked.
 * Nothing in it is trusted: what comes out is checked as if it had been fetched by itself.
 */
import type { Manifest } from '../contracts/edition.ts';

/** Where the bundle of an edition is stored. @param manifestHash SHA-256 of its manifest */
export const bundleFile = (language: string, manifestHash: string): string => `targets/bundles/${language}/${manifestHash.slice(0, 16)}.bundle`;

export interface BundleItem {
  readonly sha256: string;
  readonly bytes: number;
}

/** The texts of a bundle in their order, each once. */
export const bundleItems = (manifest: Manifest): BundleItem[] => [...new Map(manifest.items.map(({ sha256, bytes }): [string, BundleItem] => [sha256, { sha256, bytes }])).values()];

const sizeBytes = 4;

/** What is to be compressed. @param texts in the order of bundleItems */
export function packBundle(manifest: Uint8Array, texts: readonly Uint8Array[]): Uint8Array {
  const parts = [new Uint8Array(sizeBytes), manifest, ...texts];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  new DataView(whole.buffer).setUint32(0, manifest.length);
  return whole;
}

export interface OpenedBundle {
  readonly manifest: Uint8Array;
  /** Texts by hash; not checked yet. */
  texts(manifest: Manifest): Map<string, Uint8Array>;
}

/** @throws Error where the sizes do not fit together */
export function openBundle(whole: Uint8Array): OpenedBundle {
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > whole.length) throw new Error('the bundle is cut short');
    at += count;
    return whole.subarray(at - count, at);
  };
  const size = take(sizeBytes);
  const manifest = take(new DataView(size.buffer, size.byteOffset, sizeBytes).getUint32(0));
  const begin = at;
  return {
    manifest,
    texts(parsed) {
      at = begin;
      const texts = new Map(bundleItems(parsed).map(({ sha256, bytes }): [string, Uint8Array] => [sha256, take(bytes)]));
      if (at !== whole.length) throw new Error('the bundle holds more than its edition');
      return texts;
    },
  };
}
