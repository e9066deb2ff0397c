import type { TimelineEntry } from '../../../../shared/content/content.schema.ts';

export interface TimelineYear {
  readonly year: string;
  readonly entries: readonly TimelineEntry[];
}

/** The entries by year, earliest first; within a year those that name a day or month come in their order after those that do not. */
export function timelineYears(entries: readonly TimelineEntry[]): TimelineYear[] {
  const years = Map.groupBy([...entries].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)), ({ on }) => on.slice(0, 4));
  return [...years].map(([year, own]) => ({ year, entries: own }));
}
