import { useCallback } from 'react';
import type { Toolkit } from '../../../shared/content/content.schema.ts';
import { runFill } from '../../../shared/domain/papers/runFill.ts';
import { fail, type Result } from '../../../shared/errors/result.ts';
import { gatherFacts } from '../../data/gatherFacts.ts';
import { useManifest } from '../../data/publishedReads.ts';
import { vault } from '../../platform/vault.ts';
import { newRowId } from './useRunEditing.ts';

interface StartOptions {
  readonly situationId?: string | null;
  readonly taskId?: string | null;
  readonly name?: string;
}

/** Begins a run of a toolkit, pinned to the edition that is read now and filled with what the app knows. Answers the new run's id. */
export function useStartRun(): (toolkit: Toolkit, options?: StartOptions) => Promise<Result<string>> {
  const manifest = useManifest();
  return useCallback(
    async (toolkit, options = {}) => {
      if (manifest == null) return fail('vault.readFailed', 'later');
      const started = await vault.commands.startRun({ definition: toolkit, edition: manifest.number, editionName: manifest.edition, ...options });
      if (!started.ok) return started;
      const { id } = started.value;
      // A run that could not be filled is still a run: the user answers by hand what the app would have known.
      for (const { itemId, change } of runFill(toolkit, await gatherFacts(), newRowId)) await vault.commands.changeRunItem(id, itemId, change);
      return { ok: true, value: id };
    },
    [manifest],
  );
}
