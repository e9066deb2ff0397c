/** That a person read a section which the Secretariat asks to acknowledge, told by their own act. The account is that of the session; there is no field that could hold words. */
import * as v from 'valibot';

export const acknowledgePaths = { tell: '/v1/acknowledgements', takeBack: '/v1/acknowledgements/remove' } as const;
/** Kept for one account; more is refused. */
export const maxAcknowledgements = 1_000;

/** The very text of a section that was read. */
export const acknowledgedTextSchema = v.strictObject({
  sectionId: v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/u)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
});
export const acknowledgementSchema = v.strictObject({
  ...acknowledgedTextSchema.entries,
  edition: v.pipe(v.string(), v.regex(/^\d{4}\.\d{1,2}$/u)),
  /** Day on which it was read, by the reader's own calendar. */
  readOn: v.pipe(v.string(), v.isoDate()),
});
export type AcknowledgedText = v.InferOutput<typeof acknowledgedTextSchema>;
export type Acknowledgement = v.InferOutput<typeof acknowledgementSchema>;
