import { highlightRanges } from './highlightRanges.ts';

export { plainBody } from './plainBody.ts';

/** Length of an excerpt in UTF-16 units, about. */
const excerptLength = 140;

/** A piece of `text` around the first match of `query`, cut at words. @param language of the text */
export function excerptAround(text: string, query: string, language: string): string {
  const at = highlightRanges(text, query, language)[0]?.start ?? 0;
  const from = at <= 40 ? 0 : text.indexOf(' ', at - 40) + 1;
  const end = from + excerptLength >= text.length ? text.length : text.lastIndexOf(' ', from + excerptLength);
  return `${from > 0 ? '… ' : ''}${text.slice(from, end)}${end < text.length ? ' …' : ''}`;
}
