/** What a government could do, what it chose, who does it, and in which forums. Nothing here says what is best. */
import * as v from 'valibot';
import { boundedText, dateSchema, documentIdSchema, itemIdSchema } from '../vault/storedText.ts';

export const capabilities = ['yes', 'with-others', 'no', 'unknown'] as const;
/** Whether this government can take a measure at all, and who decides here. The same for every situation. */
export const capabilityFields = { toolkitId: boundedText(80), itemId: itemIdSchema, can: v.picklist(capabilities), decides: boundedText(200), note: boundedText(2_000) };

export const optionStates = ['compare', 'chosen', 'under-way', 'done', 'set-aside'] as const;
const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));

/** A measure that is weighed for one situation. Its wording is kept as it was when it was taken up. */
export const optionFields = {
  situationId: documentIdSchema,
  toolkitId: boundedText(80),
  /** null for a measure of the user's own. */
  itemId: v.nullable(itemIdSchema),
  label: title,
  pillar: v.nullable(v.picklist([1, 2, 3])),
  state: v.picklist(optionStates),
  /** Why, and what the user does not know about it. */
  reason: boundedText(4_000),
  notKnown: boundedText(4_000),
  /** Who does it: a person of the actor map, or an office in words. */
  actorId: v.nullable(documentIdSchema),
  who: boundedText(200),
  followUpOn: v.nullable(dateSchema),
  /** Entries that follow it up. */
  taskId: v.nullable(documentIdSchema),
  dateId: v.nullable(documentIdSchema),
  outcome: boundedText(4_000),
};

export const forums = ['human-rights-council', 'security-council', 'general-assembly', 'regional', 'bilateral'] as const;
export type Forum = (typeof forums)[number];
export const forumStates = ['idea', 'planned', 'done', 'dropped'] as const;

/** One step in one forum for one situation. */
export const forumMoveFields = {
  situationId: documentIdSchema,
  forum: v.picklist(forums),
  /** Which regional body, which session, which state. */
  where: boundedText(200),
  aim: title,
  who: boundedText(200),
  withWhom: boundedText(400),
  on: v.nullable(dateSchema),
  state: v.picklist(forumStates),
  outcome: boundedText(2_000),
};
