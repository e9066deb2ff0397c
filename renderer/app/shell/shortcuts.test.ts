import { expect, it } from 'vitest';
import { latinKey } from './shortcuts.ts';

it('a shortcut works on keyboards of other scripts by the place of its key, and on Latin ones by what stands on it', () => {
  expect(latinKey({ key: 'ن', code: 'KeyK' })).toBe('k');
  expect(latinKey({ key: 'Я', code: 'KeyZ' })).toBe('z');
  expect(latinKey({ key: '١', code: 'Digit1' })).toBe('1');
  // A French keyboard has Z where an English one has W.
  expect(latinKey({ key: 'z', code: 'KeyW' })).toBe('z');
  expect(latinKey({ key: 'K', code: 'KeyK' })).toBe('k');
  expect(latinKey({ key: ',', code: 'KeyM' })).toBe(',');
  expect(latinKey({ key: 'Enter', code: 'Enter' })).toBe('enter');
});
