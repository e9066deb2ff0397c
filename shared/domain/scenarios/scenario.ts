/** Plausible paths of a situation and the signs that would show them. A path is not a forecast: there is no place for a percentage. */
import * as v from 'valibot';
import { boundedText, dateSchema, documentIdSchema } from '../vault/storedText.ts';

export const scenarioDirections = ['better', 'same', 'worse'] as const;
/** Fewer than two are a prediction, more than four are not remembered. */
export const fewestScenarios = 2;
export const mostScenarios = 4;

export const scenarioFields = {
  situationId: documentIdSchema,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  direction: v.picklist(scenarioDirections),
  /** How it unfolds, and who is hurt. */
  path: boundedText(4_000),
  /** What would set it off. */
  triggers: boundedText(4_000),
  /** What could turn it. */
  turn: boundedText(4_000),
};

export const scenarioSignFields = {
  situationId: documentIdSchema,
  scenarioId: documentIdSchema,
  sign: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400)),
  /** Who would see it. */
  watcher: boundedText(200),
  seenOn: v.nullable(dateSchema),
  noteIds: v.pipe(v.array(documentIdSchema), v.maxLength(50)),
};
