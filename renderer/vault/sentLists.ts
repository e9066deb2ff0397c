import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import type { VaultRead } from '../../shared/domain/vault/vaultReads.ts';
import { attempt, fail } from '../../shared/errors/result.ts';
import type { OpenVault } from './engine/openVault.ts';
import { notesParent } from './engine/noteDocument.ts';
import { turnOfLoop } from './engine/turnOfLoop.ts';
import { readKey, type FromWorker } from './protocol.ts';

export type NotesRead = Extract<VaultRead, { readonly name: 'notes' }>;

/** Values of one message: the window takes them over in a few milliseconds. */
const valuesInPart = 1_000;

/**
 * Lists of notes on their way to the window: whole when they are first watched, in parts so that the window is never held up, and then only
 * what changed of them. One list is sent by one at a time, so that no change overtakes the list that it is a change of.
 */
export class SentLists {
  readonly #post: (message: FromWorker) => void;
  readonly #isWanted: (vault: OpenVault, key: string) => boolean;
  readonly #turns = new Map<string, Promise<void>>();
  /** Keys of lists that the window has whole. */
  readonly #whole = new Set<string>();

  constructor(post: (message: FromWorker) => void, isWanted: (vault: OpenVault, key: string) => boolean) {
    this.#post = post;
    this.#isWanted = isWanted;
  }

  /** Sends all of it. */
  send(vault: OpenVault, read: NotesRead): Promise<void> {
    return this.#inTurn(readKey(read), (key) => this.#sendWhole(vault, read, key));
  }

  /** Sends what these documents changed in it. */
  change(vault: OpenVault, read: NotesRead, documents: ReadonlySet<string>): Promise<void> {
    const ids = [...documents].filter((document) => document.startsWith('note/')).map((document) => document.slice('note/'.length));
    return this.#inTurn(readKey(read), async (key) => {
      if (!this.#whole.has(key)) return this.#sendWhole(vault, read, key);
      const views = await vault.views.all(notesParent(read.situationId));
      if (!this.#isWanted(vault, key)) return;
      const now = ids.map((id) => [id, views.get(`note/${id}`) as NoteSummary | undefined] as const);
      this.#post({ type: 'listChanged', key, values: now.flatMap(([, value]) => (value === undefined ? [] : [value])), gone: now.flatMap(([id, value]) => (value === undefined ? [id] : [])) });
    });
  }

  forget(key: string): void {
    this.#whole.delete(key);
  }

  #inTurn(key: string, work: (key: string) => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(() => work(key)).catch(() => undefined);
    this.#turns.set(key, turn);
    return turn;
  }

  async #sendWhole(vault: OpenVault, read: NotesRead, key: string): Promise<void> {
    this.#whole.delete(key);
    const result = await attempt(() => vault.read(read)).catch(() => fail('vault.readFailed', 'later'));
    if (!this.#isWanted(vault, key)) return;
    if (!result.ok) return this.#post({ type: 'read', key, value: null, error: result.error });
    // What is saved while the parts are sent is waiting for its turn and comes after them.
    const values = result.value;
    this.#whole.add(key);
    for (let from = 0; from === 0 || from < values.length; from += valuesInPart) {
      if (from > 0) await turnOfLoop();
      if (!this.#isWanted(vault, key) || !this.#whole.has(key)) return;
      this.#post({ type: 'listPart', key, values: values.slice(from, from + valuesInPart), first: from === 0, last: from + valuesInPart >= values.length });
    }
  }
}
