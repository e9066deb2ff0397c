/** What is new in a section to this reader: it changed after they read it, or the edition brought or changed it and they have not read it since. */
export type SectionNews = 'changed-since-read' | 'changed' | 'new' | null;

export interface EditionNews {
  readonly added: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
}

/**
 * @param hash of the section's present text; undefined while it is not known
 * @param readHash of the text that the user read; undefined where they never did, null where it was not kept
 */
export function sectionNews(id: string, hash: string | undefined, readHash: string | null | undefined, news: EditionNews): SectionNews {
  if (hash !== undefined && readHash === hash) return null;
  if (hash !== undefined && typeof readHash === 'string') return 'changed-since-read';
  if (news.added.has(id)) return 'new';
  return news.changed.has(id) ? 'changed' : null;
}
