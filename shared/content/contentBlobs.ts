/**
 * Content cut into the items of an edition and put together again. The cut is deterministic: equal content gives equal bytes, so an item
 * that did not change keeps its hash from one edition to the next and is never sent twice.
 */
import * as v from 'valibot';
import {
  caseSchema,
  figureSchema,
  glossaryEntrySchema,
  phases,
  programmeSchema,
  sectionTextSchema,
  templateSchema,
  timelineEntrySchema,
  toolkitSchema,
  type Chapter,
  type Content,
  type Cover,
  type Section,
} from './content.schema.ts';
import type { ContentProblem } from './contentProblem.ts';

export const contentItemKinds = ['section', 'toolkit', 'programme', 'glossary', 'timeline', 'cases', 'template', 'figure'] as const;
export type ContentItemKind = (typeof contentItemKinds)[number];

export interface ContentItem {
  kind: ContentItemKind;
  id: string;
  title: string;
  /** Printed number of a section. */
  number?: string;
  chapterId?: string;
  /** Place on screen among items of its kind, from 0. */
  order: number;
  /** Canonical JSON: keys sorted, no white space. */
  text: string;
}

/** What an edition's manifest says besides its items. */
export interface ContentFrame {
  cover: Cover;
  chapters: readonly Pick<Chapter, 'id' | 'number' | 'title'>[];
}

/** JSON with sorted keys and no white space; keys without a value are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value));
}

/** Items in a fixed order: by kind, then by place. A list that is empty makes no item. */
export function contentItems(content: Content): ContentItem[] {
  const { programme, glossary, timeline, cases } = content;
  return [
    ...content.sections.map((section, order): ContentItem => ({ kind: 'section', id: section.id, title: section.title, number: section.number, chapterId: section.chapterId, order, text: sectionText(section) })),
    ...content.toolkits.map((toolkit, order): ContentItem => ({ kind: 'toolkit', id: toolkit.id, title: toolkit.title, order, text: canonicalJson(toolkit) })),
    ...(programme.tasks.length > 0 ? [single('programme', 'Programme', programme)] : []),
    ...(glossary.length > 0 ? [single('glossary', 'Glossary', glossary)] : []),
    ...(timeline.length > 0 ? [single('timeline', 'Timeline', timeline)] : []),
    ...(cases.length > 0 ? [single('cases', 'Cases', cases)] : []),
    ...content.templates.map((template, order): ContentItem => ({ kind: 'template', id: template.id, title: template.title, order, text: canonicalJson(template) })),
    ...content.figures.map((figure, order): ContentItem => ({ kind: 'figure', id: figure.id, title: figure.title, order, text: canonicalJson(figure) })),
  ];
}

/** An item as `contentFromItems` needs it. The place of a section is in the manifest, not in its text. */
export type PlacedItem = Pick<ContentItem, 'id' | 'order' | 'text' | 'number' | 'chapterId'> & { kind: string };

/**
 * The inverse of `contentItems`. Items of unknown kinds are passed over. An item that cannot be read is left out and reported with
 * `kind/id` as its file; whether the rest may be shown is for the caller to decide.
 */
export function contentFromItems(frame: ContentFrame, items: readonly PlacedItem[]): { content: Content; problems: ContentProblem[] } {
  const problems: ContentProblem[] = [];
  const ordered = [...items].sort((a, b) => a.order - b.order);
  const all = <const TSchema extends v.GenericSchema>(kind: ContentItemKind, schema: TSchema): v.InferOutput<TSchema>[] =>
    ordered.filter((item) => item.kind === kind).flatMap((item) => readItem(item, schema, problems));
  const content: Content = {
    cover: frame.cover,
    chapters: frame.chapters.map(({ id, number, title }) => ({ id, number, title, folder: chapterFolder(number, id) })),
    sections: ordered.filter((item) => item.kind === 'section').flatMap((item) => readItem(item, sectionTextSchema, problems).map((text): Section => ({ ...text, number: item.number ?? '', chapterId: item.chapterId ?? '' }))),
    programme: all('programme', programmeSchema)[0] ?? emptyProgramme,
    toolkits: all('toolkit', toolkitSchema),
    templates: all('template', templateSchema),
    glossary: all('glossary', v.array(glossaryEntrySchema)).flat(),
    timeline: all('timeline', v.array(timelineEntrySchema)).flat(),
    cases: all('cases', v.array(caseSchema)).flat(),
    figures: all('figure', figureSchema),
  };
  return { content, problems };
}

/** Folder of a chapter under `manual/`: "03-first-hundred-days". */
export const chapterFolder = (number: number, id: string): string => `${String(number).padStart(2, '0')}-${id}`;

/** Stands where an edition has no programme. */
export const emptyProgramme: Content['programme'] = { phases: phases.map((id) => ({ id, title: id, intro: id })), tasks: [] };

function readItem<const TSchema extends v.GenericSchema>(item: { kind: string; id: string; text: string }, schema: TSchema, problems: ContentProblem[]): v.InferOutput<TSchema>[] {
  const file = `${item.kind}/${item.id}`;
  const advice = 'Ask the publisher for a new edition; it may need a newer version of this program';
  let value: unknown;
  try {
    value = JSON.parse(item.text);
  } catch {
    problems.push({ file, line: 0, message: 'The item is not valid JSON', advice });
    return [];
  }
  const result = v.safeParse(schema, value);
  if (result.success) return [result.output];
  const issue = result.issues[0];
  problems.push({ file, line: 0, message: `The item does not have the expected form at "${v.getDotPath(issue) ?? ''}": ${issue.message}`, advice });
  return [];
}

const sectionText = ({ number: _number, chapterId: _chapterId, ...text }: Section): string => canonicalJson(text);

function single(kind: ContentItemKind, title: string, value: unknown): ContentItem {
  return { kind, id: kind, title, order: 0, text: canonicalJson(value) };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  );
}
