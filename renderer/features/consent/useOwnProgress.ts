import { useMemo } from 'react';
import type { SharedProgress } from '../../../shared/contracts/progressApi.ts';
import { progressCounts } from '../../../shared/domain/programme/progressCounts.ts';
import { useEditionState } from '../../data/secretariatQueries.ts';
import { usePlan } from '../onboarding/index.ts';

/** What would be sent now; undefined until it is counted. */
export function useOwnProgress(): SharedProgress | undefined {
  const plan = usePlan();
  const edition = useEditionState().data;
  const [number, name] = [edition?.number, edition?.edition];
  return useMemo(() => (plan === undefined || number === undefined || name === undefined ? undefined : progressCounts(plan, { number, name })), [plan, number, name]);
}
