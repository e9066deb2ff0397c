import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, redline } from './redline.ts';

const kinds = (before: string, after: string): string[] => redline(before, after).map((block) => `${block.kind}: ${block.text}`);

describe('a redline', () => {
  it('shows nothing new where nothing changed, whatever the line breaks', () => {
    expect(kinds('One two\nthree.\n\nFour five.', 'One two three.\n\n\nFour\nfive.')).toEqual(['same: One two three.', 'same: Four five.']);
  });
  it('compares an edited paragraph word by word', () => {
    const [block] = redline('Call the minister within two days.', 'Call the minister within one day.');
    expect(block).toMatchObject({ kind: 'changed', parts: [{ kind: 'same', text: 'Call the minister within' }, { kind: 'removed', text: 'two days.' }, { kind: 'added', text: 'one day.' }] });
  });
  it('does not show a moved paragraph as new or as taken away', () => {
    expect(kinds('First of all three.\n\nSecond of all three.\n\nThird of all three.', 'Third of all three.\n\nFirst of all three.\n\nSecond of all three.')).toEqual([
      'moved: Third of all three.',
      'same: First of all three.',
      'same: Second of all three.',
    ]);
  });
  it('tells entries of a list apart', () => {
    expect(kinds('- write down who\n- write down when', '- write down who\n- sign the sheet twice\n- write down when')).toEqual(['same: - write down who', 'added: - sign the sheet twice', 'same: - write down when']);
  });
  it('says what was taken away where it stood', () => {
    expect(kinds('Keep this one.\n\nDrop this paragraph here.\n\nKeep that too.', 'Keep this one.\n\nKeep that too.')).toEqual(['same: Keep this one.', 'removed: Drop this paragraph here.', 'same: Keep that too.']);
  });
  it('always shows every block of the newer text once and in order, and accounts for each block of the older', () => {
    const block = fc.constantFrom('alpha beta gamma delta', 'alpha beta gamma', 'one two three four five', 'six seven eight', 'nine', '- ten eleven twelve');
    const text = fc.array(block, { maxLength: 12 }).map((blocks) => blocks.join('\n\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const found = redline(before, after);
        expect(found.filter(({ kind }) => kind !== 'removed').map((one) => one.text)).toEqual(blocksOf(after));
        const accounted = found.filter(({ kind }) => kind !== 'added').length;
        expect(accounted).toBe(blocksOf(before).length);
      }),
    );
  });
});
