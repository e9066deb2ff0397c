import { measureChoices, observations, type GivenAnswer } from '../../../shared/domain/runs/runAnswer.ts';
import { itemById, type RunDefinition, type RunItem } from '../../../shared/domain/runs/runDefinition.ts';
import { optionLabel } from '../../../shared/domain/runs/renderRun.ts';
import type { TextTools } from '../../i18n/useText.ts';

/** An answer in words, with the labels of the wording that it was given under where the present one lacks them. */
export function answerWords(text: TextTools, given: GivenAnswer, item: RunItem | null, under: RunDefinition | null, itemId: string): string {
  const asked = item ?? (under === null ? null : (itemById(under, itemId) ?? null));
  const { value } = given;
  if (typeof value === 'boolean') return text(value ? 'run.yes' : 'run.no');
  if (typeof value === 'number') return text.intl.formatNumber(value);
  const label = (id: string): string => (asked === null ? id : optionLabel(id, asked, under).label);
  if (Array.isArray(value)) return value.map(label).join(' · ');
  if (given.type === 'indicator') return text(`run.observation.${observations.find((each) => each === value) ?? 'unclear'}`);
  if (given.type === 'measure') return text(`run.measure.${measureChoices.find((each) => each === value) ?? 'consider'}`);
  if (given.type === 'choice' || given.type === 'judgement') return label(value);
  return value;
}
