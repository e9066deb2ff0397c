import * as v from 'valibot';
import { maxFilesOfNote } from '../vault/noteFile.ts';
import { boundedText, dateSchema, documentIdSchema, itemIdSchema } from '../vault/storedText.ts';

const line = boundedText(2_000);
const consent = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));
/** What is kept beside a situation and goes or stays as a whole: thresholds and alarms, compared options and moves, paths and their signs. */
export const keptParts = ['warning', 'options', 'scenarios'] as const;
export type KeptPart = (typeof keptParts)[number];
const note = v.strictObject({ id: documentIdSchema, line, sourceConsent: v.nullable(consent), /** Attached files that go with it. */ files: v.pipe(v.array(documentIdSchema), v.maxLength(maxFilesOfNote)) });
const document = v.strictObject({ id: documentIdSchema, line });

/**
 * What the leaver chose. Nothing is chosen by default and nothing follows from something else: a situation goes without its notes, a note
 * without its source and its files, a working document without the situation that it is about. A source goes only with a line on how its
 * consent was given.
 */
export const handoverChoiceSchema = v.strictObject({
  /** What the post is called, for the cover. */
  post: boundedText(400),
  /** How things stand, in the leaver's words. */
  letter: boundedText(20_000),
  situations: v.pipe(
    v.array(v.strictObject({ id: documentIdSchema, line, notes: v.pipe(v.array(note), v.maxLength(2_000)), briefings: v.pipe(v.array(document), v.maxLength(200)), kept: v.pipe(v.array(v.picklist(keptParts)), v.maxLength(keptParts.length)) })),
    v.maxLength(500),
  ),
  contacts: v.pipe(v.array(document), v.maxLength(2_000)),
  /** Papers on templates, and runs of toolkits. */
  papers: v.pipe(v.array(document), v.maxLength(500)),
  runs: v.pipe(v.array(document), v.maxLength(500)),
  /** Thresholds that hold for every situation. */
  withThresholds: v.boolean(),
  /** Open tasks; titles and dates are those on screen, because the vault does not hold the programme. */
  openItems: v.pipe(v.array(v.strictObject({ taskId: itemIdSchema, title: boundedText(400), dueOn: v.nullable(dateSchema), line })), v.maxLength(2_000)),
  dates: v.pipe(v.array(documentIdSchema), v.maxLength(2_000)),
  /** Which tasks are done, by name and day alone. */
  withDone: v.boolean(),
});
export type HandoverChoice = v.InferOutput<typeof handoverChoiceSchema>;
