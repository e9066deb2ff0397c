/**
 * Personal entries: small records of one kind each, all kept the same way. Own tasks, leave and travel, people of the actor map, dates of
 * the calendar, sources (in a compartment of their own), the draft of a mandate, marks in the margin of the Manual, what came and went by handover, and what is kept beside a
 * situation: thresholds and alarms, options, scenarios. Those of a situation lie under its key.
 */
import * as v from 'valibot';
import { phases } from '../../content/content.schema.ts';
import { sourceReliabilities } from './note.ts';
import { marginMark } from './marginMark.ts';
import { capabilityFields, forumMoveFields, optionFields } from '../options/option.ts';
import { scenarioFields, scenarioSignFields } from '../scenarios/scenario.ts';
import { signalFields, signalPartFields } from '../signals/signal.ts';
import { alarmFields, alarmNoticeFields, alarmStepFields, thresholdFields } from '../warning/threshold.ts';
import { paperHandlings } from '../papers/paperHead.ts';
import { boundedText, dateSchema, documentIdSchema, instantSchema, itemIdSchema } from './storedText.ts';

const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const text = boundedText(4_000);

const ownTask = {
  title,
  why: text,
  phase: v.picklist(phases),
  dueOn: v.nullable(dateSchema),
  /** Honest working time in minutes. */
  minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(6_000)),
  steps: v.pipe(v.array(v.strictObject({ id: itemIdSchema, text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400)) })), v.maxLength(40)),
  /** Comes back each year of the post. */
  yearly: v.boolean(),
  /** The row of a toolkit run that the task came from, such as a decision of a meeting; a row makes one task and no second. */
  /** The occurrence of a date that the task was planned around. */
  aroundDate: v.optional(v.looseObject({ key: boundedText(320), part: v.picklist(['before', 'after']) })),
  fromRow: v.optional(v.looseObject({ runId: documentIdSchema, rowId: documentIdSchema })),
};

export const absenceKinds = ['leave', 'travel'] as const;
const absence = { kind: v.picklist(absenceKinds), from: dateSchema, to: dateSchema, label: boundedText(200) };

export const actorKinds = ['ministry', 'agency', 'parliament', 'civil-society', 'regional', 'international'] as const;
export const actsWithin48 = ['yes', 'no', 'unknown'] as const;
export const counterparts = ['none', 'women-peace-security', 'children-armed-conflict', 'civilians', 'genocide-prevention', 'human-rights'] as const;
const actor = {
  /** The institution. */
  name: title,
  kind: v.picklist(actorKinds),
  /** Who there: a name, or a function. Empty marks a gap. */
  person: boundedText(200),
  reach: boundedText(400),
  within48: v.picklist(actsWithin48),
  counterpart: v.picklist(counterparts),
  /** What they hold that prevention needs, and what was agreed. */
  note: text,
};

export const dateKinds = ['meeting', 'call', 'session', 'deadline', 'commemoration', 'other'] as const;
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const calendarDate = {
  title,
  kind: v.picklist(dateKinds),
  startsOn: dateSchema,
  /** Wall clock where it happens, HH:MM; null for a whole day. */
  startsAt: v.nullable(timeOfDay),
  endsOn: v.nullable(dateSchema),
  place: boundedText(400),
  note: text,
  yearly: v.boolean(),
  /** Days before, on which the app reminds; null for never. */
  remindDays: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60))),
  /** Identity outside the app, kept through export and import. Globally unique. */
  uid: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** Rises with each change after the first export, as calendars expect. */
  sequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
};

const mandate = {
  location: v.nullable(v.picklist(['chief-executive', 'foreign-ministry', 'interior-ministry', 'other'])),
  reason: text,
  cover: text,
  rank: text,
  duties: text,
  resources: text,
};

export const sourceUses = ['office', 'quote', 'secretariat', 'contact'] as const;
const source = {
  /** A code name, never the person's own. */
  name: title,
  /** How to reach them, and through whom. */
  contact: boundedText(1_000),
  /** What was agreed with them, in words. */
  agreed: boundedText(2_000),
  agreedOn: v.nullable(dateSchema),
  /** What may be done with what they say; nothing that is not here. */
  uses: v.pipe(v.array(v.picklist(sourceUses)), v.maxLength(sourceUses.length)),
  note: text,
  /** The user's own judgement of the source; F and null are unknown. */
  reliability: v.nullable(v.picklist(sourceReliabilities)),
};

/** A paper begun on a template. It keeps the template as it was, so that a later edition changes nothing in it. */
const paper = {
  title,
  /** The task that it was begun from. */
  taskId: v.nullable(itemIdSchema),
  template: v.looseObject({
    id: boundedText(80),
    title: boundedText(400),
    body: boundedText(20_000),
    placeholders: v.pipe(v.array(v.looseObject({ name: boundedText(80), label: boundedText(400) })), v.maxLength(100)),
  }),
  values: v.pipe(v.record(boundedText(80), boundedText(20_000)), v.check((fields) => Object.keys(fields).length <= 200, 'at most 200 fields')),
  handling: v.picklist(paperHandlings),
  /** Fields of which two devices wrote different values at the same time, and those values. Of a view only; what is saved here is dropped. */
  concurrent: v.optional(v.record(boundedText(80), v.array(boundedText(20_000)))),
  /** The day of the handover that it came with; absent where it was begun here. */
  inheritedOn: v.optional(dateSchema),
};

