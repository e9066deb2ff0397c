import { failure, FailureError, type Failure, type Retry } from '../../shared/errors/result.ts';

/** Why an edition was not taken. Reading goes on in every case. */
export const retryOf = {
  'edition.tampered': 'later',
  'edition.expired': 'later',
  'edition.rolledBack': 'later',
  'edition.notEnoughSignatures': 'later',
  'edition.noNetwork': 'later',
  'edition.captivePortal': 'later',
  'edition.tooLarge': 'later',
  'edition.tooSlow': 'later',
  'edition.newerFormat': 'never',
  'edition.foreignRepository': 'never',
  'edition.damaged': 'now',
  'edition.cancelled': 'now',
  'edition.diskFull': 'later',
  'edition.notAnUpdateFile': 'never',
  'edition.updateFileDamaged': 'never',
  'edition.updateFileOlder': 'never',
  'edition.updateFileForeign': 'never',
  'edition.notKept': 'never',
} as const satisfies Record<string, Retry>;

export type EditionFailureCode = keyof typeof retryOf;

/** `details` say where it happened, for the log and for support: the file, and numbers expected and found. */
export const editionFailure = (code: EditionFailureCode, details: Failure['details'] = {}, cause?: unknown): FailureError => new FailureError(failure(code, retryOf[code], details), cause);

export const isEditionFailure = (error: unknown, code?: EditionFailureCode): error is FailureError => error instanceof FailureError && (code === undefined || error.failure.code === code);

/** Turns what the operating system says of a write into one of our failures; anything unknown is a programming error and goes on as it is. */
export function asEditionFailure(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return error;
  return code === 'ENOSPC' || code === 'EDQUOT' ? editionFailure('edition.diskFull', {}, error) : editionFailure('edition.damaged', { reason: code }, error);
}
