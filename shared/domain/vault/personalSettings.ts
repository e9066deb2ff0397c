import * as v from 'valibot';

/** Small personal choices by name, such as which panel is open. Device settings that are needed before unlocking are elsewhere, in plain text. */
export const personalSettingsSchema = v.record(
  v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9.]{0,59}$/)),
  v.nullable(v.union([v.pipe(v.string(), v.maxLength(4_000)), v.number(), v.boolean()])),
);
export type PersonalSettings = v.InferOutput<typeof personalSettingsSchema>;
