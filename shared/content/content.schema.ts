/**
 * The published content of an edition: Manual, toolkits, programme, glossary and what goes with them.
 *
 * These schemas are the one definition of that content. The authoring tools, the publisher, the verifier's caller and the screens
 * all parse with them, so a file that passes here can be shown, and a file that does not is refused with its place and a reason.
 */
import * as v from 'valibot';

/** Stable identifier of a piece of content: lower-case words and hyphens, minted once and never reused. */
const contentId = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'an id is made of lower-case letters, digits and hyphens'));
/** Identifier of a toolkit item or option: random, minted once, never derived from text or position. */
const itemId = v.pipe(v.string(), v.regex(/^[a-z0-9]{8}$/, 'an item id is eight random lower-case letters and digits'));
const line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));
const paragraph = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4_000));
const ids = v.optional(v.array(contentId), []);
/** Rows of the coverage table (docs/coverage.md) that a piece of content serves. */
const covers = v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(163))), []);
const sources = v.pipe(v.array(line), v.minLength(1, 'name at least one source'));

export const chapterSchema = v.strictObject({
  id: contentId,
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: line,
  /** Name of the folder under `manual/` that holds the sections of the chapter. */
  folder: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
});
export type Chapter = v.InferOutput<typeof chapterSchema>;

/** Front matter of a Manual section. The body that follows it is GitHub-flavoured Markdown without raw HTML. */
export const sectionFrontMatterSchema = v.strictObject({
  id: contentId,
  title: line,
  /** One sentence that says what the reader can do after reading. */
  summary: line,
  sources,
  tasks: ids,
  toolkits: ids,
  templates: ids,
  /** Words that a reader may type and that the text itself does not contain. */
  keywords: v.optional(v.array(line), []),
  covers,
});

export const sectionSchema = v.strictObject({
  ...sectionFrontMatterSchema.entries,
  chapterId: contentId,
  /** Printed number, chapter and place in it: "2.3". Derived from the order of the files, so never used as a reference. */
  number: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
  body: v.pipe(v.string(), v.minLength(1), v.maxLength(60_000)),
});
export type Section = v.InferOutput<typeof sectionSchema>;

/**
 * A section as its item carries it: without its place, which the manifest says. So a section that only moved, because another was put
 * in before it, keeps its text, its hash and the mark of having been read.
 */
export const sectionTextSchema = v.omit(sectionSchema, ['number', 'chapterId']);

export const phases = ['before-appointment', 'first-week', 'first-month', 'first-100-days', 'annual-cycle', 'leaving'] as const;
export const phaseSchema = v.picklist(phases);
export type Phase = v.InferOutput<typeof phaseSchema>;

/** A task applies to a profile when every key that is present matches one of its values; `null` applies to everyone. */
export const appliesWhenSchema = v.strictObject({
  location: v.optional(v.array(v.picklist(['chief-executive', 'foreign-ministry', 'interior-ministry', 'other']))),
  appointment: v.optional(v.array(v.picklist(['political', 'career']))),
  portfolio: v.optional(v.array(v.picklist(['broad', 'dedicated']))),
  form: v.optional(v.array(v.picklist(['individual', 'office']))),
  capacity: v.optional(v.array(v.picklist(['low', 'medium', 'high']))),
  riskHistory: v.optional(v.array(v.boolean())),
  regionalBodyHasFocalPoint: v.optional(v.array(v.boolean())),
});
export type AppliesWhen = v.InferOutput<typeof appliesWhenSchema>;

export const taskSchema = v.strictObject({
  id: contentId,
  phase: phaseSchema,
  title: line,
  why: paragraph,
  /** Steps in order, each with an id that outlives rewording ("a", "b", ... unique within the task). */
  steps: v.pipe(v.array(v.strictObject({ id: v.pipe(v.string(), v.regex(/^[a-z]$/)), text: line })), v.minLength(1)),
  /** How the official knows that the task is done. */
  evidence: line,
  /** Honest working time of the official in minutes, not calendar time. */
  minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(6_000)),
  dependsOn: ids,
  appliesWhen: v.nullable(appliesWhenSchema),
  dueDaysAfterAppointment: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(400))),
  sections: v.pipe(v.array(contentId), v.minLength(1, 'name the Manual section that explains the task')),
  toolkits: ids,
  templates: ids,
  source: line,
  covers,
});
export type Task = v.InferOutput<typeof taskSchema>;

export const programmeSchema = v.strictObject({
  phases: v.pipe(v.array(v.strictObject({ id: phaseSchema, title: line, intro: paragraph })), v.length(phases.length)),
  tasks: v.pipe(v.array(taskSchema), v.minLength(1)),
});
export type Programme = v.InferOutput<typeof programmeSchema>;

const optionSchema = v.strictObject({ id: itemId, label: line, help: v.optional(paragraph) });

/** What kinds of answer this reader understands. An item of another kind is kept and shown as not supported; nothing of it is lost. */
export const itemTypes = ['check', 'text', 'longtext', 'choice', 'multi', 'date', 'number', 'indicator', 'judgement', 'measure', 'entries'] as const;

export const measureForces = ['persuasive', 'middle', 'coercive', 'force'] as const;
export const measureDeciders = ['focal-point', 'ministries', 'leaders', 'parliament', 'courts', 'regional', 'united-nations', 'parties'] as const;
export const measureTimes = ['hours', 'days', 'weeks', 'months', 'years'] as const;

/**
 * One question of a toolkit. `rev` rises only when the meaning changes; `replaces` and `carry` say what becomes of earlier answers.
 * `entries` is a small table that the user extends row by row; its columns are in `columns`.
 */
