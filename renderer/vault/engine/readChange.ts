/** Which reads a save has changed. */
export interface ReadChange {
  /** Lists whose views changed. */
  readonly parents: ReadonlySet<string>;
  /** Keys of documents that changed. */
  readonly documents: ReadonlySet<string>;
  readonly health: boolean;
  readonly transfers: boolean;
  readonly device: boolean;
  /** Ways into the vault. */
  readonly slots: boolean;
  /** How the exchange with other devices stands. */
  readonly exchange: boolean;
  /** Something was changed on this device that other devices are to have. */
  readonly written: boolean;
  /** By document: what came from another device, as one Yjs update. */
  readonly arrived: ReadonlyMap<string, Uint8Array>;
}

/** A change of nothing, to be filled in. */
export const nothing: ReadChange = { parents: new Set(), documents: new Set(), health: false, transfers: false, device: false, slots: false, exchange: false, written: false, arrived: new Map() };
