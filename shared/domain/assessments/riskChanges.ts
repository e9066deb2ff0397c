import { riskSteps, type RiskFactor, type RiskStep } from './riskFactors.ts';
import type { RiskStrip } from './riskStrip.ts';

/** What became of one factor between two assessments. `redefined`: its meaning changed, so the two judgements are not comparable. */
export interface RiskChange {
  readonly factor: RiskFactor;
  readonly kind: 'rose' | 'fell' | 'first' | 'not-judged' | 'redefined';
  readonly from: RiskStep | null;
  readonly to: RiskStep | null;
}

/** What changed from the column before to the column `at`, in the order of the factors. Empty where there is no earlier column. */
export function riskChanges(strip: RiskStrip, at = strip.columns.length - 1): readonly RiskChange[] {
  if (at < 1) return [];
  return strip.rows.flatMap(({ factor, cells }) => {
    const from = cells[at - 1]?.step ?? null;
    const to = cells[at]?.step ?? null;
    if (from === to && cells[at]?.breaks !== true) return [];
    return [{ factor, from, to, kind: kindOf(from, to, cells[at]?.breaks === true) }];
  });
}

function kindOf(from: RiskStep | null, to: RiskStep | null, breaks: boolean): RiskChange['kind'] {
  if (breaks) return 'redefined';
  if (to === null) return 'not-judged';
  if (from === null) return 'first';
  return riskSteps.indexOf(to) > riskSteps.indexOf(from) ? 'rose' : 'fell';
}
