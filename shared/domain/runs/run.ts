import * as v from 'valibot';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from '../vault/storedText.ts';
import { answerValueSchema, evidenceSides, type RunAnswers } from './runAnswer.ts';
import { definitionHashSchema, runDefinitionSchema } from './runDefinition.ts';

/** The edition and wording that a run answers. */
export const runPinSchema = v.looseObject({
  hash: definitionHashSchema,
  edition: v.pipe(v.number(), v.integer(), v.minValue(1)),
  editionName: boundedText(40),
});
export type RunPin = v.InferOutput<typeof runPinSchema>;

const judgementSchema = v.looseObject({ step: v.number(), rev: v.number(), /** True where devices judged differently. */ open: v.boolean() });

/** What a list shows of a run, kept as a sealed record of its own. */
export const runSummarySchema = v.looseObject({
  id: documentIdSchema,
  toolkitId: v.string(),
  title: v.string(),
  kind: v.string(),
  /** What the user calls it; empty where the toolkit's title will do. */
  name: v.string(),
  situationId: v.nullable(documentIdSchema),
  taskId: v.nullable(v.string()),
  pin: runPinSchema,
  answered: v.number(),
  /** Items to which two devices gave different answers. */
  unsettled: v.number(),
  /** Judgements by item, so that a strip over time needs no run opened. */
  judgements: v.record(v.string(), judgementSchema),
  /** Indicators that were answered "observed", so that thresholds need no run opened. */
  observed: v.optional(v.array(v.string()), []),
  createdAt: instantSchema,
  changedAt: instantSchema,
  /** Set once it was signed off; from then on nothing of it moves. */
  finalAt: v.nullable(instantSchema),
  /** The day of the handover that it came with; null where it was begun here. */
  inheritedOn: v.optional(v.nullable(dateSchema), null),
  trashedAt: v.nullable(instantSchema),
});
export type RunSummary = v.InferOutput<typeof runSummarySchema>;

/** A run as the read `run` gives it. */
export interface RunDetail {
  readonly summary: RunSummary;
  readonly answers: RunAnswers;
  /** The pin before the last upgrade, while that can be undone. */
  readonly before: RunPin | null;
  /** Pins in force when two devices upgraded to different editions; empty where there is nothing to settle. */
  readonly concurrentPins: readonly RunPin[];
  /** True where answers arrived from another device after this run was signed off. They are kept and are not part of it. */
  readonly laterAnswers: boolean;
}

export const startRunSchema = v.strictObject({
  definition: runDefinitionSchema,
  edition: runPinSchema.entries.edition,
  editionName: runPinSchema.entries.editionName,
  name: v.optional(boundedText(200)),
  situationId: v.optional(v.nullable(documentIdSchema)),
  taskId: v.optional(v.nullable(itemIdSchema)),
});

export const upgradeSchema = v.strictObject({ definition: runDefinitionSchema, edition: runPinSchema.entries.edition, editionName: runPinSchema.entries.editionName });

const rowCells = v.pipe(
  v.record(itemIdSchema, boundedText(4_000)),
  v.check((cells) => Object.keys(cells).length <= 40, 'at most 40 cells'),
);

/** What can be changed under one item, one thing at a time. */
export const itemChangeSchema = v.variant('set', [
  /** null takes the answer back. */
  v.strictObject({ set: v.literal('value'), value: v.nullable(answerValueSchema) }),
  v.strictObject({ set: v.literal('remark'), text: boundedText(8_000) }),
  v.strictObject({ set: v.literal('evidence'), noteId: documentIdSchema, side: v.nullable(v.picklist(evidenceSides)) }),
  /** Writes the given cells of a row and leaves the others; null takes the row away. */
  v.strictObject({ set: v.literal('row'), rowId: documentIdSchema, cells: v.nullable(rowCells) }),
]);
export type ItemChange = v.InferOutput<typeof itemChangeSchema>;
