import { expect, test } from 'vitest';
import { glossaryMatches, underLetters } from './glossaryMatches.ts';

const entry = (term: string, also: string[] = [], definition = 'Something.') => ({ id: term.replaceAll(/[^a-z]+/gi, '-').toLowerCase(), term, also, definition, source: 'Source' });
const entries = [entry('veto'), entry('Éclair'), entry('actor map', ['stakeholder map']), entry('early warning', [], 'Noticing risk before an alarm.'), entry('alarm')];
const terms = (typed: string): string[] => glossaryMatches(entries, typed, 'en').map(({ term }) => term);

test('without anything typed all stand in alphabetical order, accents and case aside', () => expect(terms(' ')).toEqual(['actor map', 'alarm', 'early warning', 'Éclair', 'veto']));
test('terms come before meanings', () => expect(terms('alarm')).toEqual(['alarm', 'early warning']));
test('another name for it is found', () => expect(terms('stakehold')).toEqual(['actor map']));
test('accents need not be typed', () => expect(terms('eclair')).toEqual(['Éclair']));
test('nothing is found for nonsense', () => expect(terms('xyzzy')).toEqual([]));
test('entries stand under their letters', () => {
  expect(underLetters(glossaryMatches(entries, '', 'en'), 'en').map(({ letter, entries: own }) => `${letter}${own.length}`)).toEqual(['A2', 'E2', 'V1']);
});
