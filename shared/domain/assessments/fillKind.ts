import type { Forum } from '../options/option.ts';
import { briefingKindParts, type BriefingKind, type NewLine } from './briefing.ts';

/** What is known of a situation beside its assessment, as it stands when a briefing is begun. */
export interface BriefingMaterial {
  /** First lines from the assessment: what happens, judgements, changes, populations. */
  readonly assessed: readonly NewLine[];
  /** What keeps people safe, in the user's words; '' where nothing was written. */
  readonly resilience: string;
  readonly scenarios: readonly { readonly name: string; readonly path: string; readonly signs: readonly { readonly sign: string; readonly seenOn: string | null; readonly noteIds: readonly string[] }[] }[];
  /** Measures that are weighed or chosen, with what they take where the edition says it. */
  readonly options: readonly { readonly label: string; readonly chosen: boolean; readonly facts: { readonly decides: string; readonly leadTime: string; readonly riskOfHarm: string; readonly howToStop: string } | null; readonly notKnown: string }[];
  readonly forums: readonly { readonly forum: Forum; readonly aim: string; readonly on: string | null }[];
  /** The open alarm; null where there is none. */
  readonly alarm: { readonly title: string; readonly because: string; readonly rule: string | null; readonly agreedWith: string } | null;
}

export interface KindWords {
  readonly option: (option: BriefingMaterial['options'][number]) => string;
  readonly forum: (move: BriefingMaterial['forums'][number]) => string;
  readonly scenario: (name: string, path: string) => string;
  readonly sign: (sign: string, seenOn: string) => string;
  readonly threshold: (alarm: NonNullable<BriefingMaterial['alarm']>) => string;
}

const longest = 2_000;

/**
 * First lines of a briefing of one kind. Each line stands in a part that this kind has; what a kind has no place for is left out, and a
 * part for which nothing is known stays empty for the user. Who must know of an alarm never goes into a document.
 */
export function fillKind(kind: BriefingKind, material: BriefingMaterial, words: KindWords): readonly NewLine[] {
  const line = (part: NewLine['part'], text: string, noteIds: readonly string[] = []): NewLine => ({ part, text: text.slice(0, longest), noteIds: [...noteIds].slice(0, 20) });
  const { alarm, resilience } = material;
  const all: readonly NewLine[] = [
    ...(alarm === null ? [] : [line('threshold', words.threshold(alarm)), ...(alarm.because === '' ? [] : [line('threshold', alarm.because)])]),
    ...material.assessed,
    ...material.assessed.filter(({ part }) => part === 'judgement').flatMap(({ text, noteIds }) => [line('points', text, noteIds), line('concern', text, noteIds)]),
    ...material.scenarios.flatMap(({ name, path, signs }) => [
      line('scenarios', words.scenario(name, path)),
      ...signs.flatMap(({ sign, seenOn, noteIds }) => (seenOn === null ? [] : [line('scenarios', words.sign(sign, seenOn), noteIds), line('next', words.sign(sign, seenOn), noteIds)])),
    ]),
    ...(resilience.trim() === '' ? [] : [line('resilience', resilience.trim())]),
    ...material.options.map((option) => line('options', words.option(option))),
    ...material.options.filter(({ chosen }) => chosen).map(({ label }) => line('calls', label)),
    ...material.forums.map((move) => line('forums', words.forum(move))),
    ...material.options.flatMap(({ notKnown }) => (notKnown.trim() === '' ? [] : [line('notKnown', notKnown.trim())])),
  ];
  const places = briefingKindParts[kind];
  return all.filter(({ part, text }) => places.includes(part) && text.trim() !== '');
}
