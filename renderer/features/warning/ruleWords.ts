import type { ThresholdRule } from '../../../shared/domain/warning/threshold.ts';
import type { TextTools } from '../../i18n/useText.ts';

/** What a threshold looks for, in a phrase. Content texts in it stand between isolating marks, so that their direction stays theirs. */
export function ruleWords(text: TextTools, rule: ThresholdRule): string {
  const own = (label: string): string => `\u2068${label}\u2069`;
  switch (rule.kind) {
    case 'factor':
      return text('warning.rule.words.factor', { label: own(rule.label), step: text(`risk.step.${rule.atLeast}`) });
    case 'factors':
      return text('warning.rule.words.factors', { count: rule.count, step: text(`risk.step.${rule.atLeast}`) });
    case 'stage':
      return text('warning.rule.words.stage', { stage: text(`situation.stage.${rule.stage}`) });
    case 'signs':
      return text('warning.rule.words.signs', { count: rule.count, total: rule.itemIds.length, label: own(rule.label) });
  }
}
