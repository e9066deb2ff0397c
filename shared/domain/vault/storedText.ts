/** The building stones of stored values: identifiers, instants, dates and bounded text. */
import * as v from 'valibot';

/** Random identifier of a document, 16 bytes in hexadecimal. */
export const documentIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** Identifier of a published item, such as a task, a step or a section of the Manual. */
export const itemIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));
/** ISO 8601 in UTC, for display only: no clock decides which of two changes stays. */
export const instantSchema = v.pipe(v.string(), v.isoTimestamp());
export const dateSchema = v.pipe(v.string(), v.isoDate());
export const boundedText = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength));
