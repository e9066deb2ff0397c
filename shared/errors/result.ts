/** When the same call may be tried again. */
export type Retry = 'now' | 'later' | 'never';

/**
 * A failure that the user may have to know of. `code` is for programs and logs; what is shown on screen comes only from `messageId`,
 * an entry of the message catalogue, filled with `details`. Details never hold personal content.
 */
export interface Failure {
  readonly code: string;
  readonly retry: Retry;
  readonly messageId: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What every call across a process, a worker or the network answers. Nothing is thrown across those boundaries. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** `messageId` is derived from the code, so that no failure can exist without its sentence: `vault.wrongPassphrase` -> `failure.vault.wrongPassphrase`. */
export const failure = (code: string, retry: Retry, details: Failure['details'] = {}): Failure => ({ code, retry, messageId: `failure.${code}`, details });

export const fail = (code: string, retry: Retry, details: Failure['details'] = {}): { readonly ok: false; readonly error: Failure } => ({ ok: false, error: failure(code, retry, details) });

/** Carries a Failure through code that throws, up to the boundary that turns it back into a Result. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(value: Failure, cause?: unknown) {
    super(value.code, { cause });
    this.name = 'FailureError';
    this.failure = value;
  }
}

/** The value of a result; throws a FailureError where it failed. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
}

/** Runs `work` and turns a FailureError into a failed Result. Anything else is a programming error and goes on as it is. */
export async function attempt<T>(work: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure };
    throw error;
  }
}
