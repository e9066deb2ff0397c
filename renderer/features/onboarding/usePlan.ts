import { useMemo } from 'react';
import type { Programme } from '../../../shared/content/content.schema.ts';
import { type Plan, plan, type PlanSurroundings } from '../../../shared/domain/programme/plan.ts';
import { isRestWeek, type RestWeek } from '../../../shared/domain/programme/workingDays.ts';
import type { Profile } from '../../../shared/domain/vault/profile.ts';
import type { ProgrammeProgress } from '../../../shared/domain/vault/programmeProgress.ts';
import { useProgramme } from '../../data/publishedReads.ts';
import { today } from '../../i18n/nearDate.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { usePreviousProgramme } from './usePreviousProgramme.ts';

/** Names of personal settings that the plan follows. */
export const planSettings = { restWeek: 'programme.restWeek', countFrom: 'programme.countFrom', seenEdition: 'programme.seenEdition' } as const;

export interface PlanInputs {
  readonly programme: Programme;
  readonly profile: Profile;
  readonly progress: ProgrammeProgress;
  readonly around: PlanSurroundings & { readonly restWeek: RestWeek; readonly countFrom: string | null };
}

/** Everything that the plan is made from; undefined until it is read. */
export function usePlanInputs(): PlanInputs | undefined {
  const programme = useProgramme();
  const earlier = usePreviousProgramme();
  const profile = useVaultValue({ name: 'profile' });
  const progress = useVaultValue({ name: 'programme' });
  const ownTasks = useVaultValue({ name: 'entries', type: 'ownTask' });
  const away = useVaultValue({ name: 'entries', type: 'absence' });
  const settings = useVaultValue({ name: 'personalSettings' });
  const now = today();
  return useMemo(() => {
    if (programme == null || earlier === undefined || profile == null || progress === undefined || ownTasks === undefined || away === undefined || settings === undefined) return undefined;
    const [restWeek, countFrom] = [settings[planSettings.restWeek], settings[planSettings.countFrom]];
    return { programme, profile, progress, around: { ownTasks, away, restWeek: isRestWeek(restWeek) ? restWeek : 'sat-sun', countFrom: typeof countFrom === 'string' ? countFrom : null, today: now, earlier } };
  }, [programme, earlier, profile, progress, ownTasks, away, settings, now]);
}

/** The tasks that fit this post with what was done so far; undefined until all of it is read. */
export function usePlan(): Plan | undefined {
  const inputs = usePlanInputs();
  return useMemo(() => (inputs === undefined ? undefined : plan(inputs.programme, inputs.profile, inputs.progress, inputs.around)), [inputs]);
}
