import type { DeviceEntry } from '../../shared/contracts/syncApi.ts';
import type { PairingAsk, PairingRequest, PairingResult } from '../../shared/contracts/pairingApi.ts';
import type { KeptSheet, RecoveryBox, RecoveryBoxRequest, RecoveryEnter, RecoveryEntered, SheetPut } from '../../shared/contracts/sheetApi.ts';
import type { SecretariatState } from '../../shared/contracts/secretariatState.ts';
import { fail, type Result } from '../../shared/errors/result.ts';
import type { PieceTransport } from './files/filePorts.ts';
import type { SyncTransport } from './sync/syncPorts.ts';

/** The main process as the worker's way to the Secretariat. Only sealed bytes, public keys and what proves them pass here. */
export interface VaultTransport extends SyncTransport, PieceTransport {
  syncDevices(): Promise<Result<readonly DeviceEntry[]>>;
  pairingOpen(place: { readonly pairingId: string; readonly pickupHash: string }): Promise<Result<{ readonly expiresAt: string; readonly address: string }>>;
  pairingLook(pairingId: string): Promise<Result<PairingRequest | null>>;
  pairingAccept(entry: { readonly pairingId: string; readonly sealed: string }): Promise<Result<{ readonly deviceId: string }>>;
  pairingAsk(asked: PairingAsk & { readonly address: string }): Promise<Result<null>>;
  pairingResult(place: { readonly address: string; readonly pairingId: string; readonly pickup: string }): Promise<Result<PairingResult>>;
  sheetPut(sheet: SheetPut): Promise<Result<null>>;
  sheetRemove(sheetId: string): Promise<Result<null>>;
  sheetLook(): Promise<Result<KeptSheet | null>>;
  recoveryChallenge(place: { readonly address: string; readonly sheetId: string }): Promise<Result<{ readonly serverId: string; readonly challenge: string }>>;
  recoveryBox(asked: RecoveryBoxRequest & { readonly address: string }): Promise<Result<RecoveryBox>>;
  recoveryEnter(entry: RecoveryEnter & { readonly address: string }): Promise<Result<RecoveryEntered>>;
  pairingJoin(entry: { readonly address: string; readonly accountId: string; readonly deviceId: string }): Promise<Result<SecretariatState>>;
}

export const transportCalls = [
  'syncMember', 'syncChallenge', 'syncSession', 'syncPush', 'syncPull', 'syncCompact', 'syncRevoke', 'syncDevices',
  'pieceRules', 'piecesThere', 'pieceSend', 'pieceFetch', 'piecesRemove',
  'pairingOpen', 'pairingLook', 'pairingAccept', 'pairingAsk', 'pairingResult', 'pairingJoin',
  'sheetPut', 'sheetRemove', 'sheetLook', 'recoveryChallenge', 'recoveryBox', 'recoveryEnter',
] as const;
export type TransportCall = (typeof transportCalls)[number];

/** Where there is no Secretariat at all, as in most tests. */
export const noTransport = Object.fromEntries(transportCalls.map((name) => [name, () => Promise.resolve(fail('sync.notJoined', 'never'))])) as unknown as VaultTransport;
