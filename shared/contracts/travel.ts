/** The travel file as the main process shows it to the vault: an ordinary backup (electron/vault/backupFile.ts) in a place of the user's choice. */
export interface TravelFile {
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
  /** Of the last batch that the file holds. */
  readonly generation: number;
  readonly records: number;
  /** The wrapped keys as they were when the file was made. */
  readonly slots: Uint8Array;
}

/** Some of the file's records, in the file's order. `next` is the number of the page after, null behind the last. */
export interface TravelPage {
  readonly entries: readonly { readonly id: string; readonly bucket: string; readonly blob: Uint8Array }[];
  readonly next: number | null;
}
