import type { Row } from './samples.ts';

export const writtenRow = (row: Row): string => `| ${row.what} | ${row.measured} | ${row.against} | ${row.ratio} |`;

const apart = 'Measured apart from the rest: ';

/** The page with these rows in place of those of the same name; new ones go to the end of the first table. `measured` says what was measured, when and where. */
export function withRows(page: string, rows: readonly Row[], measured: string): string {
  const lines = page.split('\n');
  const first = lines.findIndex((line) => line.startsWith('|---'));
  let end = first + 1;
  while (lines[end]?.startsWith('|') === true) end += 1;
  for (const row of rows) {
    const known = lines.findIndex((line, at) => at > first && at < end && line.startsWith(`| ${row.what} |`));
    if (known >= 0) lines[known] = writtenRow(row);
    else lines.splice(end++, 0, writtenRow(row));
  }
  const note = `${apart}${measured}.`;
  if (!lines.includes(note)) lines.splice(end, 0, '', note);
  return lines.join('\n');
}
