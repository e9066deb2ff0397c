import { describe, expect, test } from 'vitest';
import { holdTyped, typedMarks } from './typedMarks.ts';

describe('marks of what was typed', () => {
  test('every place of every word, without regard to case', () => {
    expect(typedMarks('Alarm and the ALARM note', 'alarm note')).toEqual([{ start: 0, end: 5 }, { start: 14, end: 19 }, { start: 20, end: 24 }]);
  });
  test('marks that touch or overlap become one', () => {
    expect(typedMarks('warning', 'war arn')).toEqual([{ start: 0, end: 4 }]);
  });
  test('nothing typed marks nothing', () => {
    expect(typedMarks('warning', '  ')).toEqual([]);
  });
  test('a text whose length changes in lower case is marked where the words are', () => {
    expect(typedMarks('İstanbul warning', 'warning')).toEqual([{ start: 9, end: 16 }]);
  });
  test('accents and vowel marks do not count, in what is marked and in what is found', () => {
    expect(typedMarks('Région du Nord', 'region')).toEqual([{ start: 0, end: 6 }]);
    expect(holdTyped('region nord', 'Région', 'du Nord')).toBe(true);
    expect(holdTyped('الشمال', 'منطقة الشَّمال')).toBe(true);
    expect(holdTyped('region south', 'Région', 'du Nord')).toBe(false);
  });
});
