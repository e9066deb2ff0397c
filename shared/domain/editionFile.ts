/**
 * An edition in one file, for a stick or an e-mail. It holds the same files as a repository, so that the same proofs hold: whoever made
 * or carried the file needs to be trusted with nothing.
 *
 *   "FPEDITION1\n"   11 bytes
 *   length           4 bytes, big-endian: bytes of the index
 *   index            JSON: { format: 1, files: [{ path, size, stored }] }
 *   bodies           one after the other, each deflated, `stored` bytes long and `size` bytes when inflated
 *
 * There are no links and no folders in it, a path has one of four forms, and nothing is inflated beyond its stated size.
 */
import * as v from 'valibot';

export const editionFileEnding = 'fpedition';
const magic = 'FPEDITION1\n';
const headBytes = magic.length + 4;
const maxIndexBytes = 2_000_000;
const maxFiles = 12_000;

const pathForm = /^(?:metadata\/[0-9A-Za-z][0-9A-Za-z%_.-]{0,80}\.json|targets\/editions\/[A-Za-z0-9-]{2,20}\/[0-9a-f]{64}\.manifest\.json|targets\/network\/[A-Za-z0-9-]{2,20}\/[0-9a-f]{64}\.network\.json|targets\/blobs\/[0-9a-f]{2}\/[0-9a-f]{64})$/;

const size = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16_000_000));
const indexSchema = v.strictObject({
  format: v.literal(1),
  files: v.pipe(v.array(v.strictObject({ path: v.pipe(v.string(), v.regex(pathForm)), size, stored: size })), v.minLength(1), v.maxLength(maxFiles)),
});

/** Largest file that is opened at all, and the most that may come out of one, in bytes. */
export const editionFileLimits = { maxFileBytes: 120_000_000, maxContentBytes: 240_000_000 } as const;

export type EditionFileFault = 'not-an-edition-file' | 'newer-format' | 'cut-short' | 'too-large' | 'bad-index';

/** A file that was opened; bodies are inflated one at a time, when they are asked for. */
export interface OpenedEditionFile {
  readonly paths: readonly string[];
  /** The deflated body and the size that it must have; null where the file holds no such path. */
  body(path: string): { readonly stored: Uint8Array; readonly size: number } | null;
}

/** Reads the layout of an edition file. Nothing of it is trusted by that: what it holds is proved as what a server sends. */
export function openEditionFile(bytes: Uint8Array): OpenedEditionFile | { readonly fault: EditionFileFault } {
  if (bytes.length > editionFileLimits.maxFileBytes) return { fault: 'too-large' };
  const start = asciiOf(bytes.subarray(0, magic.length));
  if (start !== magic) return { fault: start.startsWith('FPEDITION') ? 'newer-format' : 'not-an-edition-file' };
  if (bytes.length < headBytes) return { fault: 'cut-short' };
  const indexBytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(magic.length);
  if (indexBytes > maxIndexBytes) return { fault: 'bad-index' };
  if (headBytes + indexBytes > bytes.length) return { fault: 'cut-short' };
  const index = parseIndex(bytes.subarray(headBytes, headBytes + indexBytes));
  if (index === null) return { fault: 'bad-index' };
  if (index.files.reduce((sum, file) => sum + file.size, 0) > editionFileLimits.maxContentBytes) return { fault: 'too-large' };
  const places = new Map<string, { at: number; stored: number; size: number }>();
  let at = headBytes + indexBytes;
  for (const file of index.files) {
    if (places.has(file.path)) return { fault: 'bad-index' };
    places.set(file.path, { at, stored: file.stored, size: file.size });
    at += file.stored;
  }
  if (at > bytes.length) return { fault: 'cut-short' };
  if (at < bytes.length) return { fault: 'bad-index' };
  return {
    paths: [...places.keys()],
    body(path) {
      const place = places.get(path);
      return place ? { stored: bytes.subarray(place.at, place.at + place.stored), size: place.size } : null;
    },
  };
}

/** @param deflate raw deflate, without a header */
export function makeEditionFile(files: ReadonlyMap<string, Uint8Array>, deflate: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const bodies = [...files].map(([path, bytes]) => ({ path, size: bytes.length, body: deflate(bytes) }));
  for (const { path } of bodies) if (!pathForm.test(path)) throw new Error(`${path} has no place in an edition file`);
  const index = asciiBytes(JSON.stringify({ format: 1, files: bodies.map(({ path, size: length, body }) => ({ path, size: length, stored: body.length })) }));
  const result = new Uint8Array(headBytes + index.length + bodies.reduce((sum, { body }) => sum + body.length, 0));
  result.set(asciiBytes(magic));
  new DataView(result.buffer).setUint32(magic.length, index.length);
  result.set(index, headBytes);
  let at = headBytes + index.length;
  for (const { body } of bodies) {
    result.set(body, at);
    at += body.length;
  }
  return result;
}

function parseIndex(bytes: Uint8Array): v.InferOutput<typeof indexSchema> | null {
  try {
    const parsed = v.safeParse(indexSchema, JSON.parse(asciiOf(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Index and magic are plain ASCII; any other byte becomes a letter that no path may have. */
function asciiOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
