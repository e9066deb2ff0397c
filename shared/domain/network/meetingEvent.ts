import type { Meeting } from '../../content/network.schema.ts';
import type { CalendarEvent } from '../calendar/calendarEvent.ts';

/** A meeting as a calendar takes it. The identity stays the same from one publication to the next, so that a calendar changes what it has. */
export function meetingEvent(meeting: Meeting): CalendarEvent {
  const { id, sequence, title, startsOn, endsOn, startsAt, place, about, host } = meeting;
  return {
    uid: `network-meeting-${id}@focalpoint.invalid`,
    sequence,
    title: title.slice(0, 200),
    startsOn,
    startsAt: startsAt ?? null,
    endsOn: endsOn === startsOn ? null : endsOn,
    place,
    note: `${about}\n\n${host}`.slice(0, 4_000),
    yearly: false,
    kind: 'meeting',
  };
}
