/** Where one wants to be in a note that is opened, as its link says. */
export interface PlaceInNote {
  /** Words that were looked for. */
  readonly find?: string | undefined;
  /** A link in the text: kind and id of what it names, with a colon between. */
  readonly at?: string | undefined;
  /** The situation from which it was just moved. */
  readonly from?: string | undefined;
}
