import * as v from 'valibot';
import { instantSchema, itemIdSchema } from './storedText.ts';

/** What of the Manual the user has read. */
export const editionReadSchema = v.looseObject({
  /** By section: when it was read, and the hash of the text that was read, so that a changed section can be told from a read one. */
  sections: v.record(itemIdSchema, v.looseObject({ readAt: instantSchema, sha256: v.nullable(v.string()) })),
  /** Number of the newest edition whose changes the user has looked at; 0 for none. */
  lastSeenEdition: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type EditionRead = v.InferOutput<typeof editionReadSchema>;
