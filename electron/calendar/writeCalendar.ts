import ical, { ICalCalendarMethod, ICalEventRepeatingFreq } from 'ical-generator';
import type { CalendarEvent } from '../../shared/domain/calendar/calendarEvent.ts';
import { addDays } from '../../shared/time/calendarDate.ts';

const defaultLengthMs = 60 * 60 * 1000;

/**
 * An .ics file of these events. Days are written as days and times without a zone: what is meant is the clock where it happens. Every
 * event keeps its identity and its sequence, so that another calendar that reads the file twice changes what it has.
 *
 * @param now moment of writing, ISO 8601
 */
export function writeCalendar(events: readonly CalendarEvent[], now: string): string {
  const calendar = ical({ prodId: { company: 'Focal Point Companion', product: 'Calendar' }, method: ICalCalendarMethod.PUBLISH });
  for (const { uid, sequence, title, startsOn, startsAt, endsOn, place, note, yearly } of events) {
    // The writer prints the UTC parts of a date when it is floating or a whole day, so no zone of this machine can shift it.
    const start = new Date(`${startsOn}T${startsAt ?? '00:00'}:00Z`);
    const lastDay = endsOn ?? startsOn;
    const end = startsAt === null ? new Date(`${addDays(lastDay, 1)}T00:00:00Z`) : lastDay > startsOn ? new Date(`${lastDay}T${startsAt}:00Z`) : new Date(start.getTime() + defaultLengthMs);
    calendar.createEvent({
      id: uid, sequence, stamp: new Date(now), summary: title, start, end,
      ...(startsAt === null ? { allDay: true } : { floating: true }),
      ...(place === '' ? {} : { location: place }),
      ...(note === '' ? {} : { description: { plain: note } }),
      ...(yearly ? { repeating: { freq: ICalEventRepeatingFreq.YEARLY } } : {}),
    });
  }
  return calendar.toString();
}
