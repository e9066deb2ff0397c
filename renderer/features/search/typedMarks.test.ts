import { describe, expect, test } from 'vitest';
import { typedMarks } from './typedMarks.ts';

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
  test('a text whose length changes in lower case is left alone', () => {
    expect(typedMarks('İstanbul warning', 'warning')).toEqual([]);
  });
});
