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
}

/** A change of nothing, to be filled in. */
export const nothing: ReadChange = { parents: new Set(), documents: new Set(), health: false, transfers: false, device: false, slots: false };
