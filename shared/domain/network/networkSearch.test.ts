import { expect, it } from 'vitest';
import { matching } from './networkSearch.ts';

const entries = [
  { id: 'a', name: 'Tomás Ibarra', languages: ['Spanish', 'English'], papers: [{ title: 'Draft programme' }] },
  { id: 'b', name: 'رانيا حدّاد', languages: ['Arabic'], papers: [] },
];
const ids = (query: string): string[] => matching(entries, query).map(({ id }) => id);

it('finds by the beginning of any word, anywhere in an entry, whatever its accents', () => {
  expect(ids('tomas span')).toEqual(['a']);
  expect(ids('programme')).toEqual(['a']);
  expect(ids('حداد')).toEqual(['b']);
  expect(ids('anish')).toEqual([]);
  expect(ids(' ')).toEqual(['a', 'b']);
});