/** That the user read a section which the Secretariat asked to acknowledge. When: `createdAt`. */
const acknowledgement = {
  sectionId: itemIdSchema,
  sectionName: boundedText(500),
  /** The very text that was read, by its hash. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  edition: v.pipe(v.string(), v.maxLength(12)),
  /** What the user decided about telling the Secretariat, for one account at it; without it nothing is sent. */
  telling: v.optional(v.nullable(v.looseObject({ account: boundedText(100), state: v.picklist(['tell', 'told', 'takeBack']), at: v.pipe(v.string(), v.isoTimestamp()) }))),
};

const line = v.looseObject({ name: boundedText(400), line: boundedText(2_000) });
const itemLine = v.looseObject({ name: boundedText(400), line: boundedText(2_000), dueOn: v.nullable(dateSchema) });
const handoverFacts = {
  packageId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  madeOn: dateSchema,
  /** The post as the file names it. */
  post: boundedText(400),
  situations: v.pipe(v.array(line), v.maxLength(500)),
  contacts: v.pipe(v.array(line), v.maxLength(2_000)),
  openItems: v.pipe(v.array(itemLine), v.maxLength(2_000)),
  /** Papers and runs of toolkits; absent in records of earlier versions, like the number of files. */
  papers: v.optional(v.pipe(v.array(line), v.maxLength(1_000))),
  files: v.optional(v.number()),
};
/** What the leaver keeps of a file that was made: what went, and how many things stayed. Never the words. */
const receipt = { ...handoverFacts, /** Fingerprint of the key that the file was sealed to; absent where words open it. */ sealedTo: v.optional(boundedText(80)), notes: v.number(), sources: v.number(), leftOut: v.number() };
/** What a successor was told by a file that was taken in. */
const received = { ...handoverFacts, letter: boundedText(20_000), tasksDone: v.number() };

export const entrySchema = v.variant('type', [
  v.looseObject({ type: v.literal('ownTask'), ...ownTask }),
  v.looseObject({ type: v.literal('absence'), ...absence }),
  v.looseObject({ type: v.literal('actor'), ...actor }),
  v.looseObject({ type: v.literal('date'), ...calendarDate }),
  v.looseObject({ type: v.literal('source'), ...source }),
  v.looseObject({ type: v.literal('mandate'), ...mandate }),
  v.looseObject({ type: v.literal('paper'), ...paper }),
  v.looseObject({ type: v.literal('mark'), ...marginMark }),
  v.looseObject({ type: v.literal('acknowledgement'), ...acknowledgement }),
  v.looseObject({ type: v.literal('receipt'), ...receipt }),
  v.looseObject({ type: v.literal('received'), ...received }),
  v.looseObject({ type: v.literal('threshold'), ...thresholdFields }),
  v.looseObject({ type: v.literal('alarm'), ...alarmFields }),
  v.looseObject({ type: v.literal('alarmNotice'), ...alarmNoticeFields }),
  v.looseObject({ type: v.literal('alarmStep'), ...alarmStepFields }),
  v.looseObject({ type: v.literal('signal'), ...signalFields }),
  v.looseObject({ type: v.literal('signalPart'), ...signalPartFields }),
  v.looseObject({ type: v.literal('capability'), ...capabilityFields }),
  v.looseObject({ type: v.literal('option'), ...optionFields }),
  v.looseObject({ type: v.literal('forumMove'), ...forumMoveFields }),
  v.looseObject({ type: v.literal('scenario'), ...scenarioFields }),
  v.looseObject({ type: v.literal('scenarioSign'), ...scenarioSignFields }),
]);
export type Entry = v.InferOutput<typeof entrySchema>;
export const entryTypes = ['ownTask', 'absence', 'actor', 'date', 'source', 'mandate', 'mark', 'acknowledgement', 'paper', 'receipt', 'received', 'threshold', 'alarm', 'alarmNotice', 'alarmStep', 'signal', 'signalPart', 'capability', 'option', 'forumMove', 'scenario', 'scenarioSign'] as const;
export type EntryType = (typeof entryTypes)[number];

/** The situation under whose key an entry lies; null for those that are of the person. A caught signal stays personal: its note is the situation's. */
export const entrySituation = (entry: Entry): string | null => (entry.type !== 'signal' && 'situationId' in entry && typeof entry.situationId === 'string' ? entry.situationId : null);
export type EntryOf<T extends EntryType> = Extract<Entry, { type: T }>;

interface Stored {
  readonly id: string;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Set while the entry lies in the bin. */
  readonly trashedAt: string | null;
}
export type StoredEntry<T extends EntryType = EntryType> = EntryOf<T> & Stored;

/** The entry of a view, beside what every stored one has. */
export const entryViewSchema = v.looseObject({ id: documentIdSchema, createdAt: instantSchema, changedAt: instantSchema, trashedAt: v.nullable(instantSchema), entry: entrySchema });
export type EntryView = v.InferOutput<typeof entryViewSchema>;
