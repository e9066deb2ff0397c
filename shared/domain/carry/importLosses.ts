/** What an import could not carry over, counted, so that it is said before anything is taken in. */
export interface ImportLosses {
  /** Pictures elsewhere; nothing is fetched. */
  remoteImages: number;
  /** Notes with markup of pages, of which the words were taken. */
  markup: number;
  /** Links to files that are not in the export. */
  missingFiles: number;
  /** Files above the limit of one. */
  largeFiles: number;
  /** Files beyond the number that a note holds. */
  manyFiles: number;
  damagedFiles: number;
  /** Files that no note refers to. */
  looseFiles: number;
  /** Notes that are encrypted in the export. */
  encrypted: number;
  /** Notes longer than a note can be. */
  longNotes: number;
}

export const noLosses = (): ImportLosses => ({ remoteImages: 0, markup: 0, missingFiles: 0, largeFiles: 0, manyFiles: 0, damagedFiles: 0, looseFiles: 0, encrypted: 0, longNotes: 0 });
