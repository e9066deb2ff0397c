import { compareText } from '../../../shared/text/compareText.ts';

interface Changed {
  readonly id: string;
  readonly changedAt: string;
}

/** Last changed first, then by id so that the order is the same each time. */
export const newestFirst = (a: Changed, b: Changed): number => compareText(b.changedAt, a.changedAt) || compareText(a.id, b.id);
