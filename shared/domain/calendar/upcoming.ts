import { addDays, type CalendarDate } from '../../time/calendarDate.ts';
import { addYears } from '../programme/workingDays.ts';
import type { StoredEntry } from '../vault/entry.ts';
import type { FixedDay } from './fixedDays.ts';

export interface Occurrence {
  readonly key: string;
  readonly on: CalendarDate;
  readonly endsOn: CalendarDate | null;
  readonly startsAt: string | null;
  readonly title: string;
  readonly place: string;
  /** The user's own entry; null for a day that the edition names. */
  readonly entry: StoredEntry<'date'> | null;
}

const longestRepeatYears = 200;

/** The next time at or after `from` that an entry is on; null when it is over. A meeting that lasts counts until its last day. */
export function nextOccurrence(entry: StoredEntry<'date'>, from: CalendarDate): Occurrence | null {
  for (let years = 0; years <= (entry.yearly ? longestRepeatYears : 0); years++) {
    const on = addYears(entry.startsOn, years);
    const endsOn = entry.endsOn === null ? null : addYears(entry.endsOn, years);
    if ((endsOn ?? on) >= from) return { key: `${entry.id}/${on}`, on, endsOn, startsAt: entry.startsAt, title: entry.title, place: entry.place, entry };
  }
  return null;
}

function nextFixedDay({ id, month, day, title }: FixedDay, from: CalendarDate): Occurrence {
  const at = (year: number): CalendarDate => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const year = Number(from.slice(0, 4));
  const on = at(year) >= from ? at(year) : at(year + 1);
  return { key: `${id}/${on}`, on, endsOn: null, startsAt: null, title, place: '', entry: null };
}

/** What is on from a day onwards, soonest first. `within`: so many days ahead. */
export function upcoming(entries: readonly StoredEntry<'date'>[], days: readonly FixedDay[], from: CalendarDate, within: number): Occurrence[] {
  const until = addDays(from, within);
  return [...entries.flatMap((entry) => nextOccurrence(entry, from) ?? []), ...days.map((day) => nextFixedDay(day, from))]
    .filter(({ on }) => on <= until)
    .sort((a, b) => a.on.localeCompare(b.on) || (a.startsAt ?? '').localeCompare(b.startsAt ?? '') || a.title.localeCompare(b.title));
}

/** Days on which the app reminds, without a word on of what: this is all that the main process is told. */
export function reminderDays(entries: readonly StoredEntry<'date'>[], askAgainOn: readonly CalendarDate[], from: CalendarDate): CalendarDate[] {
  const days = entries.flatMap((entry) => {
    const next = entry.remindDays === null ? null : nextOccurrence(entry, from);
    return next === null || entry.remindDays === null ? [] : [addDays(next.on, -entry.remindDays)];
  });
  return [...new Set([...days, ...askAgainOn])].filter((day) => day >= from).sort().slice(0, 200);
}
