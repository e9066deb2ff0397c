/** What a person may let the Secretariat know: how far the programme is, as counts, and which edition is read. Whole numbers and the edition's name; there is no field that could hold words. */
import * as v from 'valibot';
import { phases, type phaseSchema } from '../content/content.schema.ts';

export const progressPaths = { send: '/v1/progress', remove: '/v1/progress/remove' } as const;
/** What was not said again for so long is dropped by the server. */
export const progressLifeDays = 90;
/** Time between two sendings of one person; a newer edition is told of sooner. */
export const progressEveryMs = 86_400_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500));
export const phaseCountsSchema = v.pipe(
  v.strictObject({ applies: count, done: count, inProgress: count, waiting: count, declined: count }),
  v.check(({ applies, done, inProgress, waiting, declined }) => done + inProgress + waiting + declined <= applies),
);
/** How many tasks of a phase apply, and of these how many are done, in progress, waiting for someone, and declined. */
export type PhaseCounts = v.InferOutput<typeof phaseCountsSchema>;
export const countNames = ['applies', 'done', 'inProgress', 'waiting', 'declined'] as const satisfies readonly (keyof PhaseCounts)[];

const phaseTableSchema = v.strictObject(Object.fromEntries(phases.map((phase) => [phase, phaseCountsSchema])) as Record<v.InferOutput<typeof phaseSchema>, typeof phaseCountsSchema>);
export const sharedProgressSchema = v.strictObject({
  edition: v.strictObject({ number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), name: v.pipe(v.string(), v.regex(/^\d{4}\.\d{1,2}$/u)) }),
  phases: phaseTableSchema,
});
export type SharedProgress = v.InferOutput<typeof sharedProgressSchema>;
