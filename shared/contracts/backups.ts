/** What the window may know of backups. Paths are shown to the user, who chose them. */
export interface BackupMade {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly records: number;
  readonly bytes: number;
}

export interface BackupPlace {
  readonly folder: string;
  /** The last one that was written there and proved. */
  readonly last: BackupMade | null;
  /** Code of the failure of the last attempt; null when it went well. */
  readonly failureCode: string | null;
  readonly kept: number;
}

export interface BackupState {
  /** In the profile's own folder. */
  readonly own: BackupPlace;
  /** A folder of the user's choice, such as one on another disk. */
  readonly chosen: BackupPlace | null;
}

/** A backup file that the user chose, checked byte by byte. */
export interface BackupPreview {
  readonly name: string;
  readonly madeAt: string;
  readonly records: number;
  readonly bytes: number;
  /** Pieces of attached files that belong to it and lie neither here nor beside it, in `chunkFolder`. */
  readonly missingFiles: number;
  readonly chunkFolder: string;
}
