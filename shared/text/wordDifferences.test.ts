import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordDifferences } from './wordDifferences.ts';

it('shows only the words that changed', () => {
  expect(wordDifferences('agree who may convene at short notice', 'agree in writing who may convene on short notice')).toEqual([
    { kind: 'same', text: 'agree' },
    { kind: 'added', text: 'in writing' },
    { kind: 'same', text: 'who may convene' },
    { kind: 'removed', text: 'at' },
    { kind: 'added', text: 'on' },
    { kind: 'same', text: 'short notice' },
  ]);
});

it('gives back both texts, whatever they are', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 }).map((list) => list.join(' '));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = wordDifferences(before, after);
      const side = (kind: 'added' | 'removed') => parts.filter((part) => part.kind === 'same' || part.kind === kind).map((part) => part.text).join(' ');
      expect(side('removed')).toBe(before);
      expect(side('added')).toBe(after);
    }),
  );
});
