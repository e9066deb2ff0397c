import { addDays, type CalendarDate, daysBetween } from '../../time/calendarDate.ts';

/** Weekly rest days as usual in different countries; 0 is Sunday. */
export const restWeeks = { 'sat-sun': [6, 0], 'fri-sat': [5, 6], 'thu-fri': [4, 5], 'fri': [5], 'sun': [0] } as const satisfies Readonly<Record<string, readonly number[]>>;
export type RestWeek = keyof typeof restWeeks;
export const isRestWeek = (value: unknown): value is RestWeek => typeof value === 'string' && Object.hasOwn(restWeeks, value);

/** Days on which the user is away, both ends included. */
export interface Away {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** 1 January 1970 was a Thursday. */
const weekday = (date: CalendarDate): number => (((daysBetween('1970-01-01', date) + 4) % 7) + 7) % 7;
/** Nobody is away for longer in one go; beyond this a date is given as it was counted. */
const longestSearchDays = 400;

/** The day itself when one can work on it, else the next day on which one can: advice is never given for a day off. */
export function nextWorkingDay(date: CalendarDate, restWeek: RestWeek, away: readonly Away[]): CalendarDate {
  const rest: readonly number[] = restWeeks[restWeek];
  for (let later = 0; later <= longestSearchDays; later++) {
    const day = addDays(date, later);
    if (!rest.includes(weekday(day)) && !away.some(({ from, to }) => from <= day && day <= to)) return day;
  }
  return date;
}

/** The same day so many years later; 29 February becomes the 28th where there is none. */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  const moved = `${year}-${date.slice(5)}`;
  const leap = new Date(`${year}-02-29T00:00:00Z`).toISOString().slice(5, 10) === '02-29';
  return date.endsWith('-02-29') && !leap ? `${year}-02-28` : moved;
}

/** First day of the post's year that `today` falls into; the appointment itself before the first anniversary. */
export function postYearStart(appointedOn: CalendarDate, today: CalendarDate): CalendarDate {
  let years = Math.max(0, Number(today.slice(0, 4)) - Number(appointedOn.slice(0, 4)));
  while (years > 0 && addYears(appointedOn, years) > today) years -= 1;
  return addYears(appointedOn, years);
}
