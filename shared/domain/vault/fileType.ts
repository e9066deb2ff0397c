/** What a file is, by its first bytes where those tell it and by the end of its name where they do not. Nothing is opened on its word alone. */

const startsWith = (head: Uint8Array, offset: number, signature: string): boolean => [...signature].every((letter, at) => head[offset + at] === letter.charCodeAt(0));

const bySignature: readonly (readonly [type: string, matches: (head: Uint8Array) => boolean])[] = [
  ['image/png', (head) => startsWith(head, 0, '\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (head) => startsWith(head, 0, '\xff\xd8\xff')],
  ['image/gif', (head) => startsWith(head, 0, 'GIF87a') || startsWith(head, 0, 'GIF89a')],
  ['image/webp', (head) => startsWith(head, 0, 'RIFF') && startsWith(head, 8, 'WEBP')],
  ['image/avif', (head) => startsWith(head, 4, 'ftypavif')],
  ['application/pdf', (head) => startsWith(head, 0, '%PDF-')],
  ['audio/wav', (head) => startsWith(head, 0, 'RIFF') && startsWith(head, 8, 'WAVE')],
  ['audio/ogg', (head) => startsWith(head, 0, 'OggS')],
  ['audio/flac', (head) => startsWith(head, 0, 'fLaC')],
  ['audio/mp4', (head) => startsWith(head, 4, 'ftypM4A')],
  ['audio/mpeg', (head) => startsWith(head, 0, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)],
];

/** Types that only the name tells. None of them is ever rendered as what it claims, except plain text as text. */
const byEnding: Readonly<Record<string, string>> = {
  txt: 'text/plain', md: 'text/plain', csv: 'text/plain', log: 'text/plain',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint',
  odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet', odp: 'application/vnd.oasis.opendocument.presentation',
  rtf: 'application/rtf', zip: 'application/zip', mp4: 'video/mp4', webm: 'video/webm', mov: 'video/quicktime', m4a: 'audio/mp4', svg: 'image/svg+xml', html: 'text/html', htm: 'text/html', eml: 'message/rfc822',
};
export const unknownType = 'application/octet-stream';

/** @param head the first bytes, sixteen at the least where there are as many */
export function fileType(head: Uint8Array, name: string): string {
  const known = bySignature.find(([, matches]) => matches(head));
  if (known !== undefined) return known[0];
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] ?? unknownType) : unknownType;
}

export const previewKinds = ['picture', 'pdf', 'audio', 'text', 'none'] as const;
export type PreviewKind = (typeof previewKinds)[number];

/** How a file of this type is shown in the app. Drawings in SVG and pages in HTML are programs, so they are not shown. */
export function previewKind(type: string): PreviewKind {
  if (type === 'application/pdf') return 'pdf';
  if (type === 'text/plain') return 'text';
  if (/^image\/(?:png|jpeg|gif|webp|avif)$/.test(type)) return 'picture';
  return /^audio\/(?:wav|ogg|flac|mp4|mpeg)$/.test(type) ? 'audio' : 'none';
}

/** Width and height in pixels, where the first bytes tell them: a picture may be far larger opened than closed. null where they do not. */
export function pictureSize(head: Uint8Array): { readonly width: number; readonly height: number } | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (startsWith(head, 0, '\x89PNG') && head.length >= 24) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (startsWith(head, 0, 'GIF8') && head.length >= 10) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (startsWith(head, 0, '\xff\xd8')) {
    for (let at = 2; at + 9 < head.length && head[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
      const marker = head[at + 1] ?? 0;
      if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
  }
  return null;
}
/** Pictures of more pixels than this are not opened in the app: 100 megapixels take 400 MB. */
export const maxPicturePixels = 100_000_000;
