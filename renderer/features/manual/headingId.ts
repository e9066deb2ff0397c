/** A stable anchor for a heading within its section. */
export const headingId = (heading: string): string => `h-${heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')}`;

export interface Heading {
  readonly id: string;
  readonly title: string;
}

/** The second-level headings of a Markdown body, for the list of what is on the page. */
export const headingsOf = (body: string): Heading[] =>
  [...body.matchAll(/^## +(.+?) *#*$/gm)].map(([, title]) => {
    const plain = (title ?? '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[*_`]/g, '');
    return { id: headingId(plain), title: plain };
  });
