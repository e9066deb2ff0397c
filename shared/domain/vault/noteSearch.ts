import * as v from 'valibot';
import { informationCredibilities, noteRelationSchema, sourceReliabilities } from './note.ts';
import { mentionKinds } from './noteText.ts';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from './storedText.ts';

/** What of a note can be searched, kept as a sealed record of its own so that no document has to be revived for a search. */
export const noteTextSchema = v.looseObject({
  id: documentIdSchema,
  situationId: documentIdSchema,
  title: v.string(),
  /** The text without its marks, blocks parted by line feeds; at most maxSearchedCharacters of it. */
  text: v.string(),
  place: v.string(),
  source: v.string(),
  populations: v.array(v.string()),
  riskFactorIds: v.array(v.string()),
  reliability: v.nullable(v.string()),
  credibility: v.nullable(v.string()),
  observedOn: v.nullable(v.string()),
  form: v.optional(v.number(), 1),
  sourceId: v.optional(v.nullable(v.string()), null),
  handling: v.optional(v.string(), 'private'),
  /** What the text links to. */
  mentions: v.optional(v.array(v.object({ kind: v.picklist(mentionKinds), id: v.string() })), []),
  relations: v.optional(v.record(v.string(), noteRelationSchema), {}),
  changedAt: instantSchema,
  trashedAt: v.nullable(instantSchema),
});
export type NoteText = v.InferOutput<typeof noteTextSchema>;

/** Records of an earlier form are saved again when they are met. */
export const noteTextForm = 2;
export const maxSearchedCharacters = 200_000;

/** Every filter that is given must hold. Dates are those of what was observed. */
export const noteFiltersSchema = v.partial(
  v.strictObject({
    situationId: documentIdSchema,
    riskFactorId: itemIdSchema,
    /** Any of these: a factor and its indicators. */
    riskFactorIds: v.pipe(v.array(itemIdSchema), v.maxLength(100)),
    reliability: v.picklist(sourceReliabilities),
    credibility: v.picklist(informationCredibilities),
    source: boundedText(400),
    sourceId: documentIdSchema,
    from: dateSchema,
    to: dateSchema,
  }),
);
export type NoteFilters = v.InferOutput<typeof noteFiltersSchema>;

/** Half-open range in UTF-16 units. */
export interface TextMark {
  readonly start: number;
  readonly end: number;
}

export interface NoteHit {
  readonly id: string;
  readonly situationId: string;
  readonly title: string;
  readonly titleMarks: readonly TextMark[];
  /** The piece of the text in which the words were found first, or its beginning. */
  readonly excerpt: string;
  readonly excerptMarks: readonly TextMark[];
  readonly observedOn: string | null;
  readonly changedAt: string;
}

export interface NoteHits {
  readonly hits: readonly NoteHit[];
  /** All that were found, of which `hits` are the best. */
  readonly total: number;
}
