import { riskSteps, riskStep, assessmentToolkitId, type RiskStep } from '../assessments/riskFactors.ts';
import type { RunSummary } from '../runs/run.ts';
import { itemsOf, type RunDefinition } from '../runs/runDefinition.ts';
import { situationStages, type Situation } from '../vault/situation.ts';
import type { ThresholdRule } from './threshold.ts';

/** Everything about a situation that a threshold can look at. */
export interface WatchedState {
  readonly stage: Situation['stage'];
  /** Runs of this situation. */
  readonly runs: readonly RunSummary[];
  /** The wording that a run answers; null where it is not on this device. */
  readonly definition: (hash: string) => RunDefinition | null;
}

/** What a threshold was met by. */
export interface Crossing {
  readonly runId: string | null;
  /** Items that speak for it, as the run names them. */
  readonly itemIds: readonly string[];
}

const reaches = (step: RiskStep | null, least: RiskStep): boolean => step !== null && riskSteps.indexOf(step) >= riskSteps.indexOf(least);
const newestFirst = (a: string, b: string): number => b.localeCompare(a);

/** The item and those that took its place in a later edition, so that a reworded framework does not silence an agreed threshold. */
function sameItem(id: string, definition: RunDefinition | null): readonly string[] {
  const names = new Set([id]);
  // Items stand in any order, and one may replace one that replaced another.
  for (let before = 0; before !== names.size; ) {
    before = names.size;
    for (const item of definition === null ? [] : itemsOf(definition)) if (item.replaces?.some((replaced) => names.has(replaced)) === true) names.add(item.id);
  }
  return [...names];
}

/** Signed-off assessments, newest first. `ahead` looks at the draft as though it were signed off now. */
function assessment({ runs }: WatchedState, ahead: boolean): RunSummary | undefined {
  const all = runs.filter((run) => run.toolkitId === assessmentToolkitId && run.trashedAt === null);
  if (ahead) return all.filter((run) => run.finalAt === null).sort((a, b) => newestFirst(a.createdAt, b.createdAt))[0];
  return all.filter((run) => run.finalAt !== null).sort((a, b) => newestFirst(a.finalAt ?? '', b.finalAt ?? ''))[0];
}

/**
 * Whether a threshold is met, and by what; null where it is not. Where two devices judged differently the higher is looked at by neither:
 * the summary's value stands until it is settled.
 *
 * @param ahead judgements are read from the draft: what signing off now would meet
 */
export function crossing(rule: ThresholdRule, state: WatchedState, ahead = false): Crossing | null {
  switch (rule.kind) {
    case 'stage': {
      if (state.stage === 'closed' || rule.stage === 'closed') return null;
      return situationStages.indexOf(state.stage) >= situationStages.indexOf(rule.stage) ? { runId: null, itemIds: [] } : null;
    }
    case 'factor': {
      const run = assessment(state, ahead);
      if (run === undefined) return null;
      const met = sameItem(rule.itemId, state.definition(run.pin.hash)).filter((id) => reaches(riskStep(run.judgements[id]?.step), rule.atLeast));
      return met.length > 0 ? { runId: run.id, itemIds: met } : null;
    }
    case 'factors': {
      const run = assessment(state, ahead);
      if (run === undefined) return null;
      const met = Object.entries(run.judgements).flatMap(([id, { step }]) => (reaches(riskStep(step), rule.atLeast) ? [id] : []));
      return met.length >= rule.count ? { runId: run.id, itemIds: met } : null;
    }
    case 'signs': {
      const run = state.runs.filter(({ toolkitId, trashedAt }) => toolkitId === rule.toolkitId && trashedAt === null).sort((a, b) => newestFirst(a.createdAt, b.createdAt))[0];
      if (run === undefined) return null;
      const observed = new Set(run.observed);
      const definition = state.definition(run.pin.hash);
      // One sign that was split in two is still one sign.
      const met = rule.itemIds.flatMap((id) => sameItem(id, definition).filter((name) => observed.has(name)).slice(0, 1));
      return new Set(met).size >= rule.count ? { runId: run.id, itemIds: [...new Set(met)] } : null;
    }
  }
}
