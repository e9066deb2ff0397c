import { expect, it } from 'vitest';
import { addDays, daysBetween, localDate } from './calendarDate.ts';

it('counts days across months, leap years and changes of clocks', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-11-21', '2026-11-01')).toBe(-20);
});

it('takes the date on the wall, not the one in London', () => {
  const instant = Date.parse('2026-11-21T23:30:00Z');
  expect(localDate(instant, -120)).toBe('2026-11-22');
  expect(localDate(instant, 300)).toBe('2026-11-21');
});
