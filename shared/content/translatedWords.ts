/**
 * Translations of toolkits, programme and glossary: words only, each under a key of ids and with the wording that it was made from. So a translation
 * cannot change what is asked, by which rules, or what an answer means; and where the original has gone on, the original stands in that place.
 */
import * as v from 'valibot';
import { glossaryEntrySchema, programmeSchema, toolkitSchema, type GlossaryEntry, type Programme, type Toolkit, type ToolkitItem } from './content.schema.ts';

/** What is translated, besides sections, and the item of a translation that holds its words. */
export interface TranslatableParts {
  readonly toolkit: Toolkit;
  readonly programme: Programme;
  readonly glossary: readonly GlossaryEntry[];
}
export type TranslatablePart = keyof TranslatableParts;
export const translatableParts = ['toolkit', 'programme', 'glossary'] as const satisfies readonly TranslatablePart[];
export const wordsKind = (part: TranslatablePart): string => `${part}-words`;
export const partOfWordsKind = (kind: string): TranslatablePart | undefined => translatableParts.find((part) => wordsKind(part) === kind);

export const wordsSchema = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(150)), v.strictObject({ of: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), text: v.pipe(v.string(), v.minLength(1), v.maxLength(4_000)) })),
  v.maxEntries(5_000),
);
export type TranslatedWords = v.InferOutput<typeof wordsSchema>;

export interface WordsLag {
  /** Passages of the original. */
  readonly total: number;
  readonly current: number;
  /** Translated from a wording that the original does not have any more. */
  readonly behind: number;
}

type Visit = (key: string, words: string) => string;
const maps: { readonly [P in TranslatablePart]: (value: TranslatableParts[P], visit: Visit) => TranslatableParts[P] } = {
  toolkit: (toolkit, visit) => ({
    ...toolkit,
    ...each(toolkit, ['title', 'purpose', 'caution'], '', visit),
    groups: toolkit.groups.map((group) => ({ ...group, ...each(group, ['title', 'help'], `group.${group.id}.`, visit), items: group.items.map((item) => mapItem(item, visit)) })),
  }),
  programme: (programme, visit) => ({
    phases: programme.phases.map((phase) => ({ ...phase, ...each(phase, ['title', 'intro'], `phase.${phase.id}.`, visit) })),
    tasks: programme.tasks.map((task) => ({ ...task, ...each(task, ['title', 'why', 'evidence'], `task.${task.id}.`, visit), steps: task.steps.map((step) => ({ ...step, ...each(step, ['text'], `task.${task.id}.${step.id}.`, visit) })) })),
  }),
  glossary: (entries, visit) => entries.map((entry) => ({ ...entry, ...each(entry, ['term', 'definition'], `${entry.id}.`, visit), also: entry.also.length === 0 ? entry.also : visit(`${entry.id}.also`, entry.also.join('\n')).split('\n') })),
};

function mapItem(item: ToolkitItem, visit: Visit): ToolkitItem {
  const key = `item.${item.id}.`;
  const options = (list: NonNullable<ToolkitItem['options']>, place: string) => list.map((option) => ({ ...option, ...each(option, ['label', 'help'], `${place}${option.id}.`, visit) }));
  return {
    ...item,
    ...each(item, ['label', 'help'], key, visit),
    ...(item.options === undefined ? {} : { options: options(item.options, key) }),
    ...(item.columns === undefined ? {} : { columns: item.columns.map((column) => ({ ...column, ...each(column, ['label'], `${key}${column.id}.`, visit), ...(column.options === undefined ? {} : { options: options(column.options, `${key}${column.id}.`) }) })) }),
    ...(item.measure === undefined ? {} : { measure: { ...item.measure, ...each(item.measure, ['decides', 'leadTime', 'legalBasis', 'riskOfHarm', 'firstStep', 'howToStop', 'notKnown'], `${key}measure.`, visit) } }),
  };
}

function each<T extends object, K extends keyof T & string>(value: T, names: readonly K[], key: string, visit: Visit): Partial<T> {
  return Object.fromEntries(names.flatMap((name) => (typeof value[name] === 'string' ? [[name, visit(`${key}${name}`, value[name])]] : []))) as Partial<T>;
}

/** Every passage that can be translated, by key. */
export function wordsOf<P extends TranslatablePart>(part: P, value: TranslatableParts[P]): Map<string, string> {
  const found = new Map<string, string>();
  maps[part](value, (key, words) => {
    found.set(key, words);
    return words;
  });
  return found;
}

/** The original with each passage translated whose wording is still the one that was translated; all else of it is untouched. */
export function withWords<P extends TranslatablePart>(part: P, original: TranslatableParts[P], words: TranslatedWords): TranslatableParts[P] {
  return maps[part](original, (key, was) => {
    const made = Object.hasOwn(words, key) ? words[key] : undefined;
    return made !== undefined && made.of === wordingMark(was) ? made.text : was;
  });
}

export function wordsLag<P extends TranslatablePart>(part: P, original: TranslatableParts[P], words: TranslatedWords): WordsLag {
  const all = [...wordsOf(part, original)];
  const made = all.flatMap(([key, was]) => (Object.hasOwn(words, key) ? [words[key]?.of === wordingMark(was)] : []));
  return { total: all.length, current: made.filter(Boolean).length, behind: made.filter((isCurrent) => !isCurrent).length };
}

/** Tells one wording from another. It proves nothing and need not: the words of a translation are signed as a whole. */
export function wordingMark(words: string): string {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < words.length; at += 1) {
    const unit = words.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ (low >>> 13), 0x85ebca6b);
  }
  return [low, high].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Reads an item of an edition; undefined where it has not the form of its kind. */
export function readPart<P extends TranslatablePart>(part: P, value: unknown): TranslatableParts[P] | undefined {
  const schema = { toolkit: toolkitSchema, programme: programmeSchema, glossary: v.array(glossaryEntrySchema) }[part];
  const parsed = v.safeParse(schema, value);
  return parsed.success ? (parsed.output as TranslatableParts[P]) : undefined;
}
