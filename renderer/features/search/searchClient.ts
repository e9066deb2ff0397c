import type { Section } from '../../../shared/content/content.schema.ts';
import type { SearchAnswer, SearchRequest, SectionHit } from './searchMessages.ts';

let worker: Worker | null = null;
let indexed: readonly Section[] | null = null;
let nextId = 1;
const waiting = new Map<number, (answer: SearchAnswer) => void>();

/** Two live reads of one edition are different arrays; only a different text is worth a new index. */
const sameText = (a: readonly Section[], b: readonly Section[]): boolean =>
  a === b || (a.length === b.length && a.every((section, at) => section.id === b[at]?.id && section.body === b[at].body && section.title === b[at].title && section.summary === b[at].summary));

/** Starts the search worker on first use and gives it the sections when they are new to it. */
function post(sections: readonly Section[], language: string, requestOf: (id: number) => SearchRequest): Promise<SearchAnswer> {
  if (worker === null) {
    worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' });
    worker.addEventListener('message', (event: MessageEvent<SearchAnswer>) => {
      waiting.get(event.data.id)?.(event.data);
      waiting.delete(event.data.id);
    });
  }
  if (indexed === null || !sameText(indexed, sections)) {
    indexed = sections;
    worker.postMessage({ kind: 'index', language, sections } satisfies SearchRequest);
  }
  const id = nextId++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker?.postMessage(requestOf(id));
  });
}

/** Sections that answer `query`, best first, at most `limit`. */
export async function searchSections(sections: readonly Section[], language: string, query: string, limit: number): Promise<readonly SectionHit[]> {
  const answer = await post(sections, language, (id) => ({ kind: 'search', id, query, limit }));
  return 'hits' in answer ? answer.hits : [];
}

/** The words of one section that answer `query`, as they are written in it. */
export async function wordsFound(sections: readonly Section[], language: string, query: string, sectionId: string): Promise<readonly string[]> {
  const answer = await post(sections, language, (id) => ({ kind: 'words', id, query, sectionId }));
  return 'words' in answer ? answer.words : [];
}
