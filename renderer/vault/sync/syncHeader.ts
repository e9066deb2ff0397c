import * as v from 'valibot';

const device = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const segment = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const clock = v.pipe(v.number(), v.integer(), v.minValue(0));

const shortText = v.pipe(v.string(), v.maxLength(200));
const base64 = v.pipe(v.string(), v.maxLength(600), v.regex(/^[A-Za-z0-9+/]+={0,2}$/u));

/**
 * A recovery sheet that is enough on a new computer stands in the roster like a device: it is given keys, and may vouch for a device, but has
 * no chain. `turn` tells which of two counts; `slotId` and `wrapped` are the slot by which its words open the master key.
 */
const sheetSchema = v.looseObject({ name: shortText, madeAt: shortText, turn: v.pipe(v.number(), v.integer(), v.minValue(1)), slotId: device, wrapped: base64 });
export type RosterSheet = v.InferOutput<typeof sheetSchema>;

/** `bySheet`: the sheet that vouched for this device, and the name it gave itself then. */
export const rosterSchema = v.record(device, v.looseObject({ signKey: hash, boxKey: hash, sheet: v.optional(sheetSchema), bySheet: v.optional(v.looseObject({ sheetId: device, name: shortText })) }));
/** By device: the key that its records are verified with, and the one that keys are sealed to. */
export type Roster = v.InferOutput<typeof rosterSchema>;

/** The records that a device makes in one segment. Named `device/segment`. */
export interface Chain {
  readonly device: string;
  readonly segment: string;
}
export const chainKey = ({ device: of, segment: during }: Chain): string => `${of}/${during}`;
export function chainOf(key: string): Chain {
  const [of = '', during = ''] = key.split('/');
  return { device: of, segment: during };
}

/** By `device/segment`: the last clock and its record's hash. */
export const headsSchema = v.record(v.string(), v.tuple([clock, hash]));

export const compartmentKeysSchema = v.array(v.tuple([v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)), v.pipe(v.number(), v.integer(), v.minValue(1)), v.pipe(v.string(), v.maxLength(100))]));
export type CompartmentKeys = v.InferOutput<typeof compartmentKeysSchema>;

const epoch = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(0xffff_ffff));
/** Epoch, key in base64: one for each time that a device was shut out. */
export const rotationsSchema = v.array(v.tuple([epoch, v.pipe(v.string(), v.maxLength(100))]));
export type Rotations = v.InferOutput<typeof rotationsSchema>;

/** By device that was shut out: the clock of the last record that is believed. */
export const revokedSchema = v.record(device, clock);

/** What a record is. A kind that is not known here is kept until a program comes that knows it. */
export const headerSchema = v.variant('type', [
  /** Body: documents of one compartment, see packedDocuments.ts. */
  v.looseObject({ type: v.literal('documents') }),
  /** Body: a Yjs update of one document. Read, and not written any more. */
  v.looseObject({ type: v.literal('document'), key: v.pipe(v.string(), v.maxLength(200)), changedAt: v.string() }),
  /** Keys of compartments that other devices may not have. */
  v.looseObject({ type: v.literal('keys'), keys: compartmentKeysSchema }),
  v.looseObject({ type: v.literal('roster'), devices: rosterSchema, revoked: v.optional(revokedSchema) }),
  /** A key that records behind it need, sealed to the box key of each device that is to have it. */
  v.looseObject({ type: v.literal('rotation'), epoch, boxes: v.record(device, v.pipe(v.string(), v.maxLength(300))) }),
  /** A device that came in by a recovery sheet, signed by the sheet. It is read before anybody else vouches for the device. */
  v.looseObject({ type: v.literal('vouched'), sheet: device, device, signKey: hash, boxKey: hash, name: shortText, signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/u)) }),
  /**
   * Everything that this device has was offered anew in this segment, and this ends it. It takes the place of the records up to the number
   * `through`: of each device those up to the clock in `covers`. `heads` are the ends of the chains there, as in a summary. Body: eight bytes
   * for every document that it holds, `documentMark` of its key.
   */
  v.looseObject({ type: v.literal('snapshot'), through: clock, covers: revokedSchema, heads: headsSchema }),
  /**
   * What this device has seen of every other. `offered`: it has offered everything anew in this segment, and this is what it had seen when it
   * began, so that whoever has read the segment has all of that.
   */
  v.looseObject({ type: v.literal('summary'), heads: headsSchema, offered: v.optional(headsSchema) }),
  /** Something of that device's segment is missing or forged: it is asked to offer everything anew. */
  v.looseObject({ type: v.literal('offerAgain'), device, segment }),
]);
export type SyncHeader = v.InferOutput<typeof headerSchema>;

export function parseSyncHeader(text: string): SyncHeader | null {
  try {
    const parsed = v.safeParse(headerSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
