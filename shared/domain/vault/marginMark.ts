/** What a reader leaves in the margin of the published text. The text itself is public; that and what somebody marked is not. */
import * as v from 'valibot';
import { anchorSchema } from '../../text/anchor.ts';
import { boundedText, itemIdSchema } from './storedText.ts';

export const markLooks = ['bookmark', 'highlight'] as const;

export const marginMark = {
  look: v.picklist(markLooks),
  sectionId: itemIdSchema,
  /** Number and title of the section as they were when the mark was made, for when the section is gone. */
  sectionName: boundedText(500),
  /** Null for a bookmark, which is on the section as a whole. */
  anchor: v.nullable(anchorSchema),
  /** Language of a translation on whose words the mark was made; absent where it was made on the original. */
  language: v.optional(v.pipe(v.string(), v.maxLength(20))),
  /** Edition on whose words the mark was made, such as "2026.1". */
  edition: v.pipe(v.string(), v.maxLength(12)),
  /** Empty for a highlight without words. */
  note: boundedText(4_000),
};
