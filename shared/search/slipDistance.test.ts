import { expect, it } from 'vitest';
import { slipDistance } from './slipDistance.ts';

it.each([
  ['sanctions', 'sanctions', 0],
  ['sanctoins', 'sanctions', 1],
  ['sanctins', 'sanctions', 1],
  ['sanctionss', 'sanctions', 1],
  ['senctions', 'sanctions', 1],
  ['recomendaton', 'recommendation', 2],
  ['risk', 'minister', 3],
  ['abcdef', 'uvwxyz', 3],
  ['', 'ab', 2],
])('%s to %s takes %i slips, counted up to one beyond two', (from, to, slips) => {
  expect(slipDistance(from, to, 2)).toBe(slips);
  expect(slipDistance(to, from, 2)).toBe(slips);
});
