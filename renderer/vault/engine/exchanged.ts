/** What an exchange with other devices changes on a document. */
/** An update that another device made, and when that device last changed the document. */
export interface ReceivedUpdate {
  readonly update: Uint8Array;
  readonly changedAt: string;
}

/** What the server has acknowledged of a document: its state then, and this device's clock then. */
export interface SentState {
  readonly state: Uint8Array;
  readonly clock: number;
}

/** What an exchange changes on a document, beside the user's own updates. */
export interface Exchanged {
  readonly received: readonly ReceivedUpdate[];
  readonly sent: SentState | null;
  /** Nothing of it counts as crossed any more. */
  readonly offered: boolean;
}

export const noExchange: Exchanged = { received: [], sent: null, offered: false };
