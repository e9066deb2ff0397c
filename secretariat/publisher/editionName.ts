/** Names of editions: the year and a number within it, "2026.1". */

/** Negative where `a` comes before `b`. */
export function compareEditionNames(a: string, b: string): number {
  const [yearA = 0, numberA = 0] = a.split('.').map(Number);
  const [yearB = 0, numberB = 0] = b.split('.').map(Number);
  return yearA - yearB || numberA - numberB;
}

/** The name after `current` in the year of `now`, or in the year of `current` where that is later. */
export function nextEditionName(current: string | null, now: Date): string {
  const thisYear = now.getUTCFullYear();
  const [year = 0, number = 0] = (current ?? '0.0').split('.').map(Number);
  return year >= thisYear ? `${year}.${number + 1}` : `${thisYear}.1`;
}

/** 99 editions fit into a name of a year; see the form of the name in shared/contracts/edition.ts. */
export const isEditionName = (name: string): boolean => /^\d{4}\.\d{1,2}$/.test(name);
