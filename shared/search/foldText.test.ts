import { describe, expect, it } from 'vitest';
import { foldedOnly, foldText, originalRange } from './foldText.ts';

const folded = (text: string): string => foldText(text).folded;

/** What stands in the original where `part` stands in the folded text. */
function original(text: string, part: string): string {
  const result = foldText(text);
  const at = result.folded.indexOf(part);
  const { start, end } = originalRange(result, at, at + part.length);
  return text.slice(start, end);
}

describe('foldText', () => {
  it.each([
    ['Évaluation À Zéro', 'evaluation a zero'],
    ['E\u0301valuation', 'evaluation'],
    ['Straße, STRASSE', 'strasse, strasse'],
    ['ŒUVRE Ærø œdème', 'oeuvre aero oedeme'],
    ['ﬁnal ﬃ', 'final ffi'],
    ['el niño Łódź', 'el nino lodz'],
    ['İstanbul ısı', 'istanbul isi'],
    ['soft\u00ADhyphen', 'softhyphen'],
    ['minister’s', "minister's"],
    ['Ⅻ ①', 'xii 1'],
    ['', ''],
  ])('%s becomes %s', (text, expected) => expect(folded(text)).toBe(expected));

  it.each([
    ['vowel marks', 'مَسْؤُولِيَّة', 'مسووليه'],
    ['tatweel', 'حمـــاية', 'حمايه'],
    ['seats of alef', 'أإآٱا', 'ااااا'],
    ['final ya', 'على', 'علي'],
    ['Persian letters', 'کی', 'كي'],
    ['digits', '٢٠٠٥ ۲۰۰۵', '2005 2005'],
    ['presentation forms', 'ﻻ', 'لا'],
  ])('folds Arabic %s', (_, text, expected) => expect(folded(text)).toBe(expected));

  it('has one offset per folded unit and the length of the original at the end', () => {
    for (const text of ['plain', 'Straße 😀 é́', 'حِمايـة', '\ud800 lone', '']) {
      const { folded: result, offsets } = foldText(text);
      expect(offsets).toHaveLength(result.length + 1);
      expect(offsets.at(-1)).toBe(text.length);
      for (let index = 1; index < offsets.length; index += 1) expect(offsets[index]).toBeGreaterThanOrEqual(offsets[index - 1] ?? 0);
    }
  });

  it.each([
    ['die Straße hier', 'strasse', 'Straße'],
    ['😀😀 état 😀', 'etat', 'état'],
    ['un e\u0301tat\u0301 fort', 'etat', 'e\u0301tat\u0301'],
    ['𝐑𝐢𝐬𝐤 now', 'risk', '𝐑𝐢𝐬𝐤'],
    ['عن الحِمايَـةِ اليوم', 'الحمايه', 'الحِمايَـةِ'],
    ['half ½ cup', '1', '½'],
  ])('leads from %s back to the whole original of %s', (text, part, expected) => expect(original(text, part)).toBe(expected));
});

describe('folding without the way back', () => {
  it('gives the same words in every script', () => {
    const texts = ['Ångström STRASSE straße ΟΔΟΣ', 'قال الشَّاهِدُ إن الجسر أُغلق ٢٠٢٦', 'İstanbul ŒUVRE ﬁne ½', '早期預警 한국어 ガギグ', 'à́̂ e\u00adlement 👩🏽‍⚖️'];
    for (const text of texts) expect(foldedOnly(text)).toBe(foldText(text).folded);
  });
});
