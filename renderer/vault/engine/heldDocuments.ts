import { documentKey, type DocumentRef } from './documentKinds.ts';

/** Of an exchange; a batch of very small changes has many more documents, and those are read again when it was acknowledged. */
const mostUnderWay = 1_000;

/** Documents that stay in memory although nothing of them waits to be saved. */
export class HeldDocuments {
  readonly #open = new Set<string>();
  readonly #underWay = new Set<string>();

  get keys(): readonly string[] {
    return [...this.#open, ...this.#underWay];
  }

  /** A note that stands in an editor. */
  open(ref: DocumentRef): void {
    this.#open.add(documentKey(ref));
  }

  isOpen = (key: string): boolean => this.#open.has(key);

  close(ref: DocumentRef): void {
    this.#open.delete(documentKey(ref));
  }

  /** An exchange has taken it up: it is wanted again when the server has acknowledged it. */
  takeUp(ref: DocumentRef): void {
    if (this.#underWay.size < mostUnderWay) this.#underWay.add(documentKey(ref));
  }

  acknowledged(sent: readonly { readonly ref: DocumentRef }[]): void {
    for (const { ref } of sent) this.#underWay.delete(documentKey(ref));
  }

  /** Another exchange begins: what the one before did not bring to its end is not waited for any more. */
  forgetUnderWay(): void {
    this.#underWay.clear();
  }
}
