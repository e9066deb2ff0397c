import { useEffect, useRef, useState } from 'react';
import type { NoteFilters, NoteHits } from '../../shared/domain/vault/noteSearch.ts';
import { vault } from '../platform/vault.ts';

/**
 * Notes that hold every typed word, best first; undefined until the first answer and while nothing is asked. Older answers never overwrite newer
 * ones, and what was overtaken by further typing is not asked any more.
 */
export function useNoteSearch(query: string, filters: NoteFilters, limit: number): NoteHits | undefined {
  const [found, setFound] = useState<NoteHits>();
  const asked = JSON.stringify(filters);
  const underWay = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (query.trim() === '' && asked === '{}') {
      setFound(undefined);
      return undefined;
    }
    let ended = false;
    const ask = async (): Promise<void> => {
      await underWay.current;
      if (ended) return;
      const answering = vault.commands.searchNotes(query, JSON.parse(asked) as NoteFilters, limit);
      underWay.current = answering;
      const answer = await answering;
      if (!ended && answer.ok) setFound(answer.value);
    };
    void ask();
    return () => {
      ended = true;
    };
  }, [query, asked, limit]);
  return found;
}
