/** Joins byte strings. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.byteLength;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}

/** Unsigned 32-bit integer, big endian. */
export const uint32Bytes = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

export const readUint32 = (bytes: Uint8Array, offset: number): number => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset);

/** Joins fields so that no two different lists give the same bytes: each is preceded by its length, 4 bytes, big endian. */
export function delimitedBytes(...fields: readonly Uint8Array[]): Uint8Array {
  let bytes = 0;
  for (const field of fields) bytes += 4 + field.byteLength;
  const joined = new Uint8Array(bytes);
  let offset = 0;
  for (const field of fields) {
    const { byteLength } = field;
    joined[offset] = byteLength >>> 24;
    joined[offset + 1] = byteLength >>> 16;
    joined[offset + 2] = byteLength >>> 8;
    joined[offset + 3] = byteLength;
    joined.set(field, offset + 4);
    offset += 4 + byteLength;
  }
  return joined;
}

/** Above the last character that is one byte in UTF-8. */
const aboveAscii = 0x80;

/** Every host has them; the types of this folder name no host. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: string, options: { readonly fatal: boolean }) => { decode(bytes: Uint8Array): string };
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A text in UTF-8. For names and keys, which are short and plain: there the encoder takes several times as long, and they are met for every record. */
export function textBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= aboveAscii) return encoder.encode(text);
    bytes[at] = unit;
  }
  return bytes;
}

/** Beyond so many bytes the decoder is as quick, and a call may not have arguments without end. */
const shortText = 1_024;

/** Such a text read back; null for bytes that are not UTF-8. In one call: a text put together letter by letter is slow to look up by afterwards. */
export function readText(bytes: Uint8Array, start: number, end: number): string | null {
  const text = bytes.subarray(start, end);
  if (text.byteLength > shortText) return decoded(text);
  for (const byte of text) if (byte >= aboveAscii) return decoded(text);
  return Reflect.apply(String.fromCharCode, null, text);
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
