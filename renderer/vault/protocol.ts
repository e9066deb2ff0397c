/** Messages between the window and the vault worker. Keys and passwords' derivatives never appear in them; storage calls carry only ciphertext. */
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import type { CommandName } from '../../shared/domain/vault/vaultCommands.ts';
import type { VaultRead } from '../../shared/domain/vault/vaultReads.ts';
import type { UnlockReport } from '../../shared/domain/vault/vaultStatus.ts';
import type { Failure, Result } from '../../shared/errors/result.ts';
import type { ExchangeRequestName } from './sync/exchangeRequests.ts';
import type { StorageCall } from './vaultStorage.ts';
import type { TransportCall } from './vaultTransport.ts';

/** Cost of the passphrase derivation. Anything under the floor of `shared/crypto/passphraseKey.ts` is refused. */
export interface KdfChoice {
  readonly opsLimit: number;
  readonly memLimitBytes: number;
}

export type VaultRequest =
  | { readonly call: 'status' }
  /** Opens the working store, whose records nobody can read yet, so that the next unlock need not wait for the disk. */
  | { readonly call: 'prepare' }
  | { readonly call: 'create'; readonly passphrase: string; readonly kdf: KdfChoice | null }
  | { readonly call: 'unlock'; readonly passphrase: string }
  /** Opens with what the system's key store keeps. */
  | { readonly call: 'unlockQuickly' }
  /** Opens with the words of a recovery sheet; `passphrase` is the new one, in place of those before. */
  | { readonly call: 'recover'; readonly words: string; readonly passphrase: string }
  /** Saves what is pending and drops the keys. The worker is ended after the answer, or after a time limit without one. */
  | { readonly call: 'lock' }
  | { readonly call: 'watch'; readonly read: VaultRead }
  | { readonly call: 'unwatch'; readonly read: VaultRead }
  /** A new device asks to enter the vault of another one; `text` is what that device shows. */
  | { readonly call: 'askToEnter'; readonly text: string; readonly deviceName: string }
  /** Whether the other device has let this one in. */
  | { readonly call: 'lookEntered' }
  /** A new device with a recovery sheet alone: fetches what the sheet opens at that server. */
  | { readonly call: 'openSheet'; readonly address: string; readonly words: string; readonly deviceName: string }
  /** Makes the vault that was handed over, under a passphrase of this device. */
  | { readonly call: 'enter'; readonly passphrase: string; readonly kdf: KdfChoice | null }
  | { readonly call: 'exchange'; readonly name: ExchangeRequestName; readonly args: readonly unknown[] }
  | { readonly call: 'command'; readonly name: CommandName; readonly args: readonly unknown[] };

/** What each request answers, as the value of a Result. */
export interface VaultAnswers {
  status: 'none' | 'locked' | 'open';
  prepare: null;
  create: UnlockReport;
  unlock: UnlockReport;
  unlockQuickly: UnlockReport;
  recover: UnlockReport;
  lock: null;
  /** The number that both screens show. */
  askToEnter: { readonly compare: string };
  lookEntered: boolean;
  openSheet: null;
  enter: UnlockReport;
  exchange: unknown;
  watch: null;
  unwatch: null;
  command: unknown;
}

export type ToWorker =
  | { readonly type: 'request'; readonly id: number; readonly request: VaultRequest }
  | { readonly type: 'storageAnswer'; readonly id: number; readonly result: Result<unknown> };

export type FromWorker =
  | { readonly type: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'storageCall'; readonly id: number; readonly name: StorageCall | TransportCall; readonly args: readonly unknown[] }
  | { readonly type: 'read'; readonly key: string; readonly value: unknown; readonly error: Failure | null }
  /** A part of a long list, which is there with its last part. Its order is that of the parts. */
  | { readonly type: 'listPart'; readonly key: string; readonly values: readonly NoteSummary[]; readonly first: boolean; readonly last: boolean }
  /** What is new in such a list or in the place of what had its id, and the ids of what is there no more. */
  | { readonly type: 'listChanged'; readonly key: string; readonly values: readonly NoteSummary[]; readonly gone: readonly string[] }
  /** What came from another device for a note that is open in an editor, as one Yjs update. */
  | { readonly type: 'arrived'; readonly noteId: string; readonly update: Uint8Array };

/** The name under which a read is subscribed: equal reads have equal keys. */
export const readKey = ({ name, ...rest }: VaultRead): string => [name, ...Object.values(rest)].join('/');

/** One end of the message channel: a Worker in the app, a MessagePort in tests. */
export interface VaultPort {
  post(message: unknown): void;
  /** `onFailure` is called when the other end can no longer answer. */
  listen(onMessage: (message: unknown) => void, onFailure: () => void): void;
  terminate(): void;
}

/** The name of a worker that serves the vault that is only played with. */
export const practiceWorkerName = 'practice';
