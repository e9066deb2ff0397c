import { expect, it } from 'vitest';
import { fileType, pictureSize, previewKind } from './fileType.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it('goes by the first bytes and not by the name', () => {
  expect(fileType(bytes('\x89PNG\r\n\x1a\n'), 'report.pdf')).toBe('image/png');
  expect(fileType(bytes('%PDF-1.7'), 'photo.jpg')).toBe('application/pdf');
  expect(fileType(bytes('RIFF0000WAVEfmt '), 'x')).toBe('audio/wav');
  expect(fileType(bytes('PK\x03\x04'), 'brief.docx')).toContain('wordprocessingml');
  expect(fileType(bytes('MZ'), 'holiday.jpg.exe')).toBe('application/octet-stream');
  expect(fileType(bytes(''), 'constructor')).toBe('application/octet-stream');
  expect(fileType(bytes('x'), 'x.__proto__')).toBe('application/octet-stream');
});

it('shows nothing that could run: pages and drawings made of markup are saved out only', () => {
  for (const type of ['image/svg+xml', 'text/html', 'video/mp4', 'application/octet-stream']) expect(previewKind(type)).toBe('none');
  expect(previewKind('image/webp')).toBe('picture');
});

it('reads how large a picture is opened, and gives up on a head that ends', () => {
  const png = new Uint8Array(24);
  png.set(bytes('\x89PNG\r\n\x1a\n'));
  new DataView(png.buffer).setUint32(16, 60_000);
  new DataView(png.buffer).setUint32(20, 50_000);
  expect(pictureSize(png)).toEqual({ width: 60_000, height: 50_000 });
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 1, 0, 2, 0, 0, 0, 0);
  expect(pictureSize(jpeg)).toEqual({ width: 512, height: 256 });
  expect(pictureSize(jpeg.slice(0, 12))).toBeNull();
  expect(pictureSize(bytes('nothing'))).toBeNull();
});
