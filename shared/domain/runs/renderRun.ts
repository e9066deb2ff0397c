import type { AnswerValue, GivenAnswer, ItemAnswers, RunAnswers } from './runAnswer.ts';
import { isSupported, noAnswers } from './runAnswer.ts';
import { itemById, type RunDefinition, type RunGroup, type RunItem } from './runDefinition.ts';

/**
 * How an item stands in a run:
 * `open` nothing is answered; `answered` there is an answer to this very question; `ask-again` the meaning changed since it was answered,
 * so the earlier answer is shown and the question is put anew; `carried` the answer was given to the item that this one replaces and
 * counts here too; `suggested` an earlier item's answer is offered and waits to be taken; `unsupported` this program cannot put the
 * question, and keeps what is there.
 */
export const itemStands = ['open', 'answered', 'ask-again', 'carried', 'suggested', 'unsupported'] as const;
export type ItemStand = (typeof itemStands)[number];

export interface EarlierAnswer {
  readonly itemId: string;
  readonly given: GivenAnswer;
}

export interface RenderedItem {
  readonly item: RunItem;
  readonly stand: ItemStand;
  /** Answers to this very question; more than one where devices differ. For `carried`, those of the item it replaces. */
  readonly current: readonly GivenAnswer[];
  /** Answers to an earlier meaning, or to an item that this one replaces. */
  readonly earlier: readonly EarlierAnswer[];
  readonly answers: ItemAnswers;
  /** True while the rule of the toolkit hides the item. Its answers stay. */
  readonly hidden: boolean;
}

export interface RenderedGroup {
  readonly group: RunGroup;
  readonly items: readonly RenderedItem[];
}

export interface RenderedRun {
  readonly groups: readonly RenderedGroup[];
  /** Answers to items that this definition does not hold. They stay readable. */
  readonly removed: readonly { readonly itemId: string; readonly answers: ItemAnswers }[];
}

/** What stands under each item of a definition. Every answer of the run is in exactly this result somewhere; none is left out. */
export function renderRun(definition: RunDefinition, answers: RunAnswers): RenderedRun {
  const present = new Set<string>();
  const groups = definition.groups.map((group) => ({
    group,
    items: group.items.flatMap((item) => {
      const own = answers[item.id] ?? noAnswers;
      present.add(item.id);
      // A retired item is not put to anyone anew; where it was answered it goes on being shown.
      return item.retired === true && isEmpty(own) ? [] : [renderItem(definition, item, answers)];
    }),
  }));
  const removed = Object.entries(answers).flatMap(([itemId, item]) => (present.has(itemId) || isEmpty(item) ? [] : [{ itemId, answers: item }]));
  return { groups: groups.filter(({ items }) => items.length > 0), removed };
}

export const isEmpty = ({ values, remarks, evidence, rows }: ItemAnswers): boolean => values.length === 0 && remarks.length === 0 && rows.length === 0 && Object.keys(evidence).length === 0;

function renderItem(definition: RunDefinition, item: RunItem, answers: RunAnswers): RenderedItem {
  const own = answers[item.id] ?? noAnswers;
  const current = own.values.filter((given) => given.rev >= item.rev);
  const earlier: EarlierAnswer[] = own.values.filter((given) => given.rev < item.rev).map((given) => ({ itemId: item.id, given }));
  for (const from of item.replaces ?? []) {
    for (const given of answers[from]?.values ?? []) earlier.push({ itemId: from, given });
  }
  const hidden = isHidden(definition, item, answers);
  const base = { item, earlier, answers: own, hidden };
  if (!isSupported(item)) return { ...base, stand: 'unsupported', current: own.values, earlier: earlier.filter(({ itemId }) => itemId !== item.id) };
  if (current.length > 0 || own.rows.length > 0) return { ...base, stand: 'answered', current };
  if (earlier.length === 0) return { ...base, stand: 'open', current: [] };
  const inherited = earlier.filter(({ itemId }) => itemId !== item.id).map(({ given }) => given);
  const usable = inherited.filter((given) => given.type === item.type && isOffered(item, given.value));
  if (item.carry === 'copy' && usable.length > 0) return { ...base, stand: 'carried', current: usable };
  if (item.carry === 'copy-as-suggestion' && usable.length > 0) return { ...base, stand: 'suggested', current: [] };
  return { ...base, stand: 'ask-again', current: [] };
}

/** A choice that the new wording does not offer cannot be taken over; it is shown as an earlier answer. */
const isOffered = (item: RunItem, value: AnswerValue): boolean => {
  if (item.options === undefined) return true;
  const offered = new Set(item.options.map((option) => option.id));
  return (Array.isArray(value) ? value : [value]).every((id) => typeof id === 'string' && offered.has(id));
};

function isHidden(definition: RunDefinition, item: RunItem, answers: RunAnswers): boolean {
  const rule = item.showWhen;
  if (rule === undefined || itemById(definition, rule.item) === undefined) return false;
  const chosen = (answers[rule.item]?.values ?? []).flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
  return !chosen.some((value) => typeof value === 'string' && rule.in.includes(value));
}

/** The label of a chosen option: as it is offered now, else as it was worded when it was chosen. */
export function optionLabel(id: string, item: RunItem, under: RunDefinition | null): { readonly label: string; readonly offered: boolean } {
  const now = item.options?.find((option) => option.id === id);
  if (now !== undefined) return { label: now.label, offered: true };
  const then = under?.groups.flatMap((group) => group.items).flatMap((other) => other.options ?? []).find((option) => option.id === id);
  return { label: then?.label ?? id, offered: false };
}
