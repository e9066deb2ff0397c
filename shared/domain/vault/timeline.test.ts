import { expect, it } from 'vitest';
import { emptyNoteFields } from './note.ts';
import { observedRange, passesTimeline, timelineEvents, timelinePicture, type TimelineNote } from './timeline.ts';

const note = (id: string, observedOn: string | null, observedPrecision: TimelineNote['observedPrecision'] = 'day', more: Partial<TimelineNote> = {}): TimelineNote => {
  const { title, place, source, sourceId, riskFactorIds, reliability, credibility } = emptyNoteFields;
  return { id, title, excerpt: '', place, source, sourceId, riskFactorIds, reliability, credibility, observedOn, observedPrecision, ...more };
};

it('a date stands for as many days as it is known', () => {
  expect(observedRange('2026-11-18', 'exact')).toEqual({ from: '2026-11-18', to: '2026-11-18' });
  expect(observedRange('2026-11-18', 'about')).toEqual({ from: '2026-11-15', to: '2026-11-21' });
  expect(observedRange('2026-11-18', 'week')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  expect(observedRange('2024-02-10', 'month')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  expect(observedRange('2026-12-31', 'month')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  expect(observedRange('2026-06-01', 'year')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
});

it('events are in the order in which they can have happened; notes without a day are not events', () => {
  const events = timelineEvents([note('c', '2026-11-18'), note('a', null), note('b', '2026-11-20', 'month'), note('d', '2025-05-05')]);
  expect(events.map(({ note: { id } }) => id)).toEqual(['d', 'b', 'c']);
});

it('a period finds what can have happened in it', () => {
  const [month, day] = timelineEvents([note('m', '2026-11-02', 'month', { riskFactorIds: ['x1'] }), note('d', '2026-11-18')]);
  expect(passesTimeline(month!, { from: '2026-11-20' })).toBe(true);
  expect(passesTimeline(day!, { from: '2026-11-20' })).toBe(false);
  expect(passesTimeline(month!, { riskFactorIds: ['x1', 'x2'] })).toBe(true);
  expect(passesTimeline(day!, { riskFactorIds: ['x1'] })).toBe(false);
});

it('marks never lie on each other and stay within the picture', () => {
  const picture = timelinePicture(timelineEvents(Array.from({ length: 40 }, (_, at) => note(String(at).padStart(2, '0'), `2026-11-${String((at % 5) + 1).padStart(2, '0')}`, at % 7 === 0 ? 'month' : 'day'))), 0.02)!;
  for (const one of picture.placed) {
    expect(one.start).toBeGreaterThanOrEqual(0);
    expect(one.end).toBeLessThanOrEqual(1 + 1e-9);
    for (const other of picture.placed) if (other !== one && other.lane === one.lane) expect(one.end <= other.start || other.end <= one.start).toBe(true);
  }
});
