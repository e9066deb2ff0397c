import type { Marked } from './searchMessages.ts';

/** Text with the searched words marked. `marks` are in order and do not overlap. */
export function Highlighted({ text, marks }: { readonly text: string; readonly marks: readonly Marked[] }) {
  const parts = [];
  let from = 0;
  for (const { start, end } of marks) {
    if (start > from) parts.push(text.slice(from, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    from = end;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}
