import { formatContentProblem, type ContentProblem } from '../../shared/content/contentProblem.ts';

export type PublishingErrorCode =
  | 'publish.badFolder'
  | 'publish.unchanged'
  | 'publish.lowerEdition'
  | 'publish.busy'
  | 'publish.noRepository'
  | 'publish.damagedRepository'
  | 'publish.missingKeys'
  | 'publish.newerData'
  | 'publish.unclassedEdit'
  | 'publish.badRequest'
  | 'publish.badPassphrase'
  | 'publish.exists';

/** A reason why nothing was published, in a sentence for the editor. `problems` lists every fault of the folder. */
export class PublishingError extends Error {
  readonly code: PublishingErrorCode;
  readonly problems: readonly ContentProblem[];
  constructor(code: PublishingErrorCode, message: string, problems: readonly ContentProblem[] = []) {
    super(message);
    this.name = 'PublishingError';
    this.code = code;
    this.problems = problems;
  }

  /** Lines for a terminal: every problem with its place, then what it means. */
  lines(): string[] {
    return [...this.problems.map(formatContentProblem), this.message];
  }
}
