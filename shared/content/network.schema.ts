/**
 * What the Secretariat publishes besides the Manual: who holds the post where, the Steering Group, meetings with their papers,
 * announcements and good practice. One signed file of its own, so that a meeting needs no new edition of the Manual.
 */
import * as v from 'valibot';

/** Newest form of the file that this program reads; a file with a higher `minReader` is refused and the one before stays. */
export const networkFormat = 1;
export const maxNetworkBytes = 4_000_000;

const id = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'an id is made of lower-case letters, digits and hyphens'));
const line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));
const paragraph = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4_000));
const day = v.pipe(v.string(), v.isoDate('a date is written YYYY-MM-DD'));
const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written HH:MM'));
const key = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Where sealed messages reach a focal point: the account at the server and the public halves of the vault's message keys. */
const mailboxSchema = v.strictObject({ account: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), boxKey: key, signKey: key });

export const regions = ['africa', 'americas', 'asia-pacific', 'europe', 'middle-east', 'regional-body'] as const;

export const focalPointSchema = v.strictObject({
  id,
  /** State or regional organisation. */
  country: line,
  region: v.picklist(regions),
  /** The post is told apart from who holds it: a gap is an entry with an empty name. */
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''),
  title: line,
  office: line,
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(200))),
  phone: v.optional(v.pipe(v.string(), v.regex(/^\+?[0-9 ()/-]{4,40}$/))),
  languages: v.pipe(v.array(line), v.minLength(1), v.maxLength(12)),
  /** What the focal point offers others; empty where nothing is offered. */
  offers: v.optional(v.array(line), []),
  /** What the focal point looks for. */
  seeks: v.optional(v.array(line), []),
  since: v.optional(day),
  updatedOn: day,
  mailbox: v.optional(mailboxSchema),
});
export type FocalPoint = v.InferOutput<typeof focalPointSchema>;

export const steeringSeatSchema = v.strictObject({ id, member: line, role: v.picklist(['chair', 'member', 'secretariat']), from: day, until: v.nullable(day), asks: v.optional(v.array(line), []), updatedOn: day });
export type SteeringSeat = v.InferOutput<typeof steeringSeatSchema>;

export const meetingSchema = v.pipe(
  v.strictObject({
    id,
    title: line,
    kind: v.picklist(['annual', 'regional', 'working-group', 'briefing', 'conference']),
    state: v.picklist(['planned', 'confirmed', 'held', 'cancelled']),
    startsOn: day,
    endsOn: day,
    /** Wall clock at the place; absent for whole days. */
    startsAt: v.optional(time),
    place: line,
    host: line,
    about: paragraph,
    /** What was agreed, once it was held. */
    outcomes: v.optional(v.array(line), []),
    papers: v.optional(v.array(v.strictObject({ id, title: line, text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40_000)) })), []),
    /** Rises with each change, as calendars expect. */
    sequence: v.pipe(v.number(), v.integer(), v.minValue(0)),
    updatedOn: day,
  }),
  v.check(({ startsOn, endsOn }) => startsOn <= endsOn, 'the meeting ends before it begins'),
);
export type Meeting = v.InferOutput<typeof meetingSchema>;

export const announcementSchema = v.strictObject({ id, title: line, text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(12_000)), updatedOn: day, /** Last day on which it matters. */ until: v.optional(day) });
export type Announcement = v.InferOutput<typeof announcementSchema>;

export const practiceSchema = v.strictObject({ id, title: line, country: line, problem: paragraph, tried: paragraph, result: paragraph, lesson: paragraph, sources: v.pipe(v.array(line), v.minLength(1, 'name at least one source')), updatedOn: day });
export type Practice = v.InferOutput<typeof practiceSchema>;

/** The Secretariat's desk: whom sealed messages reach, and the key that only people at the desk can open them with. */
export const deskKeySchema = v.strictObject({ boxKey: key, signKey: key, since: day });
export type DeskKey = v.InferOutput<typeof deskKeySchema>;
export const deskSchema = v.strictObject({ name: line, office: line, email: v.optional(v.pipe(v.string(), v.email())), phone: v.optional(v.pipe(v.string(), v.maxLength(40))), hours: v.optional(line), updatedOn: day });

const lists = {
  directory: v.pipe(v.array(focalPointSchema), v.maxLength(1_000)),
  steeringGroup: v.pipe(v.array(steeringSeatSchema), v.maxLength(100)),
  meetings: v.pipe(v.array(meetingSchema), v.maxLength(500)),
  announcements: v.pipe(v.array(announcementSchema), v.maxLength(500)),
  practice: v.pipe(v.array(practiceSchema), v.maxLength(500)),
};

export const networkSchema = v.object({
  format: v.pipe(v.number(), v.integer(), v.minValue(1)),
  minReader: v.pipe(v.number(), v.integer(), v.minValue(1)),
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)),
  /** Rises by at least one with each publication and never falls. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  publishedOn: day,
  /** What a reader should know first, such as that everything is invented. */
  notice: v.pipe(v.string(), v.maxLength(2_000)),
  desk: v.nullable(v.object({ ...deskSchema.entries, key: v.nullable(deskKeySchema) })),
  ...lists,
});
export type Network = v.InferOutput<typeof networkSchema>;

/** Path of the TUF target. */
export const networkTargetPath = (language: string): string => `network/${language}/network.json`;

/** Files of the folder that a publication is made from, each a list but the first. */
export const networkFiles = { 'desk.yaml': deskSchema, 'directory.yaml': focalPointSchema, 'steering-group.yaml': steeringSeatSchema, 'meetings.yaml': meetingSchema, 'announcements.yaml': announcementSchema, 'good-practice.yaml': practiceSchema } as const;
