import { useEffect, useState } from 'react';
import type { NoteFilters, NoteHits } from '../../shared/domain/vault/noteSearch.ts';
import { vault } from '../platform/vault.ts';

/** Notes that hold every typed word, best first; undefined until the first answer and while nothing is asked. Older answers never overwrite newer ones. */
export function useNoteSearch(query: string, filters: NoteFilters, limit: number): NoteHits | undefined {
  const [found, setFound] = useState<NoteHits>();
  const asked = JSON.stringify(filters);
  useEffect(() => {
    if (query.trim() === '' && asked === '{}') {
      setFound(undefined);
      return undefined;
    }
    let ended = false;
    void vault.commands.searchNotes(query, JSON.parse(asked) as NoteFilters, limit).then((answer) => !ended && answer.ok && setFound(answer.value));
    return () => {
      ended = true;
    };
  }, [query, asked, limit]);
  return found;
}
