import { daysBetween, localDate } from '../../shared/time/calendarDate.ts';
import type { TextTools } from './useText.ts';

/** Today's date where the user is. */
export const today = (now = Date.now()): string => localDate(now, new Date(now).getTimezoneOffset());

const atNoon = (date: string): Date => new Date(`${date}T12:00:00`);

/** A date as one says it: "today", "Friday" within a week, "2 Dec" within the year, "2 Dec 2027" beyond. */
export function nearDate(text: TextTools, date: string, from: string): string {
  const days = daysBetween(from, date);
  if (days === 0) return text('common.date.today');
  if (days === 1) return text('common.date.tomorrow');
  if (days === -1) return text('common.date.yesterday');
  if (days > 1 && days < 7) return text.intl.formatDate(atNoon(date), { weekday: 'long' });
  return text.intl.formatDate(atNoon(date), { day: 'numeric', month: 'short', ...(date.slice(0, 4) === from.slice(0, 4) ? {} : { year: 'numeric' }) });
}

/** The same date in full, for titles and screen readers. */
export const exactDate = (text: TextTools, date: string): string => text.intl.formatDate(atNoon(date), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** An instant as one says it: the time when it is today, else the day with the time. */
export function nearTime(text: TextTools, instant: string, now: number): string {
  const at = new Date(instant);
  const time = text.intl.formatTime(at, { hour: '2-digit', minute: '2-digit', hour12: false });
  const date = today(at.getTime());
  return date === today(now) ? time : `${nearDate(text, date, today(now))} ${time}`;
}
