import * as v from 'valibot';

/**
 * A signed word beside the manifest that an edition reaches a share of devices first. It stands in the `custom` field of the manifest's
 * TUF target, so a thief of the server cannot change it. Devices outside the share have the edition before in force.
 */
export const rolloutSchema = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  edition: v.pipe(v.string(), v.maxLength(12)),
  /** Share of devices that take it by themselves, 1 to 99. */
  percent: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
  before: v.strictObject({
    number: v.pipe(v.number(), v.integer(), v.minValue(1)),
    edition: v.pipe(v.string(), v.maxLength(12)),
    length: v.pipe(v.number(), v.integer(), v.minValue(2)),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
});
export type Rollout = v.InferOutput<typeof rolloutSchema>;

/** The rollout in a `custom` field; null where there is none or it cannot be read, which gives the edition to everyone. */
export function rolloutIn(custom: unknown): Rollout | null {
  const parsed = v.safeParse(v.object({ rollout: rolloutSchema }), custom);
  return parsed.success ? parsed.output.rollout : null;
}
