import { describe, expect, test } from 'vitest';
import { markWords } from './markWords.ts';
import { type TextTree, wordsIn } from './textTree.ts';

const marked = (text: string, words: string[]): string[] => {
  const tree: TextTree = { type: 'root', children: [{ type: 'element', tagName: 'p', children: [{ type: 'text', value: text }] }] };
  markWords(words)()(tree);
  expect(wordsIn(tree)).toBe(text);
  return (tree.children?.[0]?.children ?? []).filter((node) => node.tagName === 'mark').map(wordsIn);
};

describe('marking the words that were found', () => {
  test('whole words only, as they were written', () => expect(marked('Warning signs and warnings, forewarning', ['Warning', 'warnings'])).toEqual(['Warning', 'warnings']));
  test('a word beside punctuation', () => expect(marked('“alarm”, (alarm). alarm/route', ['alarm'])).toEqual(['alarm', 'alarm', 'alarm']));
  test('vowelled Arabic as one word', () => expect(marked('عن الإِنذار المبكر', ['الإِنذار'])).toEqual(['الإِنذار']));
  test('a piece of a script without spaces', () => expect(marked('保護する責任', ['責任'])).toEqual(['責任']));
  test('signs of patterns are only signs', () => expect(marked('a.b axb', ['a.b'])).toEqual(['a.b']));
  test('no words, no marks', () => expect(marked('alarm', [])).toEqual([]));
});
