import * as v from 'valibot';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from './storedText.ts';

/** Reliability of a source, A to F. F means that it cannot be judged, not that it is worst: never sort or average these. */
export const sourceReliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** Credibility of what was said, 1 to 6, judged apart from the source. 6 means that it cannot be judged. */
export const informationCredibilities = ['1', '2', '3', '4', '5', '6'] as const;
export const handlingRules = ['private', 'office', 'named-people', 'may-be-cleared', 'public'] as const;
export const timePrecisions = ['exact', 'day', 'week', 'month', 'year', 'unknown'] as const;

export const noteFieldsSchema = v.looseObject({
  title: boundedText(300),
  /** When it happened, as far as known, and how exactly that is known. */
  observedOn: v.nullable(dateSchema),
  observedPrecision: v.picklist(timePrecisions),
  place: boundedText(400),
  /** Who said it: a code name. */
  source: boundedText(400),
  reliability: v.nullable(v.picklist(sourceReliabilities)),
  credibility: v.nullable(v.picklist(informationCredibilities)),
  populations: v.pipe(v.array(boundedText(120)), v.maxLength(50)),
  riskFactorIds: v.pipe(v.array(itemIdSchema), v.maxLength(50)),
  handling: v.picklist(handlingRules),
  reviewOn: v.nullable(dateSchema),
});
export type NoteFields = v.InferOutput<typeof noteFieldsSchema>;

export const emptyNoteFields: NoteFields = {
  title: '', observedOn: null, observedPrecision: 'unknown', place: '', source: '', reliability: null, credibility: null,
  populations: [], riskFactorIds: [], handling: 'private', reviewOn: null,
};

export const noteFieldsPatchSchema = v.partial(v.strictObject(noteFieldsSchema.entries));
export type NoteFieldsPatch = v.InferOutput<typeof noteFieldsPatchSchema>;

/** Grades and markings: two values set at the same time on two devices are both kept, and a person settles it. */
export const settledFields = ['reliability', 'credibility', 'handling'] as const;

/** What a list shows of a note, kept as a sealed record of its own so that no document has to be revived for it. */
export const noteSummarySchema = v.looseObject({
  id: documentIdSchema,
  situationId: documentIdSchema,
  title: v.string(),
  /** The first 160 characters of the text. */
  excerpt: v.string(),
  observedOn: v.nullable(dateSchema),
  reliability: v.nullable(v.picklist(sourceReliabilities)),
  credibility: v.nullable(v.picklist(informationCredibilities)),
  handling: v.picklist(handlingRules),
  createdAt: instantSchema,
  changedAt: instantSchema,
  /** Set while the note lies in the bin. */
  trashedAt: v.nullable(instantSchema),
});
export type NoteSummary = v.InferOutput<typeof noteSummarySchema>;

/** A note as the read `note` gives it: its fields without its text, which the editor holds. */
export interface NoteDetail {
  readonly id: string;
  readonly situationId: string;
  readonly fields: NoteFields;
  /** Fields with more than one value in force, and those values. */
  readonly concurrent: Readonly<Partial<Record<(typeof settledFields)[number], readonly string[]>>>;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly trashedAt: string | null;
}
