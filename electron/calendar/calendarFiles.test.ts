import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedByImport } from '../../shared/domain/calendar/addedByImport.ts';
import { type CalendarEvent, maxCalendarEvents } from '../../shared/domain/calendar/calendarEvent.ts';
import { publicDay } from '../../shared/domain/calendar/publicDay.ts';
import type { StoredEntry } from '../../shared/domain/vault/entry.ts';
import { addDays } from '../../shared/time/calendarDate.ts';
import { maxCalendarBytes, readCalendar } from './readCalendar.ts';
import { writeCalendar } from './writeCalendar.ts';

const now = '2026-11-20T10:00:00.000Z';
const event = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({ uid: 'u1', sequence: 0, title: 'Annual meeting', startsOn: '2026-12-09', startsAt: null, endsOn: null, place: '', note: '', yearly: false, kind: 'other', ...over });
const read = (text: string, offset = 0) => readCalendar(new TextEncoder().encode(text), () => offset);
const file = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const eventsOf = (result: ReturnType<typeof read>): readonly CalendarEvent[] => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value.events;
};

describe('what is written can be read', () => {
  it('by a reader that did not write it, whatever the text and wherever the machine', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((value) => value.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, '').trim());
    const anyEvent = fc.record({
      uid: fc.uuid(), sequence: fc.nat(20), title: text.map((value) => (value === '' ? 'x' : value)), startsOn: fc.integer({ min: 0, max: 9_000 }).map((days) => addDays('2020-01-01', days)),
      startsAt: fc.option(fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)), length: fc.nat(5), place: text, note: text, yearly: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyEvent, { selector: ({ uid }) => uid, maxLength: 5 }), (list) => {
        const events = list.map(({ length, ...rest }) => event({ ...rest, endsOn: length === 0 ? null : addDays(rest.startsOn, length) }));
        const back = eventsOf(read(writeCalendar(events, now), -600));
        // A meeting of an hour that begins late in the evening ends on the next day.
        expect(back.map((one, at) => ({ ...one, endsOn: events[at]?.endsOn === null && events[at]?.startsAt !== null ? null : one.endsOn }))).toEqual(events);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps identities, so that reading it again changes nothing', () => {
    const day = publicDay({ id: 'qozkdp3y', month: 12, day: 9, title: 'Victims of the crime of genocide' }, '2026-11-20');
    const stored = { ...event(), type: 'date', id: '1'.repeat(32), createdAt: now, changedAt: now, trashedAt: null, remindDays: 3 } as StoredEntry<'date'>;
    const again = addedByImport([stored], eventsOf(read(writeCalendar([event(), day], now))));
    expect(again).toEqual({ added: [], changed: [], same: 2 });
    const newer = addedByImport([stored], [event({ sequence: 1, startsOn: '2026-12-10' })]);
    expect(newer.changed).toMatchObject([{ id: stored.id, entry: { startsOn: '2026-12-10', remindDays: 3 } }]);
    expect(addedByImport([{ ...stored, sequence: 2 }], [event({ sequence: 1, startsOn: '2026-12-10' })]).same).toBe(1);
  });
});

