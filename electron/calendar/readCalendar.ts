import { convertIcsCalendar, type IcsEvent } from 'ts-ics';
import * as v from 'valibot';
import { type CalendarEvent, calendarEventSchema, type CalendarFile, maxCalendarEvents } from '../../shared/domain/calendar/calendarEvent.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { addDays } from '../../shared/time/calendarDate.ts';

export const maxCalendarBytes = 2 * 1024 * 1024;

/** Parts of an event that the app has no use for and that may be large or carry links: they are cut before parsing. */
const dropped = /^(?:ATTENDEE|ORGANIZER|ATTACH|X-[\w-]+|CONFERENCE|IMAGE|URL)[;:]/i;

/**
 * Reads an .ics file as Outlook, Google or Apple write it. Each event is parsed by itself, so that one that is broken costs only itself.
 * Fails with `calendar.notCalendar`, `calendar.tooLarge` or `calendar.tooMany`.
 *
 * @param offsetMinutes distance of the user's zone from UTC at an instant, as `Date.prototype.getTimezoneOffset` gives it
 */
export function readCalendar(bytes: Uint8Array, offsetMinutes: (instantMs: number) => number): Result<CalendarFile> {
  if (bytes.byteLength > maxCalendarBytes) return fail('calendar.tooLarge', 'never');
  // A byte that is no UTF-8 spoils a letter, not the file.
  const lines = new TextDecoder('utf-8').decode(bytes).replace(/^\uFEFF/, '').replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  if (!lines.some((line) => line.trim().toUpperCase() === 'BEGIN:VCALENDAR')) return fail('calendar.notCalendar', 'never');
  const zones = blocks(lines, 'VTIMEZONE');
  const blocksOfEvents = blocks(lines, 'VEVENT');
  if (blocksOfEvents.length > maxCalendarEvents) return fail('calendar.tooMany', 'never', { max: maxCalendarEvents });
  const events = blocksOfEvents.flatMap((block) => readEvent(block, zones, offsetMinutes) ?? []);
  return ok({ events, skipped: blocksOfEvents.length - events.length });
}

/** The lines of each whole component of a kind, without nested alarms. One that never ends is left out. */
function blocks(lines: readonly string[], kind: string): string[][] {
  const found: string[][] = [];
  let open: string[] | null = null;
  let alarm = false;
  for (const line of lines) {
    const upper = line.trim().toUpperCase();
    if (upper === `BEGIN:${kind}`) open = [];
    if (upper === 'BEGIN:VALARM') alarm = true;
    if (open !== null && !alarm && line.trim() !== '' && !dropped.test(line)) open.push(line);
    if (upper === 'END:VALARM') alarm = false;
    if (upper === `END:${kind}` && open !== null) {
      found.push(open);
      open = null;
    }
  }
  return found;
}

function readEvent(block: readonly string[], zones: readonly string[][], offsetMinutes: (instantMs: number) => number): CalendarEvent | null {
  const zone = /TZID=("?)([^";:]+)\1/i.exec(block.find((line) => /^DTSTART/i.test(line)) ?? '')?.[2];
  const zoneBlocks = zone === undefined ? [] : zones.filter((lines) => lines.some((line) => line.trim() === `TZID:${zone}`));
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//reader//EN', ...zoneBlocks.flat(), ...withStamp(block), 'END:VCALENDAR', ''].join('\r\n');
  let event: IcsEvent | undefined;
  try {
    event = convertIcsCalendar(undefined, text).events?.[0];
  } catch {
    return null;
  }
  // The parser's types promise a start and a name; files do not.
  const { start: begins, uid } = (event ?? {}) as Partial<IcsEvent>;
  if (event === undefined || event.status === 'CANCELLED' || begins === undefined || uid === undefined || Number.isNaN(begins.date.getTime())) return null;
  const inUtc = block.some((line) => /^DTSTART[^:]*:\d{8}T\d{6}Z/i.test(line));
  const start = wallClock(begins, inUtc, offsetMinutes);
  const end = event.end == null || Number.isNaN(event.end.date.getTime()) ? null : wallClock(event.end, inUtc, offsetMinutes);
  const lastDay = end === null ? null : begins.type === 'DATE' ? addDays(end.date, -1) : end.date;
  const candidate: CalendarEvent = {
    uid: uid.slice(0, 300),
    sequence: event.sequence ?? 0,
    title: clean(event.summary).slice(0, 200),
    startsOn: start.date,
    startsAt: begins.type === 'DATE' ? null : start.time,
    endsOn: lastDay !== null && lastDay > start.date ? lastDay : null,
    place: clean(event.location).slice(0, 400),
    note: clean(event.description).slice(0, 4_000),
    yearly: event.recurrenceRule?.frequency === 'YEARLY' && (event.recurrenceRule.interval ?? 1) === 1,
    kind: 'other',
  };
  return v.is(calendarEventSchema, candidate) ? candidate : null;
}

/** Some programs leave the stamp out; the format asks for it and the app has no use for it. */
const withStamp = (block: readonly string[]): readonly string[] => (block.some((line) => /^DTSTAMP/i.test(line)) ? block : [...block.slice(0, -1), 'DTSTAMP:20000101T000000Z', ...block.slice(-1)]);

/** Control characters, which could hide what a text says, go; line breaks stay. */
const clean = (text: string | undefined): string => (text ?? '').replaceAll(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '').trim();

function wallClock({ date, local }: IcsEvent['start'], inUtc: boolean, offsetMinutes: (instantMs: number) => number): { readonly date: string; readonly time: string } {
  const instant = date.getTime();
  const shown = inUtc ? instant - offsetMinutes(instant) * 60_000 : (local?.date ?? date).getTime();
  const text = new Date(shown).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}
