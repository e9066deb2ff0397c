/** Columns shorter than this many characters get the same room; longer ones count up to the cap, or one long cell would starve the others. */
const least = 13;
const most = 42;

/**
 * How the width of a page is shared among the columns of a table, in hundredths that add up to 100. Follows the longest words of each
 * column, so that the same table looks alike in a printed page and in a word processor.
 */
export function columnShares(header: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const weights = header.map((title, column) => {
    const longest = rows.reduce((length, row) => Math.max(length, (row[column] ?? '').length), title.length);
    return Math.min(most, Math.max(least, longest, title.length));
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => Math.max(4, Math.floor((100 * weight) / all)));
  const rest = 100 - shares.reduce((sum, share) => sum + share, 0);
  const widest = shares.indexOf(Math.max(...shares));
  return shares.map((share, column) => (column === widest ? share + rest : share));
}
