import { itemsOf, type RunDefinition } from '../runs/runDefinition.ts';
import type { RunAnswers } from '../runs/runAnswer.ts';

export interface DateAhead {
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
  /** What the other columns of the row say, the event first. */
  readonly words: readonly string[];
}

/** Events with a date that the user listed, soonest first, from the day given. Rows without a date that can be read are left out. */
export function datesAhead(definition: RunDefinition, answers: RunAnswers, from: string): readonly DateAhead[] {
  const tables = itemsOf(definition).filter((item) => item.type === 'entries' && item.columns?.some((column) => column.type === 'date') === true);
  return tables
    .flatMap((item) =>
      (answers[item.id]?.rows ?? []).flatMap((row) => {
        const date = item.columns?.find((column) => column.type === 'date');
        const on = row.cells[date?.id ?? '']?.[0] ?? '';
        const words = (item.columns ?? []).filter((column) => column.type === 'text').flatMap((column) => row.cells[column.id]?.[0] ?? []).filter((word) => word !== '');
        return /^\d{4}-\d{2}-\d{2}$/.test(on) && on >= from && words.length > 0 ? [{ id: row.id, on, words }] : [];
      }),
    )
    .sort((a, b) => a.on.localeCompare(b.on) || a.id.localeCompare(b.id));
}
