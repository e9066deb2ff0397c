/** Dates without a time of day, as `YYYY-MM-DD`. Counted in days of the calendar, so that no time zone or clock change moves a due date. */
export type CalendarDate = string;

const dayMs = 86_400_000;

const toDays = (date: CalendarDate): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

/** The date `days` later, or earlier when negative. */
export const addDays = (date: CalendarDate, days: number): CalendarDate => new Date((toDays(date) + days) * dayMs).toISOString().slice(0, 10);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => Math.round(toDays(to) - toDays(from));

/** Date of an instant on the wall where the user is. `offsetMinutes` is what `Date.prototype.getTimezoneOffset` gives. */
export const localDate = (instantMs: number, offsetMinutes: number): CalendarDate => new Date(instantMs - offsetMinutes * 60_000).toISOString().slice(0, 10);
