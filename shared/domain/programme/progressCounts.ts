import type { PhaseCounts, SharedProgress } from '../../contracts/progressApi.ts';
import type { Plan } from './plan.ts';

/**
 * The counts that the Secretariat may be told, if the user agrees. Tasks that the user added and tasks that an edition dropped are left
 * out: they say more about one person than about the programme.
 */
export function progressCounts(plan: Plan, edition: SharedProgress['edition']): SharedProgress {
  const phases = plan.phases.map(({ id, tasks }) => {
    const states = tasks.flatMap(({ state, ownId, retired }) => (ownId !== null || retired || state === 'not-applicable' ? [] : [state]));
    const those = (state: string): number => states.filter((one) => one === state).length;
    return [id, { applies: states.length, done: those('done'), inProgress: those('in-progress'), waiting: those('waiting'), declined: those('declined') } satisfies PhaseCounts] as const;
  });
  return { edition, phases: Object.fromEntries(phases) as SharedProgress['phases'] };
}
