/** `checking` only until the key slots were looked for at start. */
export type VaultStatus = 'checking' | 'none' | 'locked' | 'opening' | 'open';

/** A record that could be opened from neither store. It stays where it is and is left out of everything shown. */
export interface SetAsideRecord {
  readonly id: string;
  /** Failure code, such as `vault.recordTampered`. */
  readonly code: string;
}

/** What opening the vault had to mend. Every field is null or 0 in an ordinary start. */
export interface UnlockReport {
  /** The working store was filled again from the journal. `records`: how many were missing or different. */
  readonly restored: { readonly reason: 'missing' | 'behind' | 'damaged'; readonly records: number } | null;
  /** The journal was written again from the working store. */
  readonly journalRewritten: { readonly reason: 'missing' | 'behind' | 'damaged'; readonly records: number } | null;
  /** Bytes of an unfinished batch that were cut off the journal; nothing in them had been reported as saved. */
  readonly tornBytes: number;
  /** Both stores are older than the vault's own marker says, by this many batches: an old copy was put in place. */
  readonly olderBy: number;
  /** Documents revived while opening. */
  readonly documentsRevived: number;
}

/** What the user may have to know while the vault is open. */
export interface VaultHealth {
  /** Changes that are not yet on the disk. */
  readonly unsaved: number;
  /** Code of the failure that keeps them from it, such as `vault.diskFull`; null when nothing is wrong. */
  readonly failureCode: string | null;
  /** True while the working store refuses writes; what is saved is safe in the journal and comes back at the next unlock. */
  readonly journalOnly: boolean;
  readonly lastSavedAt: string | null;
  readonly setAside: readonly SetAsideRecord[];
}
