import type { EntryOf, StoredEntry } from '../vault/entry.ts';
import type { CalendarEvent } from './calendarEvent.ts';
import { isPublicDay } from './publicDay.ts';

export interface ImportChange {
  readonly added: readonly EntryOf<'date'>[];
  readonly changed: readonly { readonly id: string; readonly entry: EntryOf<'date'> }[];
  /** Events that are here already, in this or a newer state. */
  readonly same: number;
}

/**
 * What an .ics file adds to the dates that are there. Events are known again by their identity; an older state never replaces a newer
 * one, and nothing is removed because a file lacks it. A reminder stays as the user set it.
 */
export function addedByImport(entries: readonly StoredEntry<'date'>[], events: readonly CalendarEvent[]): ImportChange {
  const known = new Map(entries.map((entry) => [entry.uid, entry]));
  const added = new Map<string, EntryOf<'date'>>();
  const changed: { id: string; entry: EntryOf<'date'> }[] = [];
  let same = 0;
  for (const event of events) {
    const here = known.get(event.uid);
    if (isPublicDay(event) || added.has(event.uid)) same += 1;
    else if (here === undefined) added.set(event.uid, { type: 'date', ...event, remindDays: null });
    else if (event.sequence < here.sequence || sameText(here, event)) same += 1;
    else changed.push({ id: here.id, entry: { type: 'date', ...event, kind: here.kind, remindDays: here.remindDays } });
  }
  return { added: [...added.values()], changed, same };
}

const sameText = (a: StoredEntry<'date'>, b: CalendarEvent): boolean =>
  (['title', 'startsOn', 'startsAt', 'endsOn', 'place', 'note', 'yearly'] as const).every((field) => a[field] === b[field]);
