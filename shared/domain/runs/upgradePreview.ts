import type { RunAnswers } from './runAnswer.ts';
import { itemById, itemsOf, type RunDefinition, type RunItem } from './runDefinition.ts';
import { isEmpty, renderRun, type RenderedItem } from './renderRun.ts';

/**
 * What moving a run to another edition does to one item. Green: the answer stays or the item is new. Amber: look at it once, nothing is
 * lost. Red: the question is asked again or no longer asked; the old answer stays readable.
 */
export const upgradeOutcomes = ['same', 'new', 'reworded', 'carried', 'suggested', 'option-gone', 'unsupported', 'ask-again', 'removed'] as const;
export type UpgradeOutcome = (typeof upgradeOutcomes)[number];
export type UpgradeTone = 'green' | 'amber' | 'red';

export const upgradeTone: Readonly<Record<UpgradeOutcome, UpgradeTone>> = {
  same: 'green', new: 'green', reworded: 'amber', carried: 'amber', suggested: 'amber', 'option-gone': 'amber', unsupported: 'amber', 'ask-again': 'red', removed: 'red',
};

export interface UpgradeLine {
  readonly itemId: string;
  readonly label: string;
  /** The wording before, where it differs. */
  readonly labelBefore: string | null;
  readonly outcome: UpgradeOutcome;
  readonly answered: boolean;
}

/**
 * What an upgrade would do, item by item. Pure: an upgrade itself only changes which definition the run answers, and no answer is
 * touched, so that taking it back is changing the definition back.
 */
export function upgradePreview(from: RunDefinition, to: RunDefinition, answers: RunAnswers): readonly UpgradeLine[] {
  const after = renderRun(to, answers);
  const shown = after.groups.flatMap(({ items }) => items);
  const lines = shown.map((rendered) => lineOf(rendered, itemById(from, rendered.item.id)));
  const replaced = new Set(itemsOf(to).flatMap((item) => item.replaces ?? []));
  const gone = itemsOf(from).filter((item) => item.retired !== true && !replaced.has(item.id) && !isAsked(to, item.id));
  return [
    ...lines,
    ...gone
      .filter((item) => !lines.some((line) => line.itemId === item.id))
      .map((item) => ({ itemId: item.id, label: item.label, labelBefore: null, outcome: 'removed' as const, answered: !isEmpty(answers[item.id] ?? { values: [], remarks: [], evidence: {}, rows: [] }) })),
  ];
}

const isAsked = (definition: RunDefinition, id: string): boolean => {
  const item = itemById(definition, id);
  return item !== undefined && item.retired !== true;
};

function lineOf(rendered: RenderedItem, before: RunItem | undefined): UpgradeLine {
  const { item } = rendered;
  return {
    itemId: item.id,
    label: item.label,
    labelBefore: before !== undefined && before.label !== item.label ? before.label : null,
    outcome: outcomeOf(rendered, before),
    answered: rendered.earlier.length > 0 || !isEmpty(rendered.answers),
  };
}

function outcomeOf({ item, stand, current }: RenderedItem, before: RunItem | undefined): UpgradeOutcome {
  if (item.retired === true && before?.retired !== true) return 'removed';
  if (stand === 'unsupported') return 'unsupported';
  if (stand === 'carried' || stand === 'suggested' || stand === 'ask-again') return stand;
  if (before === undefined) return 'new';
  const offered = new Set(item.options?.map((option) => option.id));
  const chosen = current.flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
  if (item.options !== undefined && chosen.some((id) => typeof id === 'string' && !offered.has(id))) return 'option-gone';
  return before.label === item.label && before.help === item.help ? 'same' : 'reworded';
}
