import * as v from 'valibot';
import { boundedText, dateSchema, documentIdSchema, instantSchema } from './storedText.ts';

export const situationStages = ['watching', 'serious-concern', 'imminent-risk', 'current-crisis', 'closed'] as const;
export const situationStageSchema = v.picklist(situationStages);
export type SituationStage = v.InferOutput<typeof situationStageSchema>;
export const situationPriorities = ['low', 'normal', 'high'] as const;

const fields = {
  /** May be a code name. */
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  area: boundedText(400),
  populations: v.pipe(v.array(boundedText(120)), v.maxLength(50)),
  stage: situationStageSchema,
  priority: v.picklist(situationPriorities),
  reviewOn: v.nullable(dateSchema),
};

export const newSituationSchema = v.strictObject({
  name: fields.name,
  area: v.optional(fields.area),
  populations: v.optional(fields.populations),
  stage: v.optional(fields.stage),
  priority: v.optional(fields.priority),
  reviewOn: v.optional(fields.reviewOn),
});
export type NewSituation = v.InferOutput<typeof newSituationSchema>;

export const situationPatchSchema = v.partial(v.strictObject(fields));
export type SituationPatch = v.InferOutput<typeof situationPatchSchema>;

export const situationSchema = v.looseObject({
  id: documentIdSchema,
  ...fields,
  /** Stages chosen on different devices at the same time, all of them; empty where there is nothing to settle. */
  concurrentStages: v.array(situationStageSchema),
  createdAt: instantSchema,
  changedAt: instantSchema,
  /** Set while the situation lies in the archive. */
  archivedAt: v.nullable(instantSchema),
});
export type Situation = v.InferOutput<typeof situationSchema>;
