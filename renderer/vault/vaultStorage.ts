import type { ChunkStoreState, JournalBatch, JournalPage, JournalState, OutFile } from '../../shared/contracts/vaultStorage.ts';
import type { Result } from '../../shared/errors/result.ts';

/**
 * What the main process keeps for the vault. Only ciphertext and wrapped keys pass here. The functions are the `vault.*` calls of the
 * bridge: `{ readSlots: () => bridge.call('vault.readSlots'), journalAppend: (batch) => bridge.call('vault.journalAppend', batch), … }`.
 */
export interface VaultStorage {
  readSlots(): Promise<Result<Uint8Array | null>>;
  writeSlots(file: Uint8Array): Promise<Result<null>>;
  journalAppend(batch: JournalBatch): Promise<Result<JournalState>>;
  journalState(): Promise<Result<JournalState>>;
  journalRead(cursor: string | null): Promise<Result<JournalPage>>;
  chunkPut(name: string, sealed: Uint8Array): Promise<Result<null>>;
  /** `copy`: the one that lies with the backups. */
  chunkGet(name: string, copy: boolean): Promise<Result<Uint8Array | null>>;
  chunksRemove(names: readonly string[]): Promise<Result<null>>;
  chunkNames(): Promise<Result<readonly string[]>>;
  chunkState(): Promise<Result<ChunkStoreState>>;
  fileBegin(fileName: string, ending: string): Promise<Result<OutFile | null>>;
  fileWrite(token: string, bytes: Uint8Array): Promise<Result<null>>;
  fileEnd(token: string, whole: boolean): Promise<Result<null>>;
}

export const storageCalls = ['readSlots', 'writeSlots', 'journalAppend', 'journalState', 'journalRead', 'chunkPut', 'chunkGet', 'chunksRemove', 'chunkNames', 'chunkState', 'fileBegin', 'fileWrite', 'fileEnd'] as const;
export type StorageCall = (typeof storageCalls)[number];
