import type { DeviceKeyName, DeviceKeyState } from '../../shared/contracts/deviceKeys.ts';
import type { TravelFile, TravelPage } from '../../shared/contracts/travel.ts';
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
  /** Secrets of the device (engine/deviceSlots.ts). Absent where there is no key store. */
  readonly deviceKeyState?: () => Promise<Result<DeviceKeyState>>;
  readonly deviceKeyRead?: (name: DeviceKeyName) => Promise<Result<Uint8Array | null>>;
  readonly deviceKeyWrite?: (name: DeviceKeyName, key: Uint8Array | null) => Promise<Result<null>>;
  /** For leaving situations at home (engine/travel.ts). Absent where the main process offers no travel file. */
  readonly travelWrite?: () => Promise<Result<TravelFile>>;
  readonly travelOpen?: () => Promise<Result<TravelFile>>;
  readonly travelRead?: (page: number) => Promise<Result<TravelPage>>;
  /** Compartments, of whose files the pieces are put back. */
  readonly travelFiles?: (compartments: readonly string[]) => Promise<Result<{ readonly missing: number }>>;
  readonly travelScrub?: (compartments: readonly string[]) => Promise<Result<null>>;
}

export const storageCalls = ['readSlots', 'writeSlots', 'journalAppend', 'journalState', 'journalRead', 'chunkPut', 'chunkGet', 'chunksRemove', 'chunkNames', 'chunkState', 'fileBegin', 'fileWrite', 'fileEnd', 'travelWrite', 'travelOpen', 'travelRead', 'travelFiles', 'travelScrub', 'deviceKeyState', 'deviceKeyRead', 'deviceKeyWrite'] as const;
export type StorageCall = (typeof storageCalls)[number];
