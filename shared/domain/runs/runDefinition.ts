/**
 * What a run was given to answer: a toolkit as one edition had it, kept with the answers for as long as they are kept. Parsed more
 * loosely than published content, because a definition may come from a newer edition than this program knows in full.
 */
import * as v from 'valibot';
import { toolkitItemSchema } from '../../content/content.schema.ts';

const option = v.looseObject({ id: v.string(), label: v.string(), help: v.optional(v.string()) });
const column = v.looseObject({ id: v.string(), label: v.string(), type: v.string(), options: v.optional(v.array(option)) });

export const runItemSchema = v.looseObject({
  id: toolkitItemSchema.entries.id,
  rev: toolkitItemSchema.entries.rev,
  type: v.string(),
  label: v.string(),
  help: v.optional(v.string()),
  number: v.optional(v.string()),
  verified: v.optional(v.boolean()),
  options: v.optional(v.array(option)),
  columns: v.optional(v.array(column)),
  measure: v.optional(v.record(v.string(), v.string())),
  pillar: v.optional(v.number()),
  showWhen: v.optional(v.looseObject({ item: v.string(), in: v.array(v.string()) })),
  retired: v.optional(v.boolean()),
  replaces: v.optional(v.array(v.string())),
  carry: v.optional(v.string()),
});
export type RunItem = v.InferOutput<typeof runItemSchema>;

export const runDefinitionSchema = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(400)),
  kind: v.pipe(v.string(), v.maxLength(40)),
  caution: v.optional(v.string()),
  purpose: v.optional(v.string()),
  groups: v.pipe(
    v.array(v.looseObject({ id: v.string(), title: v.string(), number: v.optional(v.string()), help: v.optional(v.string()), items: v.array(runItemSchema) })),
    v.maxLength(400),
  ),
});
export type RunDefinition = v.InferOutput<typeof runDefinitionSchema>;
export type RunGroup = RunDefinition['groups'][number];

/** SHA-256 of the definition's canonical JSON, in hexadecimal: what a definition is known by. */
export const definitionHashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const itemsOf = (definition: RunDefinition): readonly RunItem[] => definition.groups.flatMap((group) => group.items);

export const itemById = (definition: RunDefinition, id: string): RunItem | undefined => itemsOf(definition).find((item) => item.id === id);
