import { type DrawnRange, markProperties, pieces } from './drawMarks.ts';

/** The summary, which is plain text and the beginning of the running text, with the marks in it. */
export function MarkedSummary({ summary, ranges }: { readonly summary: string; readonly ranges: readonly DrawnRange[] }) {
  return pieces(summary, 0, ranges).map(({ text, range }, at) => (range === null ? text : <mark key={`${range.id} ${String(at)}`} {...markProperties(range)}>{text}</mark>));
}
