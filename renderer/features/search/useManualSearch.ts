import { useEffect, useState } from 'react';
import { useManifest, useSections } from '../../data/publishedReads.ts';
import type { Section } from '../../../shared/content/content.schema.ts';

interface Hit {
  readonly id: string;
  readonly score: number;
}

let worker: Worker | null = null;
let indexed: readonly Section[] | null = null;
let nextId = 1;
const waiting = new Map<number, (hits: readonly Hit[]) => void>();

/** Starts the search worker on first use and gives it the sections when they are new to it. */
function search(sections: readonly Section[], language: string, query: string, limit: number): Promise<readonly Hit[]> {
  if (worker === null) {
    worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' });
    worker.addEventListener('message', (event: MessageEvent<{ id: number; hits: readonly Hit[] }>) => {
      waiting.get(event.data.id)?.(event.data.hits);
      waiting.delete(event.data.id);
    });
  }
  if (indexed !== sections) {
    indexed = sections;
    worker.postMessage({ kind: 'index', language, sections });
  }
  const id = nextId++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker?.postMessage({ kind: 'search', id, query, limit });
  });
}

/** Sections of the Manual that answer what is typed, best first; undefined until the first answer. Older answers never overwrite newer ones. */
export function useManualSearch(query: string, limit: number): readonly Hit[] | undefined {
  const sections = useSections();
  const language = useManifest()?.language ?? 'en';
  const [hits, setHits] = useState<readonly Hit[]>();
  useEffect(() => {
    if (sections === undefined || query.trim() === '') {
      setHits(undefined);
      return undefined;
    }
    let ended = false;
    void search(sections, language, query, limit).then((found) => !ended && setHits(found));
    return () => {
      ended = true;
    };
  }, [sections, language, query, limit]);
  return hits;
}
