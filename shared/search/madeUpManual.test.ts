import { describe, expect, it } from 'vitest';
import { type MadeUpLanguage, madeUpLanguages, madeUpManual, pluralOf, randomFrom } from './madeUpManual.fixture.ts';
import { buildManualIndex, replaceSections, searchManual } from './manualSearch.ts';

const count = 500;
const asked = 150;
const marks = ['\u064e', '\u064f', '\u0650', '\u0652'];

/** One slip in a word: a letter left out, two changed about, or one replaced by its neighbour. */
function slip(word: string, random: () => number): string {
  const letters = [...word];
  const at = 1 + Math.floor(random() * (letters.length - 2));
  switch (Math.floor(random() * 3)) {
    case 0: return letters.filter((_, place) => place !== at).join('');
    case 1: return [...letters.slice(0, at), letters[at + 1] ?? '', letters[at] ?? '', ...letters.slice(at + 2)].join('');
    default: return [...letters.slice(0, at), letters[(at + 2) % letters.length] ?? '', ...letters.slice(at + 1)].join('');
  }
}

const books = new Map<MadeUpLanguage, { own: ReadonlyMap<string, readonly string[]>; index: ReturnType<typeof buildManualIndex> }>();
const book = (language: MadeUpLanguage) => {
  const known = books.get(language);
  if (known) return known;
  const { sections, own } = madeUpManual(language, count);
  const made = { own, index: buildManualIndex(sections, language) };
  books.set(language, made);
  return made;
};

/** Share of the questions whose section is among the first five. A question is two words of that section, changed by `change`. */
function recall(language: MadeUpLanguage, change: (word: string, random: () => number) => string): number {
  const { own, index } = book(language);
  const random = randomFrom(7);
  let found = 0;
  const sections = [...own].filter((_, at) => at % Math.floor(count / asked) === 0).slice(0, asked);
  for (const [id, words] of sections) {
    const [first = '', second = ''] = words;
    const query = `${change(first, random)} ${change(second, random)}`;
    if (searchManual(index, query, { limit: 5 }).some((hit) => hit.id === id)) found += 1;
  }
  return found / sections.length;
}

describe.each(madeUpLanguages)('search in a made-up handbook of 500 sections: %s', (language) => {
  it('finds what is asked in its words', () => expect(recall(language, (word) => word)).toBeGreaterThanOrEqual(0.98));
  it('finds it with a slip in each word', () => expect(recall(language, slip)).toBeGreaterThanOrEqual(0.95));
  it('finds it without accents and vowel marks', () => expect(recall(language, (word) => word.normalize('NFD').replaceAll(/\p{Mn}/gu, ''))).toBeGreaterThanOrEqual(0.98));
  it('finds it in the plural or with the article', () => expect(recall(language, (word) => pluralOf(language, word))).toBeGreaterThanOrEqual(0.95));
});

it('finds Arabic that is written with all its vowel marks', () => {
  expect(recall('ar', (word, random) => [...word].map((letter) => `${letter}${marks[Math.floor(random() * marks.length)] ?? ''}`).join(''))).toBeGreaterThanOrEqual(0.95);
});

it('an index that was brought from one edition to the next answers like a fresh one, and only what changed was read', () => {
  const before = madeUpManual('en', 120, 3);
  const other = madeUpManual('en', 120, 4);
  const next = before.sections.map((section, at) => (at % 20 === 0 ? { ...section, body: other.sections[at]?.body ?? '' } : section)).slice(0, 115);
  let read = 0;
  const counted = next.filter((_, at) => at % 20 === 0).map((section) => ({ ...section, get body() { read += 1; return section.body; } }));
  const moved = buildManualIndex(before.sections, 'en');
  replaceSections(moved, counted, before.sections.slice(115).map(({ id }) => id));
  expect(read).toBeLessThanOrEqual(counted.length * 2);
  const fresh = buildManualIndex(next, 'en');
  for (const words of [...other.own.values(), ...before.own.values()].slice(0, 200)) expect(searchManual(moved, words.join(' '), { limit: 10 })).toEqual(searchManual(fresh, words.join(' '), { limit: 10 }));
});
