/** A stable anchor for a heading within its section. */
export const headingId = (heading: string): string => `h-${heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')}`;

export interface Heading {
  readonly id: string;
  readonly title: string;
}

/** Gives out anchors in reading order; a heading that comes twice gets a number from the second on. */
export function headingIds(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const id = headingId(heading);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  };
}

/** The second-level headings of a Markdown body, for the list of what is on the page. */
export function headingsOf(body: string): Heading[] {
  const idOf = headingIds();
  return [...body.matchAll(/^## +(.+?) *#*$/gm)].map(([, title]) => {
    const plain = (title ?? '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[*_`]/g, '');
    return { id: idOf(plain), title: plain };
  });
}
