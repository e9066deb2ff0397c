import type { Toolkit } from '../../content/content.schema.ts';

/** A day that comes back each year on the same date, as the edition's calendar toolkit gives it. */
export interface FixedDay {
  /** The item's id in the toolkit, which outlives rewording. */
  readonly id: string;
  readonly month: number;
  readonly day: number;
  readonly title: string;
}

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const pattern = /^(\d{1,2}) (\p{L}+): (.+)$/u;

/** The toolkit whose lines of the form "9 December: …" are the days of remembrance and of action. */
export const calendarToolkitId = 'annual-calendar';

/** Reads the dated lines of the calendar toolkit. Lines without a date are left to the user. */
export function fixedDays(toolkit: Pick<Toolkit, 'groups'> | undefined): FixedDay[] {
  return (toolkit?.groups ?? []).flatMap(({ items }) => items).flatMap(({ id, label, retired }): FixedDay[] => {
    const [, day, month, title] = pattern.exec(label) ?? [];
    const at = months.indexOf(month?.toLowerCase() ?? '') + 1;
    if (retired === true || title === undefined || at === 0 || Number(day) < 1 || Number(day) > 31) return [];
    return [{ id, month: at, day: Number(day), title: title.charAt(0).toUpperCase() + title.slice(1) }];
  });
}
