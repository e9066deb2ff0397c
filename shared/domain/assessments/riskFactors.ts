import type { RunDefinition, RunGroup, RunItem } from '../runs/runDefinition.ts';

/** The toolkit that assessments of a situation are runs of. */
export const assessmentToolkitId = 'framework-of-analysis';

/** The user's own judgement of a factor, from least to most. An order, not a quantity: never added, averaged or ranked across situations. */
export const riskSteps = ['not-observed', 'possible', 'present', 'strong', 'acute'] as const;
export type RiskStep = (typeof riskSteps)[number];

export interface RiskFactor {
  readonly group: RunGroup;
  readonly number: string;
  readonly title: string;
  readonly judgement: RunItem;
  /** The choice that follows the judgement: how sure the user is. */
  readonly confidence: RunItem | null;
  /** The text that follows the judgement: why, what speaks against, what would change it. */
  readonly reasons: RunItem | null;
  /** Risk factors 1 to 8 bear on every crime, the others on one. */
  readonly isCommon: boolean;
}

const commonFactors = 8;

/** The groups of a definition that end in a judgement, in order. */
export function riskFactors(definition: RunDefinition): readonly RiskFactor[] {
  return definition.groups.flatMap((group) => {
    const at = group.items.findIndex((item) => item.type === 'judgement' && item.retired !== true);
    const judgement = group.items[at];
    if (judgement === undefined) return [];
    const after = group.items.slice(at + 1);
    const number = group.number ?? '';
    return [{
      group, number, title: group.title, judgement,
      confidence: after.find((item) => item.type === 'choice') ?? null,
      reasons: after.find((item) => item.type === 'longtext') ?? null,
      isCommon: number !== '' && Number(number) <= commonFactors,
    }];
  });
}

/** The step that an answered judgement stands for, or null where the definition offers other options than the five. */
export const riskStep = (step: number | undefined): RiskStep | null => (step === undefined ? null : (riskSteps[step] ?? null));
