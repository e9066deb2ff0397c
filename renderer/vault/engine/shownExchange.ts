import { noFilePlaces, type FilePlaces } from '../../../shared/domain/vault/filePlaces.ts';
import { notExchanging, type ExchangeState } from '../../../shared/domain/vault/exchangeState.ts';

/** How the exchange with the other devices stands, as the exchange tells it and the window shows it. */
export class ShownExchange {
  readonly #onChange: () => void;
  state: ExchangeState = notExchanging;
  filePlaces: FilePlaces = noFilePlaces;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  show(state: ExchangeState): void {
    this.state = state;
    this.#onChange();
  }

  showFilePlaces(places: FilePlaces): void {
    if (JSON.stringify(places) === JSON.stringify(this.filePlaces)) return;
    this.filePlaces = places;
    this.#onChange();
  }
}
