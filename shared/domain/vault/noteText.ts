/** Names of the nodes of a note's text that are more than words, as the editor writes them and the vault reads them. */
export const mentionNode = 'mention';
export const dateNode = 'dateStamp';
export const rowNode = 'tableRow';
/** Between the cells of a row, where a table is read as text. */
export const cellSeparator = ' | ';

export const mentionKinds = ['note', 'section', 'task'] as const;
export type MentionKind = (typeof mentionKinds)[number];

/** What a text links to: a note by its document id, a section or a task by its id in the edition (or of an own task). */
export interface Mention {
  readonly kind: MentionKind;
  readonly id: string;
}
