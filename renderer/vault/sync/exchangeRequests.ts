import * as v from 'valibot';
import { maxExchangeFileBytes } from '../../../shared/contracts/exchangeCalls.ts';
import type { Result } from '../../../shared/errors/result.ts';
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
}

/** Something that no other device has yet. */
export interface WaitingItem {
  readonly kind: string;
  readonly id: string;
  /** Its title, where it has one. */
  readonly title: string | null;
  readonly situationId: string | null;
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
  waiting: none,
  makeFile: none,
  takeFile: v.strictTuple([v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((bytes) => bytes.byteLength <= maxExchangeFileBytes))]),
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
  waiting: readonly WaitingItem[];
  /** Every document, sealed for the other devices of this person. */
  makeFile: { readonly bytes: Uint8Array; readonly documents: number; readonly leftOut: number };
  /** `changed`: documents that the file brought something for; `unread`: records that cannot be read here yet. */
  takeFile: { readonly changed: number; readonly unread: number };
}
export type ExchangeAnswer<N extends ExchangeRequestName> = Answers[N];
export type ExchangeAccess = { readonly [N in ExchangeRequestName]: (...args: v.InferInput<(typeof exchangeRequests)[N]>) => Promise<Result<ExchangeAnswer<N>>> };
