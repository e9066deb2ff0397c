import { highlightRanges } from './highlightRanges.ts';

export { plainBody } from './plainBody.ts';

/** About `length` characters of `text` around the first match of `query`, cut at words. */
export function excerptAround(text: string, query: string, length = 140): string {
  const at = highlightRanges(text, query)[0]?.start ?? 0;
  const from = at <= 40 ? 0 : text.indexOf(' ', at - 40) + 1;
  const end = from + length >= text.length ? text.length : text.lastIndexOf(' ', from + length);
  return `${from > 0 ? '… ' : ''}${text.slice(from, end)}${end < text.length ? ' …' : ''}`;
}
