import * as v from 'valibot';
import { itemTypes } from '../../content/content.schema.ts';
import { instantSchema, itemIdSchema } from '../vault/storedText.ts';
import { definitionHashSchema, type RunItem } from './runDefinition.ts';

/** How an indicator is answered. `unclear` is an answer: somebody looked and could not say. */
export const observations = ['not-observed', 'unclear', 'observed'] as const;

/** What the user makes of a measure. The program recommends none. */
export const measureChoices = ['consider', 'chosen', 'set-aside'] as const;

export const answerValueSchema = v.union([v.boolean(), v.number(), v.pipe(v.string(), v.maxLength(20_000)), v.pipe(v.array(itemIdSchema), v.maxLength(100))]);
export type AnswerValue = v.InferOutput<typeof answerValueSchema>;

/** One answer as it was given: to which wording (`under`), to which meaning (`rev`), and as what kind of question. */
export const givenAnswerSchema = v.looseObject({
  value: answerValueSchema,
  type: v.string(),
  rev: v.number(),
  under: definitionHashSchema,
  at: instantSchema,
  /** Of a choice or judgement: the place of the option among those offered, from 0. */
  step: v.optional(v.number()),
});
export type GivenAnswer = v.InferOutput<typeof givenAnswerSchema>;

export const evidenceSides = ['for', 'against'] as const;
export type EvidenceSide = (typeof evidenceSides)[number];

/** Everything that stands under one item. More than one value means that two devices answered differently at the same time. */
export interface ItemAnswers {
  readonly values: readonly GivenAnswer[];
  readonly remarks: readonly string[];
  /** Ids of notes, by what they speak for. */
  readonly evidence: Readonly<Record<string, EvidenceSide>>;
  readonly rows: readonly AnswerRow[];
}

/** A row of an `entries` table; a cell holds more than one text where two devices wrote differently. */
export interface AnswerRow {
  readonly id: string;
  readonly cells: Readonly<Record<string, readonly string[]>>;
}

export type RunAnswers = Readonly<Record<string, ItemAnswers>>;

export const noAnswers: ItemAnswers = { values: [], remarks: [], evidence: {}, rows: [] };

const knownTypes: ReadonlySet<string> = new Set(itemTypes);

/** False for a kind of question that this version of the program cannot put. */
export const isSupported = (item: Pick<RunItem, 'type'>): boolean => knownTypes.has(item.type);

/** Whether the value is one that a question of this kind takes. */
export function fits(item: RunItem, value: AnswerValue): boolean {
  const offered = (id: unknown): boolean => item.options?.some((option) => option.id === id) === true;
  switch (item.type) {
    case 'check':
      return typeof value === 'boolean';
    case 'text':
    case 'longtext':
      return typeof value === 'string';
    case 'choice':
    case 'judgement':
      return offered(value);
    case 'multi':
      return Array.isArray(value) && value.every(offered);
    case 'date':
      return typeof value === 'string' && v.is(v.pipe(v.string(), v.isoDate()), value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'indicator':
      return (observations as readonly unknown[]).includes(value);
    case 'measure':
      return (measureChoices as readonly unknown[]).includes(value);
    default:
      return false;
  }
}

