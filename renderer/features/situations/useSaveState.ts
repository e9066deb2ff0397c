import { useCallback, useMemo, useRef, useState } from 'react';
import type { Result } from '../../../shared/errors/result.ts';
import type { SaveState } from './saveState.ts';

export interface SaveTracker {
  readonly state: SaveState;
  /** Follows one save to its end. */
  track(work: Promise<Result<{ readonly savedAt: string }>>): void;
  /** Something was typed that is not sent yet; answers the function to call once it is. */
  hold(): () => void;
}

/**
 * One word for the title, the text and the facts of a note together: "saved" is said only when nothing of any of them is under way,
 * since it is a promise that everything on the sheet would survive a crash.
 */
export function useSaveState(): SaveTracker {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const underWay = useRef(0);
  const last = useRef<SaveState>({ kind: 'idle' });
  const begin = useCallback(() => {
    underWay.current += 1;
    setState({ kind: 'saving' });
  }, []);
  const end = useCallback(() => {
    underWay.current -= 1;
    if (underWay.current === 0 || last.current.kind === 'failed') setState(last.current);
  }, []);
  const track = useCallback(
    (work: Promise<Result<{ readonly savedAt: string }>>): void => {
      begin();
      void work.then((done) => {
        last.current = done.ok ? { kind: 'saved', at: done.value.savedAt } : { kind: 'failed' };
        end();
      });
    },
    [begin, end],
  );
  const hold = useCallback(() => {
    begin();
    return end;
  }, [begin, end]);
  return useMemo(() => ({ state, track, hold }), [state, track, hold]);
}
