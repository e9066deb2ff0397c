import type { RunAnswers } from '../runs/runAnswer.ts';
import type { NewLine } from './briefing.ts';
import type { RiskChange } from './riskChanges.ts';
import { riskStep, type RiskFactor, type RiskStep } from './riskFactors.ts';

export interface FillWords {
  readonly judgement: (factor: RiskFactor, step: RiskStep, confidence: string | null) => string;
  readonly change: (change: RiskChange) => string;
  readonly populations: (list: string) => string;
}

/** So many lines of what is happening at most: the reader has two minutes, and the user chooses what stays. */
const mostSigns = 5;
const mostNotes = 4;

/**
 * First lines of a page, from an assessment: observed indicators that notes speak for, judgements of strong or acute with the user's own
 * reasons, and what changed. Nothing is put in that the user has not judged; order is that of the Framework.
 *
 * @param usable notes that may stand behind a line, that is, not in the bin
 */
export function fillBriefing(factors: readonly RiskFactor[], answers: RunAnswers, changes: readonly RiskChange[], populations: readonly string[], usable: ReadonlySet<string>, words: FillWords): readonly NewLine[] {
  const notesFor = (ids: readonly string[]): string[] =>
    [...new Set(ids.flatMap((id) => Object.entries(answers[id]?.evidence ?? {}).flatMap(([noteId, side]) => (side === 'for' && usable.has(noteId) ? [noteId] : []))))].slice(0, mostNotes);
  const observed = factors
    .flatMap(({ group }) => group.items)
    .filter((item) => item.type === 'indicator' && answers[item.id]?.values.length === 1 && answers[item.id]?.values[0]?.value === 'observed')
    .map((item): NewLine => ({ part: 'happening', text: item.label, noteIds: notesFor([item.id]) }))
    .filter((line) => line.noteIds.length > 0)
    .slice(0, mostSigns);
  const judged = factors.flatMap((factor): NewLine[] => {
    const values = answers[factor.judgement.id]?.values ?? [];
    const step = values.length === 1 ? riskStep(values[0]?.step) : null;
    if (step !== 'strong' && step !== 'acute') return [];
    const sure = factor.confidence === null ? undefined : answers[factor.confidence.id]?.values[0]?.value;
    const confidence = factor.confidence?.options?.find((option) => option.id === sure)?.label ?? null;
    const reasons = factor.reasons === null ? undefined : answers[factor.reasons.id]?.values[0]?.value;
    const noteIds = notesFor(factor.group.items.map(({ id }) => id));
    return [
      { part: 'judgement', text: words.judgement(factor, step, confidence), noteIds },
      ...(typeof reasons === 'string' && reasons.trim() !== '' ? [{ part: 'judgement' as const, text: reasons.trim().slice(0, 2_000), noteIds: [] }] : []),
    ];
  });
  return [
    ...observed,
    ...(populations.length === 0 ? [] : [{ part: 'happening' as const, text: words.populations(populations.join(', ')), noteIds: [] }]),
    ...judged,
    ...changes.map((change): NewLine => ({ part: 'changes', text: words.change(change), noteIds: [] })),
  ];
}
