import { expect, it } from 'vitest';
import { outFileName } from './outFileName.ts';

it('keeps a plain name, and takes out what hides, climbs or is reserved', () => {
  expect(outFileName('Interview 3.m4a')).toBe('Interview 3.m4a');
  expect(outFileName('../../etc/passwd')).toBe('etc passwd');
  expect(outFileName('photo\u202egpj.exe')).toBe('photo gpj.exe');
  expect(outFileName('CON.txt')).toBe('file.txt');
  expect(outFileName('...')).toBe('file');
  expect(outFileName('شاهد.pdf')).toBe('شاهد.pdf');
  expect([...outFileName(`${'x'.repeat(400)}.pdf`)].length).toBe(100);
});
