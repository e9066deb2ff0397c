import { expect, it } from 'vitest';
import { readKey } from './protocol.ts';

it('keeps reads of one name apart by everything else they ask for', () => {
  expect(readKey({ name: 'definition', hash: 'a'.repeat(64) })).not.toBe(readKey({ name: 'definition', hash: 'b'.repeat(64) }));
  expect(readKey({ name: 'notes', situationId: '1'.repeat(32) })).not.toBe(readKey({ name: 'notes', situationId: '2'.repeat(32) }));
  expect(readKey({ name: 'runs' })).toBe('runs');
});
