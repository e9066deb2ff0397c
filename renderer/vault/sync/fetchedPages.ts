import type { PullPage } from '../../../shared/contracts/syncWire.ts';
import type { ExchangeAdvance } from '../../../shared/domain/vault/exchangeState.ts';
import type { Result } from '../../../shared/errors/result.ts';
import type { SyncState } from './syncState.ts';

type Fetch = (state: SyncState, after: number) => Promise<Result<Uint8Array>>;

/** The pages of one exchange, the next of which is fetched while the one before it is read and saved. */
export class FetchedPages {
  readonly #fetch: Fetch;
  #ahead: { readonly after: number; readonly own: boolean; readonly page: Promise<Result<Uint8Array>> } | null = null;
  /** Number in the log behind which pages have come without an end. */
  #from: number | null = null;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** The page behind a number. It may be on its way already. */
  take(state: SyncState, after: number): Promise<Result<Uint8Array>> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead?.after === after && ahead.own === state.recovering ? ahead.page : this.#fetch(state, after);
  }

  /** Begins to fetch what is behind a page that came and was asked for in `state`. What is not wanted after all is thrown away. */
  goOn(state: SyncState, { next, last }: Pick<PullPage, 'next' | 'last'>): void {
    if (next >= last) {
      this.#from = null;
      return;
    }
    this.#from = Math.min(this.#from ?? state.cursor, state.cursor);
    const page = this.#fetch(state, next);
    page.catch(() => undefined);
    this.#ahead = { after: next, own: state.recovering, page };
  }

  /** How far it has come with a page; null where that was the last or the only one. */
  advance({ next, last }: Pick<PullPage, 'next' | 'last'>): ExchangeAdvance | null {
    return this.#from === null ? null : { way: 'fetch', done: next - this.#from, of: last - this.#from };
  }
}
