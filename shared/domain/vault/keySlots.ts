/** A recovery sheet as the vault knows it: never its words. */
export interface SheetState {
  /** Eight characters that stand on the paper too, so that sheets can be told apart. */
  readonly name: string;
  readonly madeAt: string;
  /** When its words were last typed back and opened the vault; null for a sheet that was not tried yet. */
  readonly rehearsedAt: string | null;
}

/** Sheets that open the vault, oldest first: at most one that was tried and one that was not. */
export interface KeySlotsState {
  /** The passphrase opens the vault on this device only. */
  readonly bound: boolean;
  /** The key store of this device opens the vault without a passphrase. */
  readonly quick: boolean;
  readonly sheets: readonly SheetState[];
}

/** A sheet just made. Its words exist here once, to be printed. */
export interface NewSheet {
  readonly name: string;
  readonly madeAt: string;
  readonly words: readonly string[];
}
