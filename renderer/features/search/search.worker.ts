/**
 * The Manual's index lives here, off the window's thread, and so do the rules of stems and slips that say which words of a text answer
 * a query. The index is made on this device from the edition in force and never shipped.
 */
import type { Section } from '../../../shared/content/content.schema.ts';
import { excerptAround, plainBody } from '../../../shared/search/excerpt.ts';
import { buildManualIndex, highlightRanges, type ManualIndex, searchManual } from '../../../shared/search/manualSearch.ts';
import type { SearchAnswer, SearchRequest, SectionHit } from './searchMessages.ts';

declare const self: DedicatedWorkerGlobalScope;
let index: ManualIndex | null = null;
let sections: ReadonlyMap<string, Section> = new Map();

self.addEventListener('message', (event: MessageEvent<SearchRequest>) => {
  const request = event.data;
  if (request.kind === 'index') {
    index = buildManualIndex(request.sections, request.language);
    sections = new Map(request.sections.map((section) => [section.id, section]));
    return;
  }
  const answer: SearchAnswer = request.kind === 'search' ? { id: request.id, hits: hitsOf(request.query, request.limit) } : { id: request.id, words: wordsOf(request.query, request.sectionId) };
  self.postMessage(answer);
});

function hitsOf(query: string, limit: number): SectionHit[] {
  if (index === null) return [];
  const { language } = index;
  return searchManual(index, query, { limit }).flatMap(({ id }) => {
    const section = sections.get(id);
    if (section === undefined) return [];
    const excerpt = excerptAround(plainBody(section.body), query);
    return [{ id, titleMarks: highlightRanges(section.title, query, language), excerpt, excerptMarks: highlightRanges(excerpt, query, language) }];
  });
}

/** The different words of a section that answer the query, as they stand in its text. */
function wordsOf(query: string, sectionId: string): string[] {
  const section = sections.get(sectionId);
  if (index === null || section === undefined) return [];
  const text = `${section.summary}\n${plainBody(section.body)}`;
  return [...new Set(highlightRanges(text, query, index.language).map(({ start, end }) => text.slice(start, end)))];
}
