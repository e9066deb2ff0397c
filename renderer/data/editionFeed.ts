import type { Result } from '../../shared/errors/result.ts';

interface EditionFeedParts<E> {
  /** What the main process has verified and put in force. */
  readonly active: () => Promise<Result<E>>;
  /** Brings it into the window's tables, whole or not at all. */
  readonly adopt: (edition: E) => Promise<unknown>;
}

export interface EditionFeed {
  /** `number`: the edition that is in force now; null where that is not known. */
  bring(number: number | null): void;
  end(): void;
  /** Once everything asked for so far has been tried. */
  settled(): Promise<void>;
}

/** Brings one edition after the other. One that could not be stored, because of a lock in between or a full disk, is tried again with the next news. */
export function createEditionFeed<E extends { readonly manifest: { readonly number: number } }>({ active, adopt }: EditionFeedParts<E>): EditionFeed {
  let ended = false;
  let adopted: number | null = null;
  let last: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    if (ended) return;
    const edition = await active();
    if (!edition.ok || ended) return;
    await adopt(edition.value);
    adopted = edition.value.manifest.number;
  };
  return {
    bring(number) {
      if (number === null || number !== adopted) last = last.then(once).catch(() => undefined);
    },
    end() {
      ended = true;
    },
    settled: () => last,
  };
}
