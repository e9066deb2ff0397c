/**
 * Early warning as the user and their leaders agreed it: what sets off an alarm, who must then know, and what became of it. A threshold
 * is met or not met; nothing is weighed or added up.
 */
import * as v from 'valibot';
import { riskSteps } from '../assessments/riskFactors.ts';
import { situationStageSchema } from '../vault/situation.ts';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from '../vault/storedText.ts';

/** Slow conditions, movement in the wrong direction, days or hours. */
export const warningTiers = ['structural', 'warning', 'imminent'] as const;
export type WarningTier = (typeof warningTiers)[number];

const toolkitId = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));
const atLeast = v.picklist(riskSteps);

/** What must be seen. `label` is the wording at the time, kept so that the agreement can be read when an edition no longer has the item. */
export const thresholdRuleSchema = v.variant('kind', [
  /** The judgement of one factor in a signed-off assessment. */
  v.looseObject({ kind: v.literal('factor'), itemId: itemIdSchema, label: boundedText(400), atLeast }),
  /** So many factors judged at this step or above in a signed-off assessment. */
  v.looseObject({ kind: v.literal('factors'), count, atLeast }),
  /** The stage that the user gave the situation. */
  v.looseObject({ kind: v.literal('stage'), stage: situationStageSchema }),
  /** So many of these signs observed in the newest run of a toolkit, signed off or not: an observation does not wait for a form. */
  v.looseObject({ kind: v.literal('signs'), toolkitId, itemIds: v.pipe(v.array(itemIdSchema), v.minLength(1), v.maxLength(80)), label: boundedText(400), count }),
]);
export type ThresholdRule = v.InferOutput<typeof thresholdRuleSchema>;

/** Who must know: a person of the actor map, or an office in words. */
export const mustKnowSchema = v.looseObject({
  actorId: v.nullable(documentIdSchema),
  who: v.pipe(boundedText(200), v.minLength(1)),
  /** Hours after the alarm was opened. */
  withinHours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 60)),
  route: boundedText(300),
});
export type MustKnow = v.InferOutput<typeof mustKnowSchema>;

const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

export const thresholdFields = {
  /** null: for every situation. */
  situationId: v.nullable(documentIdSchema),
  title,
  tier: v.picklist(warningTiers),
  rule: thresholdRuleSchema,
  /** The leader or office with whom it was agreed; empty while it is a draft of the user's own. */
  agreedWith: boundedText(200),
  agreedOn: v.nullable(dateSchema),
  reviewOn: v.nullable(dateSchema),
  mustKnow: v.pipe(v.array(mustKnowSchema), v.maxLength(30)),
  note: boundedText(4_000),
};

export const alarmFields = {
  situationId: documentIdSchema,
  /** null where the user opened it without a threshold. */
  thresholdId: v.nullable(documentIdSchema),
  title,
  tier: v.picklist(warningTiers),
  /** What was met, in the words of the threshold; or why the user opened it. */
  because: boundedText(2_000),
  /** The run in which it was seen. */
  runId: v.nullable(documentIdSchema),
  openedAt: instantSchema,
  /** null while it is open. */
  closedAt: v.nullable(instantSchema),
  /** How it ended, and what was learned. */
  outcome: boundedText(4_000),
};

/** One reader of one alarm. A record of its own, so that two devices that note different readers lose neither. */
export const alarmNoticeFields = {
  situationId: documentIdSchema,
  alarmId: documentIdSchema,
  actorId: v.nullable(documentIdSchema),
  who: v.pipe(boundedText(200), v.minLength(1)),
  route: boundedText(300),
  dueAt: instantSchema,
  sentAt: v.nullable(instantSchema),
  acknowledgedAt: v.nullable(instantSchema),
  /** What they answered or decided. */
  answer: boundedText(2_000),
};

/** What happened next, line by line. */
export const alarmStepFields = { situationId: documentIdSchema, alarmId: documentIdSchema, at: instantSchema, text: v.pipe(boundedText(2_000), v.trim(), v.minLength(1)) };

/** What the user says when they open an alarm themselves. */
export const raiseAlarmSchema = v.strictObject({ situationId: documentIdSchema, thresholdId: v.nullable(documentIdSchema), title, tier: v.picklist(warningTiers), because: boundedText(2_000) });
export type RaiseAlarm = v.InferOutput<typeof raiseAlarmSchema>;
