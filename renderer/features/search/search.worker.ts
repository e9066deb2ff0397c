/**
 * The Manual's indexes live here, one for each language it is read in, off the window's thread, and so do the rules of stems and slips that
 * say which words of a text answer a query. They are made on this device from the edition in force and its translation and never shipped.
 */
import type { Section } from '../../../shared/content/content.schema.ts';
import { excerptAround, plainBody } from '../../../shared/search/excerpt.ts';
import { searchLanguages } from '../../../shared/search/groupedSearch.ts';
import { buildManualIndex, highlightRanges, type ManualIndex, replaceSections } from '../../../shared/search/manualSearch.ts';
import type { SearchAnswer, SearchRequest, SectionHit, SectionHits } from './searchMessages.ts';

declare const self: DedicatedWorkerGlobalScope;
interface Held {
  readonly index: ManualIndex;
  readonly sections: Map<string, Section>;
}
const texts = new Map<string, Held>();

self.addEventListener('message', (event: MessageEvent<SearchRequest>) => {
  const request = event.data;
  if (request.kind === 'index') {
    const held = texts.get(request.language) ?? { index: buildManualIndex([], request.language), sections: new Map<string, Section>() };
    texts.set(request.language, held);
    replaceSections(held.index, request.changed, request.removedIds);
    for (const id of request.removedIds) held.sections.delete(id);
    for (const section of request.changed) held.sections.set(section.id, section);
    return;
  }
  const answer: SearchAnswer =
    request.kind === 'search' ? { id: request.id, groups: groupsOf(request.query, request.languages, request.limit) } : { id: request.id, words: wordsOf(request.query, request.language, request.sectionId) };
  self.postMessage(answer);
});

function groupsOf(query: string, languages: readonly string[], limit: number): SectionHits[] {
  const indexes = languages.flatMap((language) => texts.get(language)?.index ?? []);
  return searchLanguages(indexes, query, { limit }).map(({ language, hits }) => ({ language, hits: hits.flatMap(({ id }) => hitOf(texts.get(language)?.sections.get(id), query, language) ?? []) }));
}

function hitOf(section: Section | undefined, query: string, language: string): SectionHit | null {
  if (section === undefined) return null;
  const { id, title } = section;
  const excerpt = excerptAround(plainBody(section.body), query, language);
  return { id, title, titleMarks: highlightRanges(title, query, language), excerpt, excerptMarks: highlightRanges(excerpt, query, language) };
}

/** The different words of a section that answer the query, as they stand in its text. */
function wordsOf(query: string, language: string, sectionId: string): string[] {
  const section = texts.get(language)?.sections.get(sectionId);
  if (section === undefined) return [];
  const text = `${section.summary}\n${plainBody(section.body)}`;
  return [...new Set(highlightRanges(text, query, language).map(({ start, end }) => text.slice(start, end)))];
}
