import { expect, test } from 'vitest';
import { timelineYears } from './timelineYears.ts';

const entry = (id: string, on: string) => ({ id, on, title: id, text: id, source: 'Source', covers: [] });

test('entries stand under their years, whole years before months and days', () => {
  const years = timelineYears([entry('d', '2019-05-13'), entry('b', '2010-09'), entry('c', '2019'), entry('a', '2005')]);
  expect(years.map(({ year, entries }) => `${year}: ${entries.map(({ id }) => id).join('')}`)).toEqual(['2005: a', '2010: b', '2019: cd']);
});
