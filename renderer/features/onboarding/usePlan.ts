import { useMemo } from 'react';
import { type Plan, plan } from '../../../shared/domain/programme/plan.ts';
import { useProgramme } from '../../data/publishedReads.ts';
import { useVaultValue } from '../../platform/vault.ts';

/** The tasks that fit this post with what was done so far; undefined until profile, programme and progress are read. */
export function usePlan(): Plan | undefined {
  const programme = useProgramme();
  const profile = useVaultValue({ name: 'profile' });
  const progress = useVaultValue({ name: 'programme' });
  return useMemo(() => (programme == null || profile == null || progress === undefined ? undefined : plan(programme, profile, progress)), [programme, profile, progress]);
}
