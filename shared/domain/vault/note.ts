import * as v from 'valibot';
import { fileMarkSchema, type NoteFile } from './noteFile.ts';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from './storedText.ts';

/** Reliability of a source, A to F. F means that it cannot be judged, not that it is worst: never sort or average these. */
export const sourceReliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** Credibility of what was said, 1 to 6, judged apart from the source. 6 means that it cannot be judged. */
export const informationCredibilities = ['1', '2', '3', '4', '5', '6'] as const;
export const handlingRules = ['private', 'office', 'named-people', 'may-be-cleared', 'public'] as const;
/** How exactly the day is known. `exact`: that day, at an hour that is known; `about`: around that day. */
export const timePrecisions = ['exact', 'day', 'about', 'week', 'month', 'year', 'unknown'] as const;
/** Whether it was looked at what this means for women, girls, men and boys. */
export const genderDimensions = ['not-asked', 'none-seen', 'seen', 'central'] as const;
export const noteRelations = ['corroborated-by', 'contradicted-by'] as const;
export const noteRelationSchema = v.picklist(noteRelations);
export type NoteRelation = v.InferOutput<typeof noteRelationSchema>;

/** The words of a tag as they were when it was put on, so that a note stays readable when the edition no longer has them. */
export const tagWordsSchema = v.looseObject({ number: boundedText(20), label: boundedText(600) });

export const noteFieldsSchema = v.looseObject({
  title: boundedText(300),
  /** When it happened, as far as known, and how exactly that is known. */
  observedOn: v.nullable(dateSchema),
  observedPrecision: v.picklist(timePrecisions),
  place: boundedText(400),
  /** Who said it: the code name, of the source in the register where there is one. */
  source: boundedText(400),
  /** Entry of the register; null where nobody was chosen or the source is still free text. */
  sourceId: v.nullable(documentIdSchema),
  reliability: v.nullable(v.picklist(sourceReliabilities)),
  credibility: v.nullable(v.picklist(informationCredibilities)),
  populations: v.pipe(v.array(boundedText(120)), v.maxLength(50)),
  /** Risk factors and indicators of the toolkit. */
  riskFactorIds: v.pipe(v.array(itemIdSchema), v.maxLength(50)),
  tagWords: v.record(itemIdSchema, tagWordsSchema),
  gender: v.picklist(genderDimensions),
  genderNote: boundedText(2_000),
  handling: v.picklist(handlingRules),
  /** Who, where handling is `named-people`. */
  handlingNames: boundedText(400),
  reviewOn: v.nullable(dateSchema),
  /** The day on which the note goes to the bin. */
  deleteOn: v.nullable(dateSchema),
});
export type NoteFields = v.InferOutput<typeof noteFieldsSchema>;

export const emptyNoteFields: NoteFields = {
  title: '', observedOn: null, observedPrecision: 'unknown', place: '', source: '', sourceId: null, reliability: null, credibility: null,
  populations: [], riskFactorIds: [], tagWords: {}, gender: 'not-asked', genderNote: '', handling: 'private', handlingNames: '', reviewOn: null, deleteOn: null,
};

export const noteFieldsPatchSchema = v.partial(v.strictObject(noteFieldsSchema.entries));
export type NoteFieldsPatch = v.InferOutput<typeof noteFieldsPatchSchema>;

/** Grades and markings: two values set at the same time on two devices are both kept, and a person settles it. */
export const settledFields = ['reliability', 'credibility', 'handling'] as const;

/** Summaries of an earlier form are saved again when they are met. */
export const noteSummaryForm = 2;

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
  form: v.optional(v.number(), 1),
  observedPrecision: v.optional(v.picklist(timePrecisions), 'unknown'),
  place: v.optional(v.string(), ''),
  source: v.optional(v.string(), ''),
  sourceId: v.optional(v.nullable(documentIdSchema), null),
  riskFactorIds: v.optional(v.array(v.string()), []),
  reviewOn: v.optional(v.nullable(dateSchema), null),
  deleteOn: v.optional(v.nullable(dateSchema), null),
  createdAt: instantSchema,
  changedAt: instantSchema,
  /** Set while the note lies in the bin. */
  trashedAt: v.nullable(instantSchema),
  /** Its files; absent where there are none. */
  files: v.optional(v.array(fileMarkSchema)),
});
export type NoteSummary = v.InferOutput<typeof noteSummarySchema>;

/** A passage that two devices changed unseen by each other, with what each had made of it. The text itself holds both, merged by character. */
export const noteOverlapSchema = v.object({
  id: documentIdSchema,
  /** The passage, by its identity in the shared document. */
  block: v.pipe(v.string(), v.regex(/^\d+:\d+$/u)),
  /** As the device had it that noticed, and as the other one had it; empty where it was deleted. */
  mine: v.string(),
  theirs: v.string(),
  at: instantSchema,
});
export type NoteOverlap = v.InferOutput<typeof noteOverlapSchema>;

/** A note as the read `note` gives it: its fields without its text, which the editor holds. */
export interface NoteDetail {
  readonly id: string;
  readonly situationId: string;
  readonly fields: NoteFields;
  /** Fields with more than one value in force, and those values. */
  readonly concurrent: Readonly<Partial<Record<(typeof settledFields)[number], readonly string[]>>>;
  /** Passages that two devices changed at the same time, until somebody settles them. */
  readonly overlaps: readonly NoteOverlap[];
  /** When it was kept out of the bin because another device had changed it; null once that was read. */
  readonly keptAt: string | null;
  /** Notes that this one says corroborate or contradict it, by id. */
  readonly relations: Readonly<Record<string, NoteRelation>>;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly trashedAt: string | null;
  /** In the bin because it was moved to another situation: its id there. */
  readonly movedTo: string | null;
  /** Oldest first. */
  readonly files: readonly NoteFile[];
}

/** How another note is connected with the one that was asked for. `mentions`: it links to it in its text; `mentioned`: the other way round. */
export interface NoteConnection {
  readonly id: string;
  readonly situationId: string;
  readonly title: string;
  readonly relation: NoteRelation | 'corroborates' | 'contradicts' | 'mentions' | 'mentioned';
  readonly source: string;
  readonly trashed: boolean;
}

/** A note that links to a section of the Manual or to a task. */
export interface NoteBacklink {
  readonly id: string;
  readonly situationId: string;
  /** Its title, or how its text begins; empty where it has neither. */
  readonly title: string;
}

/** A note whose day of review or of deletion is set. */
export interface NoteDue {
  readonly id: string;
  readonly situationId: string;
  readonly title: string;
  readonly reviewOn: string | null;
  readonly deleteOn: string | null;
}
