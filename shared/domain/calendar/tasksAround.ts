import { addDays, type CalendarDate } from '../../time/calendarDate.ts';
import type { EntryOf, StoredEntry } from '../vault/entry.ts';

/** What is planned around: a meeting, or the Universal Periodic Review of a country that is followed. */
export const aroundKinds = ['meeting', 'review'] as const;
export type AroundKind = (typeof aroundKinds)[number];
export const aroundParts = ['before', 'after'] as const;
export type AroundPart = (typeof aroundParts)[number];

/** Words of the tasks, in the user's language. Steps are what the Manual asks for around such a date. */
export interface AroundWords {
  readonly title: (kind: AroundKind, part: AroundPart) => string;
  readonly why: (kind: AroundKind, part: AroundPart) => string;
  readonly steps: (kind: AroundKind, part: AroundPart) => readonly string[];
}

/** Days from the first day back, and from the last day on. A recommendation for a review is offered long before the session. */
const days: Readonly<Record<AroundKind, Readonly<Record<AroundPart, number>>>> = { meeting: { before: 21, after: 7 }, review: { before: 70, after: 30 } };

/** One occurrence of a date that may come back each year. */
export const aroundKey = (uid: string, on: CalendarDate): string => `${uid} ${on}`.slice(0, 320);

/**
 * Own tasks before and after an occurrence of a date. A task that is there already is not made a second time, also after it was reworded;
 * advice that would lie in the past is due today.
 */
export function tasksAround(date: Pick<StoredEntry<'date'>, 'uid'>, on: { readonly first: CalendarDate; readonly last: CalendarDate }, kind: AroundKind, today: CalendarDate, tasks: readonly StoredEntry<'ownTask'>[], words: AroundWords): EntryOf<'ownTask'>[] {
  const key = aroundKey(date.uid, on.first);
  return aroundParts.flatMap((part): EntryOf<'ownTask'>[] => {
    if (tasks.some(({ aroundDate }) => aroundDate?.key === key && aroundDate.part === part)) return [];
    const counted = part === 'before' ? addDays(on.first, -days[kind].before) : addDays(on.last, days[kind].after);
    return [{
      type: 'ownTask', title: words.title(kind, part).slice(0, 200).trim(), why: words.why(kind, part), phase: 'annual-cycle', dueOn: counted < today ? today : counted, minutes: 60, yearly: false,
      steps: words.steps(kind, part).map((text, at) => ({ id: 'abcdefgh'.charAt(at), text })), aroundDate: { key, part },
    }];
  });
}
