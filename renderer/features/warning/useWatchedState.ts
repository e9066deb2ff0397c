import { useMemo } from 'react';
import type { WatchedState } from '../../../shared/domain/warning/crossing.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { useVaultValues } from '../../platform/useVaultValues.ts';

/** What thresholds look at, of one situation. undefined until it was read. */
export function useWatchedState(situation: Pick<Situation, 'id' | 'stage'> | null): WatchedState | undefined {
  const runs = useVaultValue({ name: 'runs' });
  const own = useMemo(() => runs?.filter((run) => run.situationId === situation?.id), [runs, situation?.id]);
  const hashes = useMemo(() => [...new Set((own ?? []).map(({ pin }) => pin.hash))].sort(), [own]);
  const definitions = useVaultValues(hashes.map((hash) => ({ name: 'definition', hash }) as const));
  return useMemo(() => (own === undefined || situation === null ? undefined : { stage: situation.stage, runs: own, definition: (hash) => definitions[hashes.indexOf(hash)] ?? null }), [own, situation, hashes, definitions]);
}
