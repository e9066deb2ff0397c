/** What a view needs to know beside the document. */
export interface ViewContext {
  readonly id: string;
  /** When the document was last saved, ISO 8601 in UTC. */
  readonly changedAt: string;
}
