/** What the engine is handed: the vault to exchange for, and a way to the server. Neither knows the other. */
import type { ExchangeMember } from '../../../shared/contracts/exchangeCalls.ts';
import type { AppliedMark, CompactAnswer, CompactRequest, DeviceEntry, PushAnswer } from '../../../shared/contracts/syncApi.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { RecordSealing } from '../../../shared/crypto/sealedRecord.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import type { Result } from '../../../shared/errors/result.ts';
import type { CompartmentKeys, Rotations } from './syncHeader.ts';

/** Who this device is to the server. */
export type SyncMember = ExchangeMember;

/** Calls to the Secretariat. They fail with `secretariat.*` codes, with `session.refused` where a session must be opened, or as the server refuses. */
export interface SyncTransport {
  /** Who this device is to the server; null where it has joined none. */
  syncMember(): Promise<Result<SyncMember | null>>;
  syncChallenge(): Promise<Result<string>>;
  /** Opens a session with a signed challenge; the token stays with the transport. */
  syncSession(challenge: string, signature: string): Promise<Result<null>>;
  syncPush(batch: Uint8Array): Promise<Result<PushAnswer>>;
  /** `applied`: what is saved here, where this device says so. */
  syncPull(after: number, own: boolean, applied: AppliedMark | null): Promise<Result<Uint8Array>>;
  /** Has the server drop what a snapshot covers. Fails with `sync.notCovered` where the log holds more than the snapshot knows of. */
  syncCompact(request: CompactRequest): Promise<Result<CompactAnswer>>;
  /** Shuts a device of this account out, at once and for good. */
  syncRevoke(deviceId: string): Promise<Result<readonly DeviceEntry[]>>;
}

/** This device's own keys, hexadecimal. */
export interface DeviceSigning {
  readonly signKey: string;
  readonly signSecret: string;
  readonly boxKey: string;
  readonly boxSecret: string;
}

export interface OutgoingDocument {
  readonly key: string;
  readonly compartment: string;
  readonly update: Uint8Array;
  readonly changedAt: string;
  readonly state: Uint8Array;
  readonly clock: number;
}

export interface ReceivedDocument {
  readonly key: string;
  readonly compartment: string;
  readonly update: Uint8Array;
  readonly changedAt: string;
  /** Where it stands in the server's log; absent for what came otherwise. */
  readonly number?: number;
}

/** What one step saves in the vault: all of it or nothing. */
export interface VaultStep {
  readonly entries: readonly JournalEntry[];
  readonly received: readonly ReceivedDocument[];
  readonly sent: readonly (Pick<OutgoingDocument, 'key' | 'state' | 'clock'> & { readonly through?: number })[];
}

export interface SyncVault {
  readonly sodium: Sodium;
  readonly vaultId: Uint8Array;
  readonly personal: string;
  sealing(compartment: string, epoch: number): Result<RecordSealing>;
  current(compartment: string): Result<RecordSealing>;
  signing(): Promise<Result<DeviceSigning>>;
  /** A sealed record of the exchange's own, by name. */
  local(position: string): Promise<Uint8Array | null>;
  /** `body`: its parts are joined. */
  put(position: string, ...body: readonly Uint8Array[]): JournalEntry;
  remove(position: string): JournalEntry;
  /** Keys of the documents that have something to send. */
  outbox(): Promise<readonly string[]>;
  outgoing(key: string): Promise<OutgoingDocument | null>;
  /** Keys of all documents. Opens every record, so it is not for every day. */
  everyKey(): Promise<readonly string[]>;
  /** Marks every document as never sent. */
  offerAll(): Promise<Result<unknown>>;
  /** Marks every document as never sent whose `documentMark` is not among these; what lies in the bin is let be. */
  offerMissing(marks: ReadonlySet<string>): Promise<Result<unknown>>;
  commit(step: VaultStep): Promise<Result<unknown>>;
  /** Whether this program can take the document and the update in. */
  accepts(key: string, update: Uint8Array): boolean;
  keys(): CompartmentKeys;
  addKeys(keys: CompartmentKeys): Promise<Result<unknown>>;
  rotations(): Rotations;
  /** A further one, not kept yet. */
  newRotation(): Rotations[number];
  addRotations(rotations: Rotations): Promise<Result<unknown>>;
  /** Whether everything that was ever here still is: nothing was left at home, and no document was found damaged. */
  isWhole(): boolean;
  /** Bytes of all documents, each whole. Reads one after the other, and stops where there are `enough` bytes. */
  weigh(enough: number): Promise<number>;
}
