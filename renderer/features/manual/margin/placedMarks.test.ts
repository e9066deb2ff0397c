import { describe, expect, it } from 'vitest';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { makeAnchor } from '../../../../shared/text/anchor.ts';
import { drawMarks } from './drawMarks.ts';
import { type Mark, placeMarks, shortQuote, wordsNow } from './placedMarks.ts';
import { readingText, runningText } from './readingText.ts';
import { sentencesIn, stepPassage } from './passageSteps.ts';

const section = (id: string, body: string, summary = 'In short.'): Section => ({ id, title: id, number: '1.1', chapterId: 'c', summary, body, sources: [], tasks: [], toolkits: [], templates: [], keywords: [] }) as unknown as Section;
const markOn = (of: Section, quote: string, note = ''): Mark => {
  const { text } = readingText(of);
  const start = text.indexOf(quote);
  const anchor = makeAnchor(text, start, start + quote.length);
  if (start < 0 || anchor === null) throw new Error(`${quote} is not there`);
  return { type: 'mark', look: 'highlight', sectionId: of.id, sectionName: `1.1 ${of.id}`, anchor, edition: '2026.1', note, id: quote, createdAt: '', changedAt: '', trashedAt: null };
};

const body = 'Write to the *minister* on the first day.[^1] Keep a [copy](section:copies) of the letter.\n\n| Who | When |\n|---|---|\n| The registrar of the supreme court | On Monday |\n\n[^1]: A footnote that is not part of the text.\n';

describe('marks in the margin', () => {
  it('reads the text as it stands on the screen, without footnotes and their signs', () => {
    const { text } = readingText(section('a', body));
    expect(text.replaceAll(/\s+/g, ' ').trim()).toBe('In short. Write to the minister on the first day. Keep a copy of the letter. Who When The registrar of the supreme court On Monday');
  });

  it('keeps marks of a translation on its words, through a new one, and lists them where it is not on the device', () => {
    const french = section('a', 'Écrivez au ministre le premier jour. Gardez une copie de la lettre.');
    const mark: Mark = { ...markOn(french, 'Gardez une copie de la lettre'), language: 'fr' };
    const original = [section('a', body)];
    const read = (sections: readonly Section[], language = 'fr') => placeMarks([mark], original, undefined, { language, sections });
    expect(read([french]).placed.map(wordsNow)).toEqual(['Gardez une copie de la lettre']);
    const next = section('a', 'Une phrase de plus. Écrivez au ministre le premier jour. Gardez une copie de la lettre.');
    expect(read([next]).placed.map(wordsNow)).toEqual(['Gardez une copie de la lettre']);
    expect(read([section('a', 'Tout autre chose est écrit ici.')]).lost).toMatchObject([{ otherLanguage: false, mark: { id: mark.id } }]);
    expect(read([]).lost).toMatchObject([{ otherLanguage: false }]);
    for (const found of [read([section('a', 'Arabic')], 'ar'), placeMarks([mark], original)]) expect(found).toMatchObject({ placed: [], lost: [{ otherLanguage: true }] });
    // A bookmark is on the section, in whatever language it is read.
    expect(placeMarks([{ ...mark, anchor: null }], original).placed).toHaveLength(1);
  });

  it('places marks across emphasis, links and cells, and lists what lost its place', () => {
    const one = section('a', body);
    const marks = [markOn(one, 'the minister on the first day. Keep a copy of the'), markOn(one, 'The registrar of the supreme court'), markOn(one, 'In short')];
    const next = section('a', body.replace('The registrar of the supreme court', 'Nobody at all'), 'In short.');
    const elsewhere = section('b', 'They say so too. The registrar of the supreme court knows it well.');
    const found = placeMarks(marks, [next, elsewhere]);
    expect(found.placed.map(wordsNow)).toEqual(['In short', 'the minister on the first day. Keep a copy of the']);
    expect(found.lost.map(({ mark, section: own }) => [mark.anchor?.quote, own?.id])).toEqual([['The registrar of the supreme court', 'a']]);
    expect(placeMarks(marks, [elsewhere]).lost).toHaveLength(3);
  });

  it('names the one section that has the very words now', () => {
    const one = section('a', 'The register of seizures lies with the customs office of the port. Two more words.');
    const mark = markOn(one, 'The register of seizures lies with the customs office of the port.');
    const gone = section('a', 'Two more words.');
    const there = section('b', 'First. The register of seizures lies with the customs office of the port. Last.');
    expect(placeMarks([mark], [gone, there]).lost[0]?.movedTo?.id).toBe('b');
    expect(placeMarks([mark], [gone, there, section('c', there.body)]).lost[0]?.movedTo).toBeNull();
  });

  it('draws marks without changing a letter', () => {
    const tree = { type: 'root', children: [{ type: 'element', tagName: 'p', children: [{ type: 'text', value: 'One ' }, { type: 'element', tagName: 'em', children: [{ type: 'text', value: 'two' }] }, { type: 'text', value: ' three' }] }] };
    const before = runningText(tree);
    drawMarks([{ id: 'x', start: 2, end: 9, hasNote: false }])()(tree);
    expect(runningText(tree)).toBe(before);
    expect(JSON.stringify(tree).match(/"mark"/g)).toHaveLength(3);
  });

  it('steps through sentences and words', () => {
    const text = 'First one here. Second one there.\nThird.';
    const [first] = sentencesIn(text, 'en');
    const words = (range: { start: number; end: number }): string => text.slice(range.start, range.end);
    const second = stepPassage(text, 'en', first!, 'next');
    expect(words(second)).toBe('Second one there.');
    expect(words(stepPassage(text, 'en', second, 'startLater'))).toBe('one there.');
    expect(words(stepPassage(text, 'en', second, 'shorter'))).toBe('Second one there');
    expect(words(stepPassage(text, 'en', stepPassage(text, 'en', first!, 'longer'), 'longer'))).toBe('First one here. Second one');
    expect(words(stepPassage(text, 'en', stepPassage(text, 'en', second, 'next'), 'next'))).toBe('Third.');
    expect(words(stepPassage(text, 'en', second, 'previous'))).toBe('First one here.');
  });

  it('shortens a quotation between words and never within a letter', () => {
    expect(shortQuote('one  two\nthree', 50)).toBe('one two three');
    expect(shortQuote('one two three', 9)).toBe('one two…');
    expect(shortQuote('😀'.repeat(20), 9)).not.toMatch(/[\ud800-\udbff]…/u);
  });
});
