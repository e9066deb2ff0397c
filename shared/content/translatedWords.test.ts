import { describe, expect, it } from 'vitest';
import { parseContent } from './parseContent.ts';
import { type TranslatedWords, withWords, wordingMark, wordsLag, wordsOf } from './translatedWords.ts';
import { wholeEdition } from './wholeEdition.fixture.ts';

const { content } = parseContent(wholeEdition());
if (content === undefined) throw new Error('the fixture is not whole');
const [toolkit] = content.toolkits;
if (toolkit === undefined) throw new Error('the fixture has no toolkit');
/** Every passage in capitals, made from the wording of now. */
const loud = (words: Map<string, string>): TranslatedWords => Object.fromEntries([...words].map(([key, text]) => [key, { of: wordingMark(text), text: text.toUpperCase() }]));

describe('words of a translation', () => {
  it('reach every passage and nothing else', () => {
    const words = wordsOf('toolkit', toolkit);
    expect([...words.keys()]).toEqual(['title', 'purpose', 'group.g1g1g1g1.title', 'item.a1a1a1a1.label', 'item.b1b1b1b1.label', 'item.b1b1b1b1.c1c1c1c1.label', 'item.b1b1b1b1.d1d1d1d1.label']);
    const read = withWords('toolkit', toolkit, loud(words));
    expect(JSON.stringify(read)).toContain('WHO SIGNED IT');
    // Made small again it is the original: ids, kinds, order and rules were not touched.
    expect(JSON.stringify(read).toLowerCase()).toBe(JSON.stringify(toolkit).toLowerCase());
    for (const part of ['programme', 'glossary'] as const) {
      const original = content[part];
      const translated = withWords(part, original as never, loud(wordsOf(part, original as never)));
      expect(JSON.stringify(translated)).not.toBe(JSON.stringify(original));
      expect(JSON.stringify(translated).toLowerCase()).toBe(JSON.stringify(original).toLowerCase());
    }
  });

  it('give way to the original where its wording went on', () => {
    const words = loud(wordsOf('toolkit', toolkit));
    const next = { ...toolkit, groups: toolkit.groups.map((group) => ({ ...group, items: group.items.map((item) => (item.id === 'a1a1a1a1' ? { ...item, label: 'Is it written and signed' } : item)) })) };
    const read = withWords('toolkit', next, words);
    expect(read.groups[0]?.items.map(({ label }) => label)).toEqual(['Is it written and signed', 'WHO SIGNED IT']);
    expect(wordsLag('toolkit', next, words)).toEqual({ total: 7, current: 6, behind: 1 });
    expect(wordsLag('toolkit', toolkit, {})).toEqual({ total: 7, current: 0, behind: 0 });
  });

  it('are not found where the key is a name of every object', () => {
    expect(withWords('glossary', [{ id: 'constructor', term: 'x', also: [], definition: 'y', source: 's' }], {})).toMatchObject([{ term: 'x' }]);
  });
});

it('marks two wordings apart, also where they differ in one letter or in order', () => {
  const marks = ['a', 'b', 'ab', 'ba', 'The minister', 'the minister', 'The minister ', ''].map(wordingMark);
  expect(new Set(marks).size).toBe(marks.length);
  const many = new Set(Array.from({ length: 50_000 }, (_, at) => wordingMark(`Question ${at}`)));
  expect(many.size).toBe(50_000);
});
