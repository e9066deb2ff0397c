import type { Row } from './samples.ts';

export const writtenRow = (row: Row): string => `| ${row.what} | ${row.measured} | ${row.against} | ${row.ratio} |`;

const apart = 'Measured apart from the rest';

interface Measured {
  /** Names of the parts. */
  readonly parts: readonly string[];
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly host: string;
}

/** The page with these rows in place of those of the same name; new ones go to the end of the first table. Below it stands when each part was measured last. */
export function withRows(page: string, rows: readonly Row[], measured: Measured): string {
  const all = page.split('\n');
  const before = new Map(all.filter((line) => line.startsWith(apart)).toReversed().flatMap((line) => [...line.matchAll(/"([^"]+)"/g)].map(([, part = '']) => [part, /\d{4}-\d\d-\d\d/.exec(line)?.[0] ?? ''] as const)));
  for (const part of measured.parts) before.set(part, measured.on);
  const lines = all.filter((line, at) => !line.startsWith(apart) && !(line === '' && all[at + 1]?.startsWith(apart) === true));
  const first = lines.findIndex((line) => line.startsWith('|---'));
  let end = first + 1;
  while (lines[end]?.startsWith('|') === true) end += 1;
  for (const row of rows) {
    const known = lines.findIndex((line, at) => at > first && at < end && line.startsWith(`| ${row.what} |`));
    if (known >= 0) lines[known] = writtenRow(row);
    else lines.splice(end++, 0, writtenRow(row));
  }
  const days = [...new Set(before.values())].sort().reverse();
  lines.splice(end, 0, ...days.flatMap((day) => ['', `${apart} on ${day}, on ${measured.host}: ${[...before].filter(([, on]) => on === day).map(([part]) => `"${part}"`).sort().join(', ')}.`]));
  return lines.join('\n');
}
