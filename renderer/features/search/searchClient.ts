import type { Section } from '../../../shared/content/content.schema.ts';
import { sectionChanges } from '../../../shared/search/groupedSearch.ts';
import type { SearchAnswer, SearchRequest, SearchText, SectionHits } from './searchMessages.ts';

interface Given {
  readonly sections: readonly Section[];
  readonly byId: ReadonlyMap<string, Section>;
}

let worker: Worker | null = null;
/** What the worker's index of each language holds. */
const given = new Map<string, Given>();
let nextId = 1;
/** null: the worker ended before it answered. */
const waiting = new Map<number, (answer: SearchAnswer | null) => void>();
const mostStarts = 3;

function startWorker(): Worker {
  const started = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' });
  started.addEventListener('message', (event: MessageEvent<SearchAnswer>) => {
    waiting.get(event.data.id)?.(event.data);
    waiting.delete(event.data.id);
  });
  // A worker that did not load, or broke, would leave the search silent until the app is started again.
  started.addEventListener('error', () => {
    if (worker !== started) return;
    started.terminate();
    worker = null;
    given.clear();
    const unanswered = [...waiting.values()];
    waiting.clear();
    for (const answer of unanswered) answer(null);
  });
  return started;
}

/** Asks the worker, and a new one where it ended before it answered; null where none of them lasted. */
async function ask(texts: readonly SearchText[], requestOf: (id: number) => SearchRequest): Promise<SearchAnswer | null> {
  for (let starts = 0; starts < mostStarts; starts += 1) {
    const answer = await post(texts, requestOf);
    if (answer !== null) return answer;
  }
  return null;
}

/** Starts the search worker on first use and gives it the sections that are new to it or have other words. */
function post(texts: readonly SearchText[], requestOf: (id: number) => SearchRequest): Promise<SearchAnswer | null> {
  worker ??= startWorker();
  for (const { language, sections } of texts) {
    const before = given.get(language);
    if (before?.sections === sections) continue;
    // Two live reads of one edition are different arrays; only different words are worth the index.
    const changes = sectionChanges(before?.byId ?? new Map(), sections);
    if (changes !== null) worker.postMessage({ kind: 'index', language, ...changes } satisfies SearchRequest);
    given.set(language, { sections, byId: new Map(sections.map((section) => [section.id, section])) });
  }
  const id = nextId++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker?.postMessage(requestOf(id));
  });
}

/** Sections that answer `query`, by language in the order of `texts`, at most `limit` in each. A section is in one of them only. */
export async function searchSections(texts: readonly SearchText[], query: string, limit: number): Promise<readonly SectionHits[]> {
  const languages = texts.map(({ language }) => language);
  const answer = await ask(texts, (id) => ({ kind: 'search', id, query, languages, limit }));
  return answer !== null && 'groups' in answer ? answer.groups : [];
}

/** The words of one section in one language that answer `query`, as they are written in it. */
export async function wordsFound(texts: readonly SearchText[], language: string, query: string, sectionId: string): Promise<readonly string[]> {
  const answer = await ask(texts, (id) => ({ kind: 'words', id, query, language, sectionId }));
  return answer !== null && 'words' in answer ? answer.words : [];
}
