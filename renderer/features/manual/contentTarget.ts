const kinds = ['section', 'task', 'toolkit', 'template', 'term', 'case', 'figure'] as const;

export interface ContentTarget {
  readonly kind: (typeof kinds)[number];
  readonly id: string;
}

const known = new RegExp(`^(${kinds.join('|')}):([a-z0-9-]{1,64})$`);

/** What a link of the content points at, such as `section:alarm-route`; null for anything else. */
export function contentTarget(href: string | undefined): ContentTarget | null {
  const [, kind, id] = known.exec(href ?? '') ?? [];
  return kind === undefined || id === undefined ? null : { kind: kind as ContentTarget['kind'], id };
}

/** Keeps links to places in the app and within the page. Every other address, whatever its scheme, is dropped; the words stay. */
export const keepTarget = (url: string): string => (contentTarget(url) !== null || /^#[\w-]+$/.test(url) ? url : '');
