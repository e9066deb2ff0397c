import { useCallback, useSyncExternalStore } from 'react';
import type { ReadSnapshot, VaultRead, VaultReadValue } from '../../shared/domain/vault/vaultReads.ts';
import { flushOnLeave } from '../vault/flushOnLeave.ts';
import { spawnVaultWorker } from '../vault/spawnVaultWorker.ts';
import { createVaultClient, type VaultClient } from '../vault/vaultClient.ts';
import { bridge } from './bridge.ts';
import { inPractice } from './practice.ts';

/** The one vault of this window. Only sealed bytes pass from its worker to the main process. */
export const vault: VaultClient = createVaultClient({
  spawnWorker: () => spawnVaultWorker(inPractice),
  storage: {
    readSlots: () => bridge.call('vault.readSlots'),
    writeSlots: (file) => bridge.call('vault.writeSlots', file),
    journalAppend: (batch) => bridge.call('vault.journalAppend', batch),
    journalState: () => bridge.call('vault.journalState'),
    journalRead: (cursor) => bridge.call('vault.journalRead', cursor),
    chunkPut: (name, sealed) => bridge.call('vault.chunkPut', name, sealed),
    chunkGet: (name, copy) => bridge.call('vault.chunkGet', name, copy),
    chunksRemove: (names) => bridge.call('vault.chunksRemove', [...names]),
    chunkNames: () => bridge.call('vault.chunkNames'),
    chunkState: () => bridge.call('vault.chunkState'),
    fileBegin: (fileName, ending) => bridge.call('files.begin', fileName, ending),
    fileWrite: (token, bytes) => bridge.call('files.write', token, bytes),
    fileEnd: (token, whole) => bridge.call('files.end', token, whole),
    deviceKeyState: () => bridge.call('vault.deviceKeyState'),
    deviceKeyRead: (name) => bridge.call('vault.deviceKeyRead', name),
    deviceKeyWrite: (name, key) => bridge.call('vault.deviceKeyWrite', name, key),
    travelWrite: () => bridge.call('vault.travelWrite'),
    travelOpen: () => bridge.call('vault.travelOpen'),
    travelRead: (page) => bridge.call('vault.travelRead', page),
    travelFiles: (compartments) => bridge.call('vault.travelFiles', [...compartments]),
    travelScrub: (compartments) => bridge.call('vault.travelScrub', [...compartments]),
  },
  transport: {
    syncMember: () => bridge.call('secretariat.sync.member'),
    syncChallenge: () => bridge.call('secretariat.sync.challenge'),
    syncSession: (challenge, signature) => bridge.call('secretariat.sync.session', challenge, signature),
    syncPush: (batch) => bridge.call('secretariat.sync.push', batch),
    syncPull: (after, own, applied) => bridge.call('secretariat.sync.pull', after, own, applied),
    syncCompact: (request) => bridge.call('secretariat.sync.compact', request),
    syncRevoke: (deviceId) => bridge.call('secretariat.sync.revoke', deviceId),
    syncDevices: () => bridge.call('secretariat.sync.devices'),
    pieceRules: () => bridge.call('secretariat.pieces.rules'),
    piecesThere: (names) => bridge.call('secretariat.pieces.have', [...names]),
    pieceSend: (name, sealed, asked) => bridge.call('secretariat.pieces.send', name, sealed, asked),
    pieceFetch: (name, asked) => bridge.call('secretariat.pieces.fetch', name, asked),
    piecesRemove: (names) => bridge.call('secretariat.pieces.remove', [...names]),
    pairingOpen: (place) => bridge.call('secretariat.pairing.open', place),
    pairingLook: (pairingId) => bridge.call('secretariat.pairing.look', pairingId),
    pairingAccept: (entry) => bridge.call('secretariat.pairing.accept', entry),
    pairingAsk: (asked) => bridge.call('secretariat.pairing.ask', asked),
    pairingResult: (place) => bridge.call('secretariat.pairing.result', place),
    sheetPut: (sheet) => bridge.call('secretariat.sheet.put', sheet),
    sheetRemove: (sheetId) => bridge.call('secretariat.sheet.remove', sheetId),
    sheetLook: () => bridge.call('secretariat.sheet.look'),
    recoveryChallenge: (place) => bridge.call('secretariat.recovery.challenge', place),
    recoveryBox: (asked) => bridge.call('secretariat.recovery.box', asked),
    recoveryEnter: (entry) => bridge.call('secretariat.recovery.enter', entry),
    pairingJoin: (entry) => bridge.call('secretariat.pairing.join', entry),
  },
});
flushOnLeave(vault, window);
/** Whoever leaves the window may close the lid next; and whatever the server or the network has to say may mean something to fetch. */
const nudge = (): void => {
  if (vault.status() === 'open') void vault.exchange.nudge();
};
for (const event of ['blur', 'online'] as const) window.addEventListener(event, nudge);
bridge.on('secretariat.news', nudge);
bridge.on('secretariat.changed', ({ joined }) => joined === null && nudge());

export const useVaultStatus = () => useSyncExternalStore(vault.subscribeStatus, vault.status);

/** A live read of the vault: what it gives follows every change, from this window or from a sync. */
export function useVault<R extends VaultRead>(read: R): ReadSnapshot<VaultReadValue<R>> {
  const key = JSON.stringify(read);
  const subscribe = useCallback((listener: () => void) => vault.subscribe(JSON.parse(key) as R, listener), [key]);
  const snapshot = useCallback(() => vault.getSnapshot(JSON.parse(key) as R), [key]);
  return useSyncExternalStore(subscribe, snapshot);
}

/** The value of a read once it is there, else undefined. For screens that can wait without saying so. */
export function useVaultValue<R extends VaultRead>(read: R): VaultReadValue<R> | undefined {
  const snapshot = useVault(read);
  return snapshot.state === 'ready' ? snapshot.value : undefined;
}
