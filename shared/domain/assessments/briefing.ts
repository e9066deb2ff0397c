import * as v from 'valibot';
import { documentModelSchema, documentFormats } from '../documents/documentModel.ts';
import { handlingRules } from '../vault/note.ts';
import { boundedText, dateSchema, documentIdSchema, instantSchema } from '../vault/storedText.ts';

/** Everything that a briefing can be made of. */
export const briefingParts = [
  'message', 'summary', 'threshold', 'concern', 'happening', 'judgement', 'changes', 'next', 'scenarios', 'resilience', 'interest', 'points', 'answers', 'avoid', 'calls', 'offers', 'options', 'forums', 'rights', 'notKnown', 'changeMind',
] as const;
export type BriefingPart = (typeof briefingParts)[number];

/** A page for the minister, a longer analysis, an alarm note, talking points, a position with other governments. */
export const briefingKinds = ['minister', 'analysis', 'alarm', 'points', 'joint'] as const;
export type BriefingKind = (typeof briefingKinds)[number];

/** The parts of each kind, in the order in which they are read. */
export const briefingKindParts: Readonly<Record<BriefingKind, readonly BriefingPart[]>> = {
  minister: ['happening', 'judgement', 'changes', 'interest', 'options', 'rights', 'changeMind'],
  analysis: ['summary', 'happening', 'judgement', 'changes', 'scenarios', 'resilience', 'interest', 'options', 'forums', 'rights', 'notKnown', 'changeMind'],
  alarm: ['threshold', 'happening', 'next', 'options', 'notKnown', 'changeMind'],
  points: ['message', 'points', 'happening', 'answers', 'avoid', 'changeMind'],
  joint: ['concern', 'happening', 'calls', 'offers', 'rights', 'changeMind'],
};
/** So many pages its reader has time for; null where it is as long as it must be. */
export const briefingPages: Readonly<Record<BriefingKind, number | null>> = { minister: 1, analysis: null, alarm: 1, points: 1, joint: 1 };

/** From the few to the many. A briefing is never for `private`: that is a note. */
export const briefingHandlings = ['named-people', 'office', 'may-be-cleared', 'public'] as const satisfies readonly (typeof handlingRules)[number][];
export type BriefingHandling = (typeof briefingHandlings)[number];

export const briefingFieldsSchema = v.strictObject({
  title: boundedText(200),
  reader: boundedText(200),
  author: boundedText(200),
  /** What is asked of the reader, in one sentence. */
  ask: boundedText(1_000),
  /** When an answer is needed, in words. */
  decideBy: boundedText(200),
  handling: v.picklist(briefingHandlings),
});
export type BriefingFields = v.InferOutput<typeof briefingFieldsSchema>;
export const briefingPatchSchema = v.partial(briefingFieldsSchema);
export type BriefingPatch = v.InferOutput<typeof briefingPatchSchema>;

export const newLineSchema = v.strictObject({ part: v.picklist(briefingParts), text: boundedText(2_000), noteIds: v.pipe(v.array(documentIdSchema), v.maxLength(20)) });
export type NewLine = v.InferOutput<typeof newLineSchema>;

export const lineChangeSchema = v.variant('set', [
  v.strictObject({ set: v.literal('text'), part: v.picklist(briefingParts), text: boundedText(2_000) }),
  v.strictObject({ set: v.literal('note'), noteId: documentIdSchema, linked: v.boolean() }),
  v.strictObject({ set: v.literal('removed') }),
]);
export type LineChange = v.InferOutput<typeof lineChangeSchema>;

/** What was handed to whom, kept as it was. */
export const sentSchema = v.strictObject({
  to: v.pipe(boundedText(300), v.trim(), v.minLength(1)),
  route: boundedText(300),
  format: v.picklist(documentFormats),
  fileName: boundedText(300),
  model: documentModelSchema,
});
export type Sent = v.InferOutput<typeof sentSchema>;

export interface BriefingLine {
  readonly id: string;
  readonly part: BriefingPart;
  readonly text: string;
  /** What another device wrote in the same line at the same time. */
  readonly others: readonly string[];
  readonly noteIds: readonly string[];
}

export interface Briefing {
  readonly id: string;
  readonly kind: BriefingKind;
  readonly situationId: string;
  readonly runId: string | null;
  readonly fields: BriefingFields;
  /** Handling rules chosen on different devices; empty where there is nothing to settle. */
  readonly concurrentHandling: readonly BriefingHandling[];
  readonly lines: readonly BriefingLine[];
  readonly sent: readonly (Sent & { readonly id: string; readonly at: string })[];
  readonly changedAt: string;
}

export const briefingSummarySchema = v.looseObject({
  id: documentIdSchema,
  situationId: documentIdSchema,
  kind: v.optional(v.picklist(briefingKinds), 'minister'),
  title: v.string(),
  sentCount: v.number(),
  /** Day of the handover that it came with; null for one's own. */
  inheritedOn: v.optional(v.nullable(dateSchema), null),
  createdAt: instantSchema,
  changedAt: instantSchema,
  trashedAt: v.nullable(instantSchema),
});
export type BriefingSummary = v.InferOutput<typeof briefingSummarySchema>;
