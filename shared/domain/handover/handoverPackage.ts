import * as v from 'valibot';
import { briefingFieldsSchema, briefingKinds, newLineSchema } from '../assessments/briefing.ts';
import { answerValueSchema, evidenceSides, givenAnswerSchema } from '../runs/runAnswer.ts';
import { runDefinitionSchema } from '../runs/runDefinition.ts';
import { runPinSchema } from '../runs/run.ts';
import { entrySchema, type EntryOf } from '../vault/entry.ts';
import { maxFilesOfNote, storedFileSchema } from '../vault/noteFile.ts';
import { noteFieldsSchema } from '../vault/note.ts';
import { taskStateSchema } from '../vault/programmeProgress.ts';
import { newSituationSchema } from '../vault/situation.ts';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from '../vault/storedText.ts';

const line = boundedText(2_000);
const ofType = (types: readonly string[]) => (value: unknown): boolean => {
  const parsed = v.safeParse(entrySchema, value);
  return parsed.success && types.includes(parsed.output.type);
};
const entryOf = <T extends 'actor' | 'date' | 'ownTask' | 'paper'>(type: T) => v.custom<EntryOf<T>>(ofType([type]));

/** Records that are kept beside a situation. */
export const keptTypes = ['threshold', 'alarm', 'alarmNotice', 'alarmStep', 'option', 'forumMove', 'scenario', 'scenarioSign'] as const;
export type KeptType = (typeof keptTypes)[number];
const { name, type, bytes, sha256, writtenAt } = storedFileSchema.entries;
/** An attached file; its bytes follow the JSON. */
const file = v.object({ name, type, bytes, sha256, writtenAt });
export type HandoverFile = v.InferOutput<typeof file>;

const { tagWords, gender, genderNote, deleteOn } = noteFieldsSchema.entries;
const note = v.object({
  ...v.omit(noteFieldsSchema, ['source', 'sourceId', 'handlingNames', 'tagWords', 'gender', 'genderNote', 'deleteOn']).entries,
  // Not in files of the first version.
  tagWords: v.optional(tagWords, {}),
  gender: v.optional(gender, 'not-asked'),
  genderNote: v.optional(genderNote, ''),
  deleteOn: v.optional(deleteOn, null),
  files: v.optional(v.pipe(v.array(file), v.maxLength(maxFilesOfNote)), []),
  /** Empty unless the leaver chose to hand it on. */
  source: boundedText(400),
  /** How consent to hand on the source was given; null where the source stayed behind. */
  sourceConsent: v.nullable(boundedText(400)),
  text: boundedText(2_000_000),
  line,
});

const cells = v.record(itemIdSchema, v.array(boundedText(4_000)));
const answers = v.object({
  values: v.array(v.object({ ...givenAnswerSchema.entries, value: answerValueSchema })),
  remarks: v.array(boundedText(8_000)),
  evidence: v.record(documentIdSchema, v.picklist(evidenceSides)),
  rows: v.pipe(v.array(v.object({ id: documentIdSchema, cells })), v.maxLength(2_000)),
});
/** A run of a toolkit with its answers; what it answers is in `definitions`, by place. */
const run = v.object({
  situationId: v.nullable(documentIdSchema),
  definition: v.pipe(v.number(), v.integer(), v.minValue(0)),
  edition: runPinSchema.entries.edition,
  editionName: runPinSchema.entries.editionName,
  name: boundedText(200),
  taskId: v.nullable(itemIdSchema),
  createdAt: instantSchema,
  /** When it was signed off. */
  finalAt: v.nullable(instantSchema),
  answers: v.record(itemIdSchema, answers),
  line,
});

/** A briefing on a situation, with what it says and without whom it went to. */
const briefing = v.object({
  /** Place of its situation in the package. */
  situation: v.pipe(v.number(), v.integer(), v.minValue(0)),
  kind: v.picklist(briefingKinds),
  runId: v.nullable(documentIdSchema),
  createdAt: instantSchema,
  fields: v.object(briefingFieldsSchema.entries),
  // Notes are put under a line one by one, so there is no limit of one line here.
  lines: v.pipe(v.array(v.object({ ...newLineSchema.entries, noteIds: v.pipe(v.array(documentIdSchema), v.maxLength(2_000)) })), v.maxLength(2_000)),
  line,
});

/**
 * What is inside a handover file. Unknown fields are dropped when it is read. Ids in it are those that its records will have with the
 * successor (`packageIds.ts`); none is of the leaver's vault.
 */
export const handoverPackageSchema = v.object({
  packageId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  madeOn: dateSchema,
  post: boundedText(400),
  letter: boundedText(20_000),
  situations: v.pipe(v.array(v.object({ facts: newSituationSchema, line, notes: v.pipe(v.array(note), v.maxLength(2_000)) })), v.maxLength(500)),
  contacts: v.pipe(v.array(v.object({ actor: entryOf('actor'), line })), v.maxLength(2_000)),
  openItems: v.pipe(
    v.array(v.object({ taskId: itemIdSchema, title: boundedText(400), state: taskStateSchema, whom: v.nullable(boundedText(400)), dueOn: v.nullable(dateSchema), line, own: v.nullable(entryOf('ownTask')) })),
    v.maxLength(2_000),
  ),
  done: v.pipe(v.array(v.object({ taskId: itemIdSchema, on: v.nullable(dateSchema) })), v.maxLength(2_000)),
  dates: v.pipe(v.array(entryOf('date')), v.maxLength(2_000)),
  // From here on: not in files of the first version.
  papers: v.optional(v.pipe(v.array(v.object({ paper: entryOf('paper'), line })), v.maxLength(500)), []),
  definitions: v.optional(v.pipe(v.array(runDefinitionSchema), v.maxLength(500)), []),
  runs: v.optional(v.pipe(v.array(run), v.maxLength(500)), []),
  briefings: v.optional(v.pipe(v.array(briefing), v.maxLength(2_000)), []),
  kept: v.optional(v.pipe(v.array(v.custom<EntryOf<KeptType>>(ofType(keptTypes))), v.maxLength(10_000)), []),
});
export type HandoverPackage = v.InferOutput<typeof handoverPackageSchema>;
export type HandoverNote = HandoverPackage['situations'][number]['notes'][number];
export type HandoverRun = HandoverPackage['runs'][number];
export type HandoverBriefing = HandoverPackage['briefings'][number];

/** Everything that was written on a form or a page, by name and with the leaver's line. */
export const writtenIn = ({ papers, runs, definitions, briefings, situations }: Pick<HandoverPackage, 'papers' | 'runs' | 'definitions' | 'briefings' | 'situations'>): { readonly name: string; readonly line: string }[] => [
  ...papers.map(({ paper, line: about }) => ({ name: paper.title, line: about })),
  ...runs.map(({ name: own, definition, line: about }) => ({ name: own === '' ? (definitions[definition]?.title ?? '') : own, line: about })),
  ...briefings.map(({ fields, situation, line: about }) => ({ name: fields.title === '' ? (situations[situation]?.facts.name ?? '') : fields.title, line: about })),
];

/** Every attached file in the order in which the bytes follow. */
export const filesOf = ({ situations }: Pick<HandoverPackage, 'situations'>): HandoverFile[] => situations.flatMap(({ notes }) => notes.flatMap(({ files }) => files));
