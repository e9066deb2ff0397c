import * as v from 'valibot';
import { fileBytesSchema } from '../../../shared/domain/vault/noteFile.ts';
import type { EntryType } from '../../../shared/domain/vault/entry.ts';
import type { FilePlace } from '../../../shared/domain/vault/filePlaces.ts';
import type { Result } from '../../../shared/errors/result.ts';
import type { SheetInForce } from './sheetKeeper.ts';
import type { ExchangeReport } from './syncEngine.ts';

/** A device of this person, as the list shows it. */
export interface KnownDevice {
  readonly deviceId: string;
  /** As the user called it, or as it named itself. */
  readonly name: string;
  readonly isThis: boolean;
  readonly joinedAt: string;
  /** Day of its last exchange, `YYYY-MM-DD`. */
  readonly seenOn: string | null;
  readonly revokedAt: string | null;
  /** To be shut out as soon as there is a way to the server. */
  readonly ending: boolean;
  /** The server lists it and no device of this person vouches for it: nothing that it sends is believed. */
  readonly stranger: boolean;
  /** It was shut out elsewhere, by the Secretariat for instance, and the keys were not changed since. */
  readonly keepsKeys: boolean;
  /** It came in by a recovery sheet. */
  readonly bySheet: boolean;
}

/** How far this person's recovery sheet reaches. */
export interface SheetReach {
  readonly joined: boolean;
  /** No other device takes part, so what is written would leave for the sheet's sake alone. */
  readonly alone: boolean;
  /** The sheet of this device that was tried. `needsWords`: it was tried before it could reach so far. `isSpent`: it was taken out of force. */
  readonly own: { readonly name: string; readonly needsWords: boolean; readonly isSpent: boolean } | null;
  /** The sheet that is enough on a new computer. */
  readonly inForce: SheetInForce | null;
  /** What the server has of it: the right one, none or another, or not known while it cannot be reached. */
  readonly atServer: 'kept' | 'missing' | 'unknown';
  /** How often somebody named this sheet at the server without having it. */
  readonly refused: number;
}

/** Something that no other device has yet. */
export interface WaitingItem {
  readonly kind: string;
  readonly id: string;
  /** Its title, where it has one. */
  readonly title: string | null;
  readonly situationId: string | null;
  /** Of an entry: which one it is. */
  readonly entryType: EntryType | null;
}

/** A file that is not yet where it should be. */
export interface WaitingFile extends FilePlace {
  readonly id: string;
  readonly name: string;
}

/** What a device shows so that another may enter. `expiresAt`: until then. */
export interface OpenedPairing {
  readonly link: string;
  readonly code: string;
  readonly address: string;
  readonly expiresAt: string;
}

const none = v.strictTuple([]);
const device = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const passphrase = v.pipe(v.string(), v.maxLength(1_000));

/** What the window may ask of the exchange while the vault is open. */
export const exchangeRequests = {
  nudge: none,
  now: none,
  openPairing: none,
  lookPairing: none,
  acceptPairing: v.strictTuple([passphrase]),
  closePairing: none,
  devices: none,
  revokeDevice: v.strictTuple([device]),
  /** Whether a recovery sheet is enough on a new computer, and what the server says of it. */
  sheetReach: none,
  putSheetInForce: v.strictTuple([passphrase]),
  takeSheetOutOfForce: none,
  /** A sheet was tried: where one is in force here, the new one takes its place. */
  settleSheet: none,
  acknowledgeEntry: v.strictTuple([device]),
  /** After coming in by a sheet: the devices that are still the user's. All others are shut out. */
  answerOthers: v.strictTuple([v.pipe(v.array(device), v.maxLength(100))]),
  waiting: none,
  moveFile: v.strictTuple([device]),
  waitingFiles: none,
  makeFile: v.strictTuple([v.boolean(), v.pipe(v.string(), v.maxLength(100)), device]),
  takeFile: v.strictTuple([fileBytesSchema, device]),
} as const;
export type ExchangeRequestName = keyof typeof exchangeRequests;

interface Answers {
  nudge: null;
  now: ExchangeReport;
  openPairing: OpenedPairing;
  /** Who asks to enter, with the number that both screens show; null while nobody does. */
  lookPairing: { readonly deviceName: string; readonly compare: string } | null;
  acceptPairing: { readonly deviceId: string };
  closePairing: null;
  devices: readonly KnownDevice[];
  /** Answers the list; where the server cannot be reached now, the device stands in it as ending. */
  revokeDevice: readonly KnownDevice[];
  sheetReach: SheetReach;
  putSheetInForce: SheetReach;
  takeSheetOutOfForce: SheetReach;
  settleSheet: null;
  acknowledgeEntry: null;
  answerOthers: null;
  waiting: readonly WaitingItem[];
  /** A file that the user wants sent or fetched now; how it goes is seen in the reads `filePlaces` and `transfers`. */
  moveFile: null;
  waitingFiles: readonly WaitingFile[];
  /** Every document, sealed for the other devices of this person, with their files if that was asked for; null where the user chose no place. */
  makeFile: { readonly name: string; readonly documents: number; readonly files: number; readonly filesNotHere: number } | null;
  /** `changed`: documents that the file brought something for; `unread`: records that cannot be read here yet. */
  takeFile: { readonly changed: number; readonly unread: number; readonly files: number; readonly short: boolean };
}
export type ExchangeAnswer<N extends ExchangeRequestName> = Answers[N];
export type ExchangeAccess = { readonly [N in ExchangeRequestName]: (...args: v.InferInput<(typeof exchangeRequests)[N]>) => Promise<Result<ExchangeAnswer<N>>> };
