import { useCallback } from 'react';
import type { Toolkit } from '../../../shared/content/content.schema.ts';
import { fail, type Result } from '../../../shared/errors/result.ts';
import { useManifest } from '../../data/publishedReads.ts';
import { vault } from '../../platform/vault.ts';

interface StartOptions {
  readonly situationId?: string | null;
  readonly taskId?: string | null;
  readonly name?: string;
}

/** Begins a run of a toolkit, pinned to the edition that is read now. Answers the new run's id. */
export function useStartRun(): (toolkit: Toolkit, options?: StartOptions) => Promise<Result<string>> {
  const manifest = useManifest();
  return useCallback(
    async (toolkit, options = {}) => {
      if (manifest == null) return fail('vault.readFailed', 'later');
      const started = await vault.commands.startRun({ definition: toolkit, edition: manifest.number, editionName: manifest.edition, ...options });
      return started.ok ? { ok: true, value: started.value.id } : started;
    },
    [manifest],
  );
}
