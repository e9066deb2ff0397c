import * as v from 'valibot';
import { dateKinds } from '../vault/entry.ts';
import { boundedText, dateSchema } from '../vault/storedText.ts';

/** An event as it crosses to an .ics file and back: what any calendar can hold, and the identity by which it is known again. */
export const calendarEventSchema = v.strictObject({
  uid: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  sequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  title: v.pipe(boundedText(200), v.minLength(1)),
  startsOn: dateSchema,
  /** HH:MM where it happens; null for whole days. */
  startsAt: v.nullable(v.pipe(v.string(), v.regex(/^\d{2}:\d{2}$/))),
  /** The last day, itself included. */
  endsOn: v.nullable(dateSchema),
  place: boundedText(400),
  note: boundedText(4_000),
  yearly: v.boolean(),
  kind: v.picklist(dateKinds),
});
export type CalendarEvent = v.InferOutput<typeof calendarEventSchema>;

export const maxCalendarEvents = 2_000;
export const calendarEventsSchema = v.pipe(v.array(calendarEventSchema), v.maxLength(maxCalendarEvents));

/** What was read from an .ics file. `skipped`: entries that could not be used, such as cancelled ones and ones without a start. */
export interface CalendarFile {
  readonly events: readonly CalendarEvent[];
  readonly skipped: number;
}
