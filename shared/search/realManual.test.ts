import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseContent } from '../content/parseContent.ts';
import { knownItems, slip } from './knownItems.fixture.ts';
import { buildManualIndex, searchManual } from './manualSearch.ts';
import { realQuestions } from './realQuestions.fixture.ts';

const folder = path.resolve(import.meta.dirname, '../../assets/content/en');
const files = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')] as const),
);
const sections = parseContent(files).content?.sections ?? [];
const index = buildManualIndex(sections, 'en');
const milliseconds: number[] = [];

/** Place of the first right section, counted from 1; 0 where it is not among the first ten. */
function placeOf(query: string, right: readonly string[]): number {
  const begun = performance.now();
  const hits = searchManual(index, query, { limit: 10 });
  milliseconds.push(performance.now() - begun);
  return hits.findIndex(({ id }) => right.includes(id)) + 1;
}
const among = (places: readonly number[], count: number): number => places.filter((place) => place > 0 && place <= count).length;

describe('search in the English Manual', () => {
  it('has sections to search in', () => expect(sections.length).toBeGreaterThan(50));

  it.each([
    ['as written', (word: string) => word, 0.99],
    ['with a slip in each word', slip, 0.95],
    ['with seven letters of ten', (word: string) => word.slice(0, Math.max(3, Math.ceil(word.length * 0.7))), 0.9],
  ])('finds the section of two rare words %s', (name, spoil, share) => {
    const items = knownItems(sections, 150, spoil);
    const places = items.map(({ ask, section }) => placeOf(ask, [section]));
    process.stdout.write(`150 known items ${name}: first ${among(places, 1)}, first three ${among(places, 3)}, first five ${among(places, 5)}\n`);
    expect(among(places, 5)).toBeGreaterThanOrEqual(150 * share);
  });

  it.each(realQuestions.slice(0, 5))('answers "$ask" in the first three', ({ ask, sections: right }) => {
    const place = placeOf(ask, right);
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThanOrEqual(3);
  });

  it('answers at least 23 of 25 hurried questions in the first three and 24 in the first ten', () => {
    const places = realQuestions.map(({ ask, sections: right }) => placeOf(ask, right));
    const late = realQuestions.filter((_, at) => !(among([places[at] ?? 0], 3) === 1)).map(({ ask }) => ask);
    process.stdout.write(`25 hurried questions: first ${among(places, 1)}, first three ${among(places, 3)}; later: ${late.join('; ') || 'none'}\n`);
    expect(realQuestions).toHaveLength(25);
    expect(realQuestions.flatMap((question) => question.sections).filter((id) => !sections.some((section) => section.id === id))).toEqual([]);
    expect(among(places, 3)).toBeGreaterThanOrEqual(23);
    expect(among(places, 10)).toBeGreaterThanOrEqual(24);
  });

  it('says how long it took', () => {
    const sorted = milliseconds.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
    process.stdout.write(`${sorted.length} searches: median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, longest ${at(1)} ms\n`);
    expect(sorted.length).toBeGreaterThan(450);
  });
});
