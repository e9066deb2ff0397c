import { eachText, type TextTree, wrapMatches } from './textTree.ts';

const letter = String.raw`[\p{L}\p{N}\p{M}]`;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|\-/]/g, String.raw`\$&`);

/** Matches the given words as whole words, and pieces of scripts that do not space their words anywhere. Null for none. */
export function wordsPattern(words: readonly string[]): RegExp | null {
  if (words.length === 0) return null;
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const spaced = longestFirst.filter((word) => !unspaced.test(word)).map(escaped);
  const rest = longestFirst.filter((word) => unspaced.test(word)).map(escaped);
  const whole = spaced.length === 0 ? [] : [`(?<!${letter})(?:${spaced.join('|')})(?!${letter})`];
  return new RegExp([...whole, ...rest].join('|'), 'gu');
}

/** A rehype plugin that wraps the given words in `<mark>`. Which words these are is for the search to say. */
export const markWords = (words: readonly string[]) => () => (tree: TextTree): void => {
  const pattern = wordsPattern(words);
  if (pattern !== null) eachText(tree, (text) => wrapMatches(text, pattern, ([word]) => ({ type: 'element', tagName: 'mark', properties: {}, children: [{ type: 'text', value: word }] })));
};
