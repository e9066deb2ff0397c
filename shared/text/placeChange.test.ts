import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeChange, textChange, type TextChange } from './placeChange.ts';

const applied = (text: string, { at, remove, insert }: TextChange): string => text.slice(0, at) + insert + text.slice(at + remove);
const anyText = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', 'é'), maxLength: 12 });

it('the change between two texts makes one of the other and parts no pair', () => {
  fc.assert(fc.property(anyText, anyText, (before, after) => {
    const change = textChange(before, after);
    expect(applied(before, change)).toBe(after);
    expect(change.insert.isWellFormed() && before.slice(0, change.at).isWellFormed() && before.slice(change.at + change.remove).isWellFormed()).toBe(true);
  }));
});

it('a change finds its place in a text that has moved on, and loses nothing that was written', () => {
  expect(applied('Early Hall A', placeChange('Hall A', 'Hall B', 'Early Hall A'))).toBe('Early Hall B');
  expect(applied('One. Two. Three.', placeChange('One. Two.', 'One, Two.', 'One. Two. Three.'))).toBe('One, Two. Three.');
  fc.assert(fc.property(anyText, anyText, anyText, (before, mine, theirs) => {
    const merged = applied(theirs, placeChange(before, mine, theirs));
    expect(merged.isWellFormed()).toBe(true);
    for (const written of [textChange(before, mine).insert, textChange(before, theirs).insert]) expect(merged).toContain(written);
  }));
});
