/** An earlier state of a note, without its text. */
export interface NoteVersion {
  readonly position: string;
  /** ISO 8601 in UTC: when that state was last saved. */
  readonly savedAt: string;
  readonly title: string;
  readonly characters: number;
}

export interface NoteVersionContent {
  readonly savedAt: string;
  readonly title: string;
  /** A Yjs update with the text in `getXmlFragment('body')`. */
  readonly state: Uint8Array;
}

/** How long a note lies in the bin before it is deleted for good, in days. */
export const binDays = 30;
