/**
 * What the programme of tasks is fitted to: where the post sits and how it is made up. The answers are personal and live in the vault.
 * Schemas of stored values are loose: a newer program may have written fields that this one does not know, and they are kept.
 */
import * as v from 'valibot';

export const postLocations = ['chief-executive', 'foreign-ministry', 'interior-ministry', 'other'] as const;
export const appointmentKinds = ['political', 'career'] as const;
/** `broad`: the role is added to other duties; `dedicated`: it is the holder's whole portfolio. */
export const portfolios = ['dedicated', 'broad'] as const;
export const postForms = ['individual', 'office'] as const;
export const capacities = ['low', 'medium', 'high'] as const;

/** `considering`: no appointment yet; a government works out where the post is to sit. Absent means appointed. */
export const postStages = ['considering', 'appointed'] as const;

export const profileSchema = v.looseObject({
  stage: v.optional(v.picklist(postStages)),
  country: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  /** Date of appointment, `YYYY-MM-DD`; every due date is counted from it. */
  appointedOn: v.pipe(v.string(), v.isoDate()),
  location: v.picklist(postLocations),
  appointment: v.picklist(appointmentKinds),
  portfolio: v.picklist(portfolios),
  form: v.picklist(postForms),
  capacity: v.picklist(capacities),
  /** Whether the country has a history of atrocity crimes. */
  riskHistory: v.boolean(),
  /** Whether the regional body has its own focal point; absent until the user says. */
  regionalBodyHasFocalPoint: v.optional(v.boolean()),
});
export type Profile = v.InferOutput<typeof profileSchema>;

/** A form that is not finished: whatever was typed so far, by field name, valid or not. */
export const profileDraftSchema = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(60)), v.nullable(v.union([v.pipe(v.string(), v.maxLength(400)), v.boolean(), v.number()]))),
  v.check((fields) => Object.keys(fields).length <= 60, 'at most 60 fields'),
);
export type ProfileDraft = v.InferOutput<typeof profileDraftSchema>;
