import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './foldText.ts';
import { excerptAround, foldedWords, wordMarks } from './findInText.ts';

/** What is marked of `text` when `query` is looked for. */
const marked = (text: string, query: string): string[] => wordMarks(text, foldedWords(query)).map(({ start, end }) => text.slice(start, end));

describe('marks', () => {
  for (const [about, text, query, expected] of [
    ['the middle of a word, in any case', 'Roadblocks on the ridge', 'BLOCK', ['block']],
    ['accents both ways', 'Les réfugiés sont là', 'refugies', ['réfugiés']],
    ['accents typed, none written', 'Refugies', 'réfugiés', ['Refugies']],
    ['Arabic with vowel marks, typed without', 'قال الشَّاهِدُ إنَّ القرية أُحرقت', 'الشاهد', ['الشَّاهِدُ']],
    ['Arabic letter forms', 'أُحرقت القريةُ ليلى', 'احرقت القريه ليلي', ['أُحرقت', 'القريةُ', 'ليلى']],
    ['one Chinese character', '边境村庄被烧毁', '村', ['村']],
    ['two Chinese characters', '边境村庄被烧毁', '村庄', ['村庄']],
    ['Thai without spaces', 'หมู่บ้านชายแดนถูกเผา', 'ชายแดน', ['ชายแดน']],
    ['Japanese inside a run', '国境の村が焼かれた', 'の村', ['の村']],
    ['Korean with a particle', '국경 마을이 불탔다', '마을', ['마을']],
    ['Persian letters typed as Arabic ones', 'روستای مرزی و کودکان', 'مرزي كودكان', ['مرزی', 'کودکان']],
    ['Persian words that are joined by nothing', 'خانه‌ها می‌سوزند', 'خانهها میسوزند', ['خانه‌ها', 'می‌سوزند']],
    ['Hebrew with points', 'הַכְּפָר נִשְׂרַף', 'הכפר', ['הַכְּפָר']],
    ['a letter that folds to two', 'Straße und Fluß', 'strasse', ['Straße']],
    ['words in quotation marks as one', 'ridge road and road ridge', '"road ridge"', ['road ridge']],
    ['ranges that touch, as one', 'aaaa', 'aa', ['aa', 'aa']],
  ] as const) it(`finds ${about}`, () => expect(marked(text, query)).toEqual(expected));

  it('are always what was looked for, in order, never overlapping', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'e\u0301', 'ß', 'أ', 'ا', 'ّ', '村', '🌍', ' ', 'I', 'ﬁ') , maxLength: 40 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b', 'e', 's', 'ا', '村', 'i', 'f'), minLength: 1, maxLength: 2 }), (text, query) => {
        const words = foldedWords(query);
        let end = 0;
        for (const mark of wordMarks(text, words)) {
          expect(mark.start).toBeGreaterThanOrEqual(end);
          end = mark.end;
          expect(foldText(text.slice(mark.start, mark.end)).folded).toContain(words[0]?.slice(0, 1));
        }
        expect(wordMarks(text, words).length > 0).toBe(words.some((word) => foldText(text).folded.includes(word)));
      }),
    );
  });
});

describe('an excerpt', () => {
  it('shows the place that was found, with its marks where they are', () => {
    const text = `${'Nothing of note happened here. '.repeat(30)}The bridge at Kessa was closed. ${'More of the same. '.repeat(30)}`;
    const { excerpt, marks } = excerptAround(text, ['kessa']);
    expect(excerpt.length).toBeLessThan(200);
    expect(marks.map(({ start, end }) => excerpt.slice(start, end))).toEqual(['Kessa']);
    expect(excerpt.startsWith('… ') && excerpt.endsWith(' …')).toBe(true);
  });

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.nat(300), (before) => {
        const { excerpt } = excerptAround(`${'🌍'.repeat(before)}found${'🌍'.repeat(300)}`, ['found']);
        expect(excerpt.isWellFormed()).toBe(true);
      }),
    );
  });
});
