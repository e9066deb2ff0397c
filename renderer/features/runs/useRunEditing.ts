import { useCallback, useMemo, useState } from 'react';
import type { ItemChange } from '../../../shared/domain/runs/run.ts';
import type { Failure, Result } from '../../../shared/errors/result.ts';
import { vault } from '../../platform/vault.ts';

export type RunSave = { readonly kind: 'idle' | 'saving' } | { readonly kind: 'saved'; readonly at: string } | { readonly kind: 'failed'; readonly failure: Failure };

export interface RunEditing {
  readonly save: RunSave;
  readonly change: (itemId: string, change: ItemChange) => void;
  /** Runs another command of the run and shows how it went. */
  readonly tell: (work: Promise<Result<{ readonly savedAt: string }>>) => Promise<boolean>;
}

/** Changes of one run, each saved at once, and the word on whether it was. */
export function useRunEditing(runId: string): RunEditing {
  const [save, setSave] = useState<RunSave>({ kind: 'idle' });
  const tell = useCallback(async (work: Promise<Result<{ readonly savedAt: string }>>) => {
    setSave({ kind: 'saving' });
    const done = await work;
    setSave(done.ok ? { kind: 'saved', at: done.value.savedAt } : { kind: 'failed', failure: done.error });
    return done.ok;
  }, []);
  const change = useCallback((itemId: string, itemChange: ItemChange) => void tell(vault.commands.changeRunItem(runId, itemId, itemChange)), [runId, tell]);
  return useMemo(() => ({ save, change, tell }), [save, change, tell]);
}

/** A random id for a row, as documents have it. */
export const newRowId = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