export const toolkitItemSchema = v.strictObject({
  id: itemId,
  rev: v.pipe(v.number(), v.integer(), v.minValue(1)),
  type: v.string(),
  label: line,
  help: v.optional(paragraph),
  /** Printed number where the source has one, such as "8.3" in the UN Framework of Analysis. */
  number: v.optional(v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/))),
  /** False where the wording has not been compared with the UN text; shown on screen as such. */
  verified: v.optional(v.boolean()),
  options: v.optional(v.array(optionSchema)),
  columns: v.optional(v.array(v.strictObject({ id: itemId, label: line, type: v.picklist(['text', 'choice', 'date', 'check']), options: v.optional(v.array(optionSchema)) }))),
  pillar: v.optional(v.picklist([1, 2, 3])),
  /** For a measure: who decides, lead time, legal basis, risk of harm, first step, how to stop, what is not known. */
  measure: v.optional(
    v.strictObject({
      forcefulness: v.picklist(measureForces), decides: line, leadTime: line, legalBasis: line, riskOfHarm: line, firstStep: line, howToStop: line,
      /** Who has the last word, and how soon it can begin at best, for filters; `decides` and `leadTime` say it in full. */
      decider: v.optional(v.picklist(measureDeciders)),
      soonest: v.optional(v.picklist(measureTimes)),
      /** What nobody knows of its effect. */
      notKnown: v.optional(line),
    }),
  ),
  showWhen: v.optional(v.strictObject({ item: itemId, in: v.pipe(v.array(itemId), v.minLength(1)) })),
  retired: v.optional(v.boolean()),
  replaces: v.optional(v.array(itemId)),
  carry: v.optional(v.picklist(['copy', 'copy-as-suggestion', 'ask'])),
});
export type ToolkitItem = v.InferOutput<typeof toolkitItemSchema>;

export const toolkitSchema = v.strictObject({
  id: contentId,
  title: line,
  purpose: paragraph,
  kind: v.picklist(['checklist', 'form', 'map', 'plan', 'assessment', 'exercise', 'calendar']),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(6_000)),
  sections: v.pipe(v.array(contentId), v.minLength(1, 'name the Manual section that explains the toolkit')),
  tasks: ids,
  sources,
  covers,
  /** Shown above the first question: rules of use, limits, what not to write down. */
  caution: v.optional(paragraph),
  groups: v.pipe(v.array(v.strictObject({ id: itemId, title: line, number: v.optional(v.string()), help: v.optional(paragraph), items: v.pipe(v.array(toolkitItemSchema), v.minLength(1)) })), v.minLength(1)),
});
export type Toolkit = v.InferOutput<typeof toolkitSchema>;

export const glossaryEntrySchema = v.strictObject({ id: contentId, term: line, also: v.optional(v.array(line), []), definition: paragraph, section: v.optional(contentId), source: line });
export type GlossaryEntry = v.InferOutput<typeof glossaryEntrySchema>;

/** A dated fact in the history of the commitment or the Network. `on` is a year, a month or a day. */
export const timelineEntrySchema = v.strictObject({ id: contentId, on: v.pipe(v.string(), v.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)), title: line, text: paragraph, source: line, covers });
export type TimelineEntry = v.InferOutput<typeof timelineEntrySchema>;

export const caseSchema = v.strictObject({ id: contentId, title: line, period: line, happened: paragraph, doneEarly: paragraph, disputed: paragraph, lesson: paragraph, sections: ids, sources, covers });
export type Case = v.InferOutput<typeof caseSchema>;

/** A document skeleton. `body` is Markdown with `{{placeholders}}` that the app fills from what it knows. */
export const templateSchema = v.strictObject({
  id: contentId,
  title: line,
  purpose: line,
  maxPages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  placeholders: v.array(v.strictObject({ name: v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z]*$/)), label: line })),
  sections: v.pipe(v.array(contentId), v.minLength(1)),
  sources,
  covers,
  body: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
});
export type Template = v.InferOutput<typeof templateSchema>;

/** A drawing as SVG source with a title and a description in words; drawn inline so that it follows the theme. */
export const figureSchema = v.strictObject({ id: contentId, title: line, description: paragraph, svg: v.pipe(v.string(), v.startsWith('<svg'), v.maxLength(60_000)) });
export type Figure = v.InferOutput<typeof figureSchema>;

/** `edition.yaml`: what the cover says. */
export const coverSchema = v.strictObject({
  /** Year and number within it, "2026.1". */
  edition: v.pipe(v.string(), v.regex(/^\d{4}\.\d{1,2}$/)),
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)),
  title: line,
  publisher: line,
  publishedOn: v.pipe(v.string(), v.isoDate()),
  /** Shown on the cover: whose text this is and what replaces it. */
  notice: paragraph,
  /** Sections whose readers are asked to acknowledge that they have read them as this edition has them. */
  acknowledge: v.optional(v.pipe(v.array(contentId), v.maxLength(200))),
  /** Asks readers to let the Secretariat know; each decides for each section. */
  acknowledgeTell: v.optional(v.boolean()),
});
export type Cover = v.InferOutput<typeof coverSchema>;

/** Everything in an edition, parsed. The order of `sections`, `toolkits`, `tasks` is the order on screen. */
export interface Content {
  cover: Cover;
  chapters: Chapter[];
  sections: Section[];
  programme: Programme;
  toolkits: Toolkit[];
  templates: Template[];
  glossary: GlossaryEntry[];
  timeline: TimelineEntry[];
  cases: Case[];
  figures: Figure[];
}