describe('files of other programs', () => {
  it('Outlook: a zone of its own, folded lines, an alarm inside', () => {
    const outlook = file(
      'METHOD:PUBLISH', 'BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time', 'BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'END:VTIMEZONE',
      'BEGIN:VEVENT', 'CLASS:PUBLIC', 'ORGANIZER;CN="Desk":MAILTO:desk@example.org', 'DTEND;TZID="W. Europe Standard Time":20261209T153000', 'DTSTAMP:20261101T100000Z', 'DTSTART;TZID="W. Europe Standard Time":20261209T143000',
      'SEQUENCE:3', 'SUMMARY;LANGUAGE=en-gb:Call with neighbours\\, second', '  half', 'UID:040000008200E00074C5B7101A82E008', 'X-MICROSOFT-CDO-BUSYSTATUS:BUSY', 'BEGIN:VALARM', 'TRIGGER:-PT15M', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'END:VALARM', 'END:VEVENT',
    );
    expect(eventsOf(read(outlook))).toMatchObject([{ uid: '040000008200E00074C5B7101A82E008', sequence: 3, title: 'Call with neighbours, second half', startsOn: '2026-12-09', startsAt: '14:30', endsOn: null, note: '' }]);
  });

  it('Google: times in UTC are shown on the clock of the user', () => {
    const google = file('X-WR-CALNAME:Work', 'BEGIN:VEVENT', 'DTSTART:20261209T233000Z', 'DTEND:20261210T003000Z', 'DTSTAMP:20261101T100000Z', 'UID:abc@google.com', 'SUMMARY:Debate', 'STATUS:CONFIRMED', 'END:VEVENT');
    expect(eventsOf(read(google, -120))).toMatchObject([{ startsOn: '2026-12-10', startsAt: '01:30' }]);
  });

  it('Apple: whole days, ends that are not included, a yearly rule', () => {
    const apple = file('CALSCALE:GREGORIAN', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20260514', 'DTEND;VALUE=DATE:20260516', 'DTSTAMP:20261101T100000Z', 'UID:1F2E', 'SUMMARY:Annual meeting', 'RRULE:FREQ=YEARLY', 'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC', 'END:VEVENT');
    expect(eventsOf(read(apple))).toMatchObject([{ startsOn: '2026-05-14', startsAt: null, endsOn: '2026-05-15', yearly: true }]);
  });
});

describe('files that are not as they should be', () => {
  it('one broken event costs only itself; a cancelled one is left out', () => {
    const mixed = file(
      'BEGIN:VEVENT', 'UID:1', 'SUMMARY:No start', 'DTSTAMP:20261101T100000Z', 'END:VEVENT',
      'BEGIN:VEVENT', 'UID:2', 'SUMMARY:Bad start', 'DTSTART:2026-99-99', 'END:VEVENT',
      'BEGIN:VEVENT', 'UID:3', 'SUMMARY:Cancelled', 'DTSTART;VALUE=DATE:20261201', 'STATUS:CANCELLED', 'END:VEVENT',
      'BEGIN:VEVENT', 'UID:4', 'SUMMARY:Good', 'DTSTART;VALUE=DATE:20261201', 'END:VEVENT',
      'BEGIN:VEVENT', 'UID:5', 'SUMMARY:Cut off',
    );
    expect(read(mixed)).toMatchObject({ ok: true, value: { skipped: 3, events: [{ uid: '4' }] } });
  });

  it('says what is wrong with what is no calendar, too large or too long', () => {
    expect(read('PK\u0003\u0004 no calendar')).toMatchObject({ ok: false, error: { code: 'calendar.notCalendar' } });
    expect(readCalendar(new Uint8Array(maxCalendarBytes + 1), () => 0)).toMatchObject({ ok: false, error: { code: 'calendar.tooLarge' } });
    const many = Array.from({ length: maxCalendarEvents + 1 }, (_, at) => ['BEGIN:VEVENT', `UID:${at}`, 'SUMMARY:x', 'DTSTART;VALUE=DATE:20261201', 'END:VEVENT']).flat();
    expect(read(file(...many))).toMatchObject({ ok: false, error: { code: 'calendar.tooMany' } });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('BEGIN:VEVENT', 'END:VEVENT', 'BEGIN:VCALENDAR', 'UID:1', 'DTSTART:20260101T000000Z', 'DTSTART;TZID=Nowhere:20260101T000000', 'SUMMARY:\u0000\\', ':', 'RRULE:FREQ=NEVER', 'BEGIN:VALARM'), { maxLength: 20 }), (lines) => {
      expect(typeof read(lines.join('\r\n')).ok).toBe('boolean');
    }));
  });
});
