import { addDays, type CalendarDate, daysBetween } from '../../time/calendarDate.ts';
import type { NoteSummary } from './note.ts';
import type { NoteFilters } from './noteSearch.ts';

/** What a timeline needs of a note. */
export type TimelineNote = Pick<NoteSummary, 'id' | 'title' | 'excerpt' | 'observedOn' | 'observedPrecision' | 'place' | 'source' | 'sourceId' | 'riskFactorIds' | 'reliability' | 'credibility'>;

export interface TimelineEvent {
  readonly note: TimelineNote;
  /** First and last day on which it can have happened, as far as is known. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** "About" is taken as so many days before and after. */
const aboutDays = 3;

/** The days that a date of this precision stands for. */
export function observedRange(on: CalendarDate, precision: NoteSummary['observedPrecision']): { readonly from: CalendarDate; readonly to: CalendarDate } {
  const [year = '', month = ''] = on.split('-');
  switch (precision) {
    case 'about':
      return { from: addDays(on, -aboutDays), to: addDays(on, aboutDays) };
    case 'week': {
      // Weeks begin on Monday.
      const day = (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7;
      return { from: addDays(on, -day), to: addDays(on, 6 - day) };
    }
    case 'month': {
      const next = month === '12' ? `${String(Number(year) + 1).padStart(4, '0')}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
      return { from: `${year}-${month}-01`, to: addDays(next, -1) };
    }
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    default:
      return { from: on, to: on };
  }
}

/** Events in order of their first possible day, the more exact before the less where they begin alike. Notes without a day are left out. */
export function timelineEvents(notes: readonly TimelineNote[]): TimelineEvent[] {
  return notes
    .flatMap((note) => (note.observedOn === null ? [] : [{ note, ...observedRange(note.observedOn, note.observedPrecision) }]))
    .sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to) || a.note.id.localeCompare(b.note.id));
}

/** Whether an event passes every filter that is given. One that can have happened within the period passes. */
export function passesTimeline({ note, from, to }: TimelineEvent, filters: NoteFilters): boolean {
  return (
    (filters.riskFactorIds === undefined || note.riskFactorIds.some((id) => filters.riskFactorIds?.includes(id))) &&
    (filters.sourceId === undefined || note.sourceId === filters.sourceId) &&
    (filters.reliability === undefined || note.reliability === filters.reliability) &&
    (filters.credibility === undefined || note.credibility === filters.credibility) &&
    (filters.from === undefined || to >= filters.from) &&
    (filters.to === undefined || from <= filters.to)
  );
}

export interface PlacedEvent {
  readonly event: TimelineEvent;
  /** Shares of the whole width, 0 to 1. */
  readonly start: number;
  readonly end: number;
  /** Row, so that no two marks lie on each other. */
  readonly lane: number;
}

export interface TimelinePicture {
  readonly placed: readonly PlacedEvent[];
  readonly lanes: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Places events on a line of time. `least`: the share of the width that a mark takes at least. */
export function timelinePicture(events: readonly TimelineEvent[], least: number): TimelinePicture | null {
  const first = events[0];
  if (first === undefined) return null;
  const from = first.from;
  const to = events.reduce((latest, event) => (event.to > latest ? event.to : latest), first.to);
  const days = Math.max(1, daysBetween(from, to) + 1);
  const free: number[] = [];
  const placed = events.map((event) => {
    const start = Math.min(1 - least, daysBetween(from, event.from) / days);
    const end = Math.max(start + least, (daysBetween(from, event.to) + 1) / days);
    const lane = free.findIndex((until) => until <= start);
    const own = lane < 0 ? free.length : lane;
    free[own] = end;
    return { event, start, end, lane: own };
  });
  return { placed, lanes: free.length, from, to };
}
