/** A backup by its name: `focal-point-<tag>-<day>-<generation>.fpcbackup`. The tag is the profile's, so that profiles can share a folder. */
export interface NamedBackup {
  readonly name: string;
  readonly day: string;
  readonly generation: number;
}

export const keptDays = 7;
export const keptWeeks = 4;

export const backupName = (tag: string, day: string, generation: number): string => `focal-point-${tag}-${day}-${generation}.fpcbackup`;

export function namedBackups(names: readonly string[], tag: string): NamedBackup[] {
  return names.flatMap((name) => {
    const match = /^focal-point-([0-9a-f]{8})-(\d{4}-\d{2}-\d{2})-(\d{1,15})\.fpcbackup$/.exec(name);
    return match !== null && match[1] === tag ? [{ name, day: match[2] ?? '', generation: Number(match[3]) }] : [];
  });
}

/** Monday of the day's week, as a day. */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return Number.isNaN(date.getTime()) ? day : date.toISOString().slice(0, 10);
}

/**
 * Which of these may go: all but the newest of each of the last seven days that have one, and the newest of each of the last four weeks
 * before those. "Newest" goes by the count of saves and not by the clock, so a wrong clock removes no newer backup for an older one.
 */
export function supersededBackups(backups: readonly NamedBackup[]): NamedBackup[] {
  const newestFirst = [...backups].sort((a, b) => b.generation - a.generation || b.day.localeCompare(a.day));
  const days = new Set<string>();
  const weeks = new Set<string>();
  return newestFirst.filter(({ day }) => {
    if (days.has(day)) return true;
    if (days.size < keptDays) {
      days.add(day);
      return false;
    }
    const week = weekOf(day);
    if (weeks.has(week) || weeks.size >= keptWeeks) return true;
    weeks.add(week);
    return false;
  });
}
