import { isSettled, type PlannedTask } from '../../../shared/domain/programme/plan.ts';

export const taskFilters = ['all', 'open', 'waiting', 'own', 'dated'] as const;
export type TaskFilter = (typeof taskFilters)[number];

/** Which tasks a filter lets through. `dated` are those with a day on which the user means to do them. */
export const passes = (filter: TaskFilter, { state, ownId, plannedOn }: PlannedTask): boolean => {
  switch (filter) {
    case 'all': return true;
    case 'open': return !isSettled(state);
    case 'waiting': return state === 'waiting';
    case 'own': return ownId !== null;
    case 'dated': return plannedOn !== null && !isSettled(state);
  }
};
