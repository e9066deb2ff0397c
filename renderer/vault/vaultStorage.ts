import type { JournalBatch, JournalPage, JournalState } from '../../shared/contracts/vaultStorage.ts';
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
}

export const storageCalls = ['readSlots', 'writeSlots', 'journalAppend', 'journalState', 'journalRead'] as const;
export type StorageCall = (typeof storageCalls)[number];
