import * as v from 'valibot';
import { entrySchema, type EntryOf } from '../vault/entry.ts';
import { noteFieldsSchema } from '../vault/note.ts';
import { taskStateSchema } from '../vault/programmeProgress.ts';
import { newSituationSchema } from '../vault/situation.ts';
import { boundedText, dateSchema, itemIdSchema } from '../vault/storedText.ts';

const line = boundedText(2_000);
const entryOf = <T extends 'actor' | 'date' | 'ownTask'>(type: T) =>
  v.custom<EntryOf<T>>((value) => {
    const parsed = v.safeParse(entrySchema, value);
    return parsed.success && parsed.output.type === type;
  });

const { tagWords, gender, genderNote, deleteOn } = noteFieldsSchema.entries;
const note = v.object({
  ...v.omit(noteFieldsSchema, ['source', 'sourceId', 'handlingNames', 'tagWords', 'gender', 'genderNote', 'deleteOn']).entries,
  // Not in files of the first version.
  tagWords: v.optional(tagWords, {}),
  gender: v.optional(gender, 'not-asked'),
  genderNote: v.optional(genderNote, ''),
  deleteOn: v.optional(deleteOn, null),
  /** Empty unless the leaver chose to hand it on. */
  source: boundedText(400),
  /** How consent to hand on the source was given; null where the source stayed behind. */
  sourceConsent: v.nullable(boundedText(400)),
  text: boundedText(2_000_000),
  line,
});

/** What is inside a handover file, version 1. Unknown fields are dropped when it is read. */
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
});
export type HandoverPackage = v.InferOutput<typeof handoverPackageSchema>;
export type HandoverNote = HandoverPackage['situations'][number]['notes'][number];
