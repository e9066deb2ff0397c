/** What an exchange with other devices changes on a document. */
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { DocumentRef } from './documentKinds.ts';

/** An update that another device made, and when that device last changed the document. */
export interface ReceivedUpdate {
  readonly update: Uint8Array;
  readonly changedAt: string;
  /** Where it stands in the server's log. */
  readonly number?: number;
}

/** What the server has acknowledged of a document: its state then, and this device's clock then. */
export interface SentState {
  readonly state: Uint8Array;
  readonly clock: number;
  /** How long the server's log was once it had it: what stands before and had not come yet was made unseen. */
  readonly through?: number;
}

/** What an exchange changes on a document, beside the user's own updates. */
export interface Exchanged {
  readonly received: readonly ReceivedUpdate[];
  readonly sent: SentState | null;
  /** Nothing of it counts as crossed any more. */
  readonly offered: boolean;
}

export const noExchange: Exchanged = { received: [], sent: null, offered: false };

/** What one step of an exchange saves, all of it or nothing: what came, what was acknowledged, and the state of the exchange itself. */
export interface ExchangeStep {
  readonly entries: readonly JournalEntry[];
  readonly received: readonly (ReceivedUpdate & { readonly ref: DocumentRef; readonly compartment: string })[];
  readonly sent: readonly (SentState & { readonly ref: DocumentRef })[];
  /** Documents, by key, of which nothing counts as crossed any more; their marks are among the entries. */
  readonly offered: ReadonlySet<string>;
}

/** What a document has to send: everything that is saved and has not crossed. */
export interface Outgoing extends SentState {
  readonly compartment: string;
  readonly update: Uint8Array;
  readonly changedAt: string;
  /** False where a part of it could not be read from the disk. */
  readonly isWhole: boolean;
}
