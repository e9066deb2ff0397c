import { useMemo } from 'react';
import { renderRun, type RenderedRun } from '../../../shared/domain/runs/renderRun.ts';
import type { RunDetail } from '../../../shared/domain/runs/run.ts';
import type { RunDefinition } from '../../../shared/domain/runs/runDefinition.ts';
import { useVault, useVaultValue } from '../../platform/vault.ts';
import { useVaultValues } from '../../platform/useVaultValues.ts';

export type OpenRun =
  | { readonly state: 'loading' | 'missing' | 'no-definition' }
  | { readonly state: 'ready'; readonly run: RunDetail; readonly definition: RunDefinition; readonly definitions: ReadonlyMap<string, RunDefinition>; readonly rendered: RenderedRun };

/** A run with the definition that it answers, and the earlier ones that some of its answers were given under. */
export function useRun(id: string): OpenRun {
  const read = useVault({ name: 'run', id });
  const run = read.state === 'ready' ? read.value : null;
  const hash = run?.summary.pin.hash ?? '0'.repeat(64);
  const pinned = useVaultValue({ name: 'definition', hash });
  // As text, so that the definitions keep their identity while answers change: every row of the run depends on them.
  const earlierHashes = useMemo(() => [...new Set(Object.values(run?.answers ?? {}).flatMap((item) => item.values.map((given) => given.under)))].filter((under) => under !== hash).sort().join(' '), [run, hash]);
  const earlier = useMemo(() => earlierHashes.split(' ').filter((under) => under !== ''), [earlierHashes]);
  const others = useVaultValues(earlier.map((under) => ({ name: 'definition', hash: under }) as const));
  const definitions = useMemo(() => {
    const known = new Map<string, RunDefinition>();
    if (pinned != null) known.set(hash, pinned);
    earlier.forEach((under, at) => others[at] != null && known.set(under, others[at]));
    return known;
  }, [pinned, hash, earlier, others]);
  const rendered = useMemo(() => (run === null || pinned == null ? null : renderRun(pinned, run.answers)), [run, pinned]);
  if (read.state === 'loading' || (run !== null && pinned === undefined)) return { state: 'loading' };

  if (run === null) return { state: 'missing' };
  if (pinned == null || rendered === null) return { state: 'no-definition' };
  return { state: 'ready', run, definition: pinned, definitions, rendered };
}
