import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import { foldedWords } from '../../../shared/search/findInText.ts';
import { foldedOnly } from '../../../shared/search/foldText.ts';
import { NoteScan } from './noteScan.ts';
import { TermIndex } from './termIndex.ts';

const note = (id: string, title: string, text: string, more: Partial<NoteText> = {}): NoteText => ({
  id, situationId: 's', title, text, place: '', source: '', populations: [], riskFactorIds: [], reliability: null, credibility: null, observedOn: null, form: 2, sourceId: null, handling: 'private', mentions: [], relations: {}, changedAt: `2026-01-01T00:00:00.${id.padStart(3, '0')}Z`, trashedAt: null, ...more,
});
const indexed = (scan: NoteScan): NoteScan => {
  while (scan.index());
  return scan;
};
const ids = (scan: NoteScan, query: string, limit = 100): string[] => scan.find(foldedWords(query), {}, limit).best.map(({ id }) => id);

const words = fc.string({ unit: fc.constantFrom('a', 'b', '-', 'é', '村', '庄', 'ا', '\n', ' ', '🌍', 'ß'), maxLength: 12 });

it('finds by the index exactly what a look through every text finds, whatever is looked for', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), fc.array(words, { minLength: 1, maxLength: 3 }), fc.nat(40), (texts, asked, taken) => {
      const wanted = asked.map(foldedOnly).filter((word) => word !== '' && !word.includes('\n'));
      const index = new TermIndex();
      for (const text of texts.slice(0, taken)) index.add(foldedOnly(text));
      const { bits, exact } = index.candidates(wanted);
      texts.slice(0, taken).forEach((text, at) => {
        const holds = wanted.every((word) => foldedOnly(text).includes(word));
        const told = (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
        expect(told || !holds).toBe(true);
        if (exact) expect(told).toBe(holds);
      });
      const scan = new NoteScan();
      texts.forEach((text, at) => scan.put(note(String(at), '', text)));
      const before = scan.find(wanted, {}, 100);
      expect(indexed(scan).find(wanted, {}, 100)).toEqual(before);
      expect(before.total).toBe(texts.filter((text) => wanted.every((word) => foldedOnly(text).includes(word))).length);
    }),
  );
});

it('needs no look at a text for a word or a part of one', () => {
  const index = new TermIndex();
  for (let at = 0; at < 1_000; at += 1) index.add(`the bridge at kessa was closed on day ${at}, said witness 边境村庄被烧毁`);
  const count = (words: string[]): number => index.candidates(words).bits.reduce((sum, bits) => sum + bits.toString(2).replaceAll('0', '').length, 0);
  expect(count(['ridg'])).toBe(1_000);
  expect(count(['granary'])).toBe(0);
  expect(count(['村', '999'])).toBe(1);
  expect(index.candidates(['ridg', '村庄', '999']).exact).toBe(true);
  expect(index.candidates(['村庄被']).exact).toBe(false);
  expect(index.candidates(['at kessa']).exact).toBe(false);
});

it('puts titles before texts, words together before words apart, then the last changed', () => {
  const scan = new NoteScan();
  for (const one of [note('1', 'Other', 'ridge road'), note('2', 'Other', 'road on the ridge'), note('3', 'Ridge road', ''), note('4', 'Road', 'the ridge'), note('5', 'Other', 'a road, a ridge')]) scan.put(one);
  expect(ids(scan, 'ridge road')).toEqual(['3', '1', '4', '5', '2']);
  expect(ids(indexed(scan), 'ridge road')).toEqual(['3', '1', '4', '5', '2']);
  expect(ids(scan, 'ridge', 2)).toEqual(['3', '5']);
  expect(scan.find(['ridge'], {}, 2).total).toBe(5);
});

it('follows changes, deletions and the bin, also when thousands of places were left', () => {
  const scan = new NoteScan();
  for (let round = 0; round < 5; round += 1) {
    for (let at = 0; at < 600; at += 1) scan.put(note(String(at), `Round ${round}`, 'kessa'));
    indexed(scan);
  }
  expect(scan.find(['kessa'], {}, 5).total).toBe(600);
  expect(scan.find(foldedWords('"round 3"'), {}, 5).total).toBe(0);
  scan.put(note('7', 'Round 5', 'kessa', { trashedAt: '2026-01-02T00:00:00.000Z' }));
  scan.remove('8');
  expect(scan.find(['kessa'], {}, 5).total).toBe(598);
  expect(scan.find([], {}, 5).total).toBe(598);
});
