import { fail, type Result } from '../../shared/errors/result.ts';
import type { EditionClient, RefreshOptions, RefreshOutcome } from '../editions/index.ts';
import type { SecretariatClient } from '../secretariat/index.ts';

export interface EditionRefresh {
  /** Asks the joined Secretariat now. Fails with `edition.notJoined` where there is none. */
  now(options?: Pick<RefreshOptions, 'ahead'>): Promise<Result<RefreshOutcome>>;
  cancel(): void;
}

/** Brings editions and the Secretariat together: asks the server that was joined, and can be stopped. */
export function createEditionRefresh(editions: EditionClient, secretariat: Pick<SecretariatClient, 'address'>): EditionRefresh {
  let stop: AbortController | null = null;
  return {
    async now(options = {}) {
      const address = await secretariat.address();
      if (address === null) return fail('edition.notJoined', 'never');
      const mine = stop ?? new AbortController();
      stop = mine;
      try {
        return await editions.refresh({ baseUrl: new URL('/repository/', address).href }, { ...options, signal: mine.signal });
      } finally {
        if (stop === mine) stop = null;
      }
    },
    cancel: () => stop?.abort(),
  };
}
