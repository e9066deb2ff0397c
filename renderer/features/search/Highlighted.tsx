import { highlightRanges } from '../../../shared/search/manualSearch.ts';

/** Text with the searched words marked. */
export function Highlighted({ text, query }: { readonly text: string; readonly query: string }) {
  const parts = [];
  let from = 0;
  for (const { start, end } of highlightRanges(text, query)) {
    if (start > from) parts.push(text.slice(from, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    from = end;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}
