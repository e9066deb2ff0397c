/** What the exchange of files is handed: the vault's files and a way to the server. Neither knows the other. */
import type { PieceRules } from '../../../shared/contracts/pieceCalls.ts';
import type { Result } from '../../../shared/errors/result.ts';
import type { RunningTransfer } from '../engine/transfers.ts';
import type { FileLedger, LedgerChange } from './fileLedger.ts';

/** Calls to the server. They fail with `secretariat.*` codes and as the server refuses: docs/protocol.md, "Pieces of attachments". */
export interface PieceTransport {
  pieceRules(): Promise<Result<PieceRules>>;
  /** Those of up to 400 names that the server has whole. */
  piecesThere(names: readonly string[]): Promise<Result<readonly string[]>>;
  pieceSend(name: string, sealed: Uint8Array, asked: boolean): Promise<Result<null>>;
  pieceFetch(name: string, asked: boolean): Promise<Result<Uint8Array>>;
  piecesRemove(names: readonly string[]): Promise<Result<null>>;
}

/** A file as the list of its note names it. */
export interface NamedFile {
  readonly id: string;
  readonly noteId: string;
  readonly situationId: string;
  readonly compartment: string;
  readonly bytes: number;
}

/** Kept of each file that this device has to do with, so that what becomes of it is noticed. `at`: where all of it was last seen; null before. */
export interface FileMemory {
  readonly noteId: string;
  readonly compartment: string;
  readonly bytes: number;
  readonly at: string | null;
}

/** `key`: it can be opened once a key has come. `damaged`: it opens with none, or is not what its note says. */
export type PieceState = 'whole' | 'key' | 'damaged';

export interface FileVault {
  /** Every file that a note names, also of notes in the bin. Nothing of what was left at home is among them. */
  files(): Promise<readonly NamedFile[]>;
  memory(): Promise<ReadonlyMap<string, FileMemory>>;
  /** Remembers files that are not remembered yet. */
  notice(files: readonly Omit<NamedFile, 'situationId'>[]): Promise<Result<unknown>>;
  /** null forgets a file. */
  remember(changes: ReadonlyMap<string, FileMemory | null>): Promise<Result<unknown>>;
  /** What became of a file that no list names: its note names it all the same, or does not any more, or is gone, or cannot be read now. */
  fateOf(noteId: string, fileId: string): Promise<'named' | 'dropped' | 'purged' | 'unreadable'>;
  /** Whether a change of the note has not crossed yet. */
  isUnsent(noteId: string): Promise<boolean>;
  /** Names of a file's pieces, in order. */
  names(file: Pick<NamedFile, 'id' | 'bytes'>): readonly string[];
  /** Names of all pieces on this device. */
  here(): Promise<Result<ReadonlySet<string>>>;
  /** A piece as it lies here, or beside the backups; null where none opens. */
  piece(file: NamedFile, index: number): Promise<Uint8Array | null>;
  look(file: NamedFile, index: number, sealed: Uint8Array): PieceState;
  keep(name: string, sealed: Uint8Array): Promise<Result<unknown>>;
  drop(file: Pick<NamedFile, 'id' | 'bytes'>): Promise<Result<unknown>>;
  /** Whether so many more bytes have room in this vault. */
  hasRoom(bytes: number): Promise<boolean>;
  ledger(): Promise<FileLedger>;
  write(change: LedgerChange): Promise<Result<unknown>>;
  /** Whether the keys of a compartment are here: where they are not, nothing is known of its files. */
  knows(compartment: string): boolean;
  /** Makes work visible and stoppable. */
  transfer<T>(kind: 'send' | 'fetch', file: NamedFile, work: (transfer: RunningTransfer) => Promise<T>): Promise<T>;
}

/** How this device stands with the server; null before its first exchange. */
export interface FileStanding {
  /** Changes whenever everything is offered anew, and with another server. */
  readonly at: string;
  readonly deviceId: string;
  /** All devices that are to have what this one has, itself among them. */
  readonly devices: readonly string[];
  /** Whether records wait that cannot be read yet: then what is missing here says little. */
  readonly holdsBack: boolean;
}
