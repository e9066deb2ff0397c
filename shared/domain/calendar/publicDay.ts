import type { CalendarDate } from '../../time/calendarDate.ts';
import type { CalendarEvent } from './calendarEvent.ts';
import type { FixedDay } from './fixedDays.ts';

const domain = 'days.focal-point-companion';

/** A day of the edition as an event. Its identity follows from the item's, so that exporting twice adds nothing twice. */
export const publicDay = ({ id, month, day, title }: FixedDay, from: CalendarDate): CalendarEvent => ({
  uid: `${id}@${domain}`, sequence: 0, title, startsOn: `${from.slice(0, 4)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  startsAt: null, endsOn: null, place: '', note: '', yearly: true, kind: 'commemoration',
});

/** Whether an event is one of the days that the edition names itself, so that it need not be kept as an own one. */
export const isPublicDay = ({ uid }: Pick<CalendarEvent, 'uid'>): boolean => uid.endsWith(`@${domain}`);
