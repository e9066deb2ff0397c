import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import type { Result } from '../../../shared/errors/result.ts';
import type { DocumentRef } from './documentKinds.ts';
import type { ExchangeStep, ReceivedUpdate, SentState } from './exchanged.ts';

/** A change that waits to be saved. */
export interface Change {
  /** null for records that belong to no document. */
  readonly ref: DocumentRef | null;
  readonly update: Uint8Array | null;
  readonly entries: readonly JournalEntry[] | (() => readonly JournalEntry[]);
  /** Typed text stays here until it is saved; a command that could not be saved is undone and reported. */
  readonly typed: boolean;
  /** When the change was made, where that was elsewhere and before, such as in a file that is imported. ISO 8601. */
  readonly madeAt?: string;
  readonly exchange?: ExchangeStep;
  readonly settle: (result: Result<Saved>) => void;
}

/** Everything that one save changes on one document. */
export interface DocumentChanges {
  readonly ref: DocumentRef;
  compartment: string | null;
  readonly updates: Uint8Array[];
  madeAt: string | null;
  readonly received: ReceivedUpdate[];
  /** What an open editor has not made itself. */
  readonly shown: Uint8Array[];
  sent: SentState | null;
}
