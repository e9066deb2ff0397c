import * as v from 'valibot';
import { boundedText, dateSchema, documentIdSchema, itemIdSchema } from '../vault/storedText.ts';

const line = boundedText(2_000);
const consent = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));

/**
 * What the leaver chose. Nothing is chosen by default and nothing follows from something else: a situation goes without its notes, a note
 * without its source. A source goes only with a line on how its consent was given.
 */
export const handoverChoiceSchema = v.strictObject({
  /** What the post is called, for the cover. */
  post: boundedText(400),
  /** How things stand, in the leaver's words. */
  letter: boundedText(20_000),
  situations: v.pipe(
    v.array(v.strictObject({ id: documentIdSchema, line, notes: v.pipe(v.array(v.strictObject({ id: documentIdSchema, line, sourceConsent: v.nullable(consent) })), v.maxLength(2_000)) })),
    v.maxLength(500),
  ),
  contacts: v.pipe(v.array(v.strictObject({ id: documentIdSchema, line })), v.maxLength(2_000)),
  /** Open tasks; titles and dates are those on screen, because the vault does not hold the programme. */
  openItems: v.pipe(v.array(v.strictObject({ taskId: itemIdSchema, title: boundedText(400), dueOn: v.nullable(dateSchema), line })), v.maxLength(2_000)),
  dates: v.pipe(v.array(documentIdSchema), v.maxLength(2_000)),
  /** Which tasks are done, by name and day alone. */
  withDone: v.boolean(),
});
export type HandoverChoice = v.InferOutput<typeof handoverChoiceSchema>;
