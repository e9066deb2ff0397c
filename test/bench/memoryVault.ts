import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { isUpdate } from '../../renderer/vault/engine/foreignUpdate.ts';
import { concatBytes } from '../../shared/crypto/byteFields.ts';
import { envelopeKeys } from '../../shared/crypto/envelope.ts';
import type { RecordSealing } from '../../shared/crypto/sealedRecord.ts';
import type { Sodium } from '../../shared/crypto/sodium.ts';
import { fail, ok } from '../../shared/errors/result.ts';
import type { DeviceSigning, SyncVault } from '../../renderer/vault/sync/syncPorts.ts';

/** A vault that forgets everything when the program ends: what the engine needs and no disk. */
export interface MemoryVault {
  readonly port: SyncVault;
  readonly keys: DeviceSigning;
  readonly documents: Map<string, Uint8Array>;
  /** Called when documents of another device were kept. */
  onReceived: (() => void) | null;
  readonly sealing: RecordSealing;
  write(key: string, update: Uint8Array): void;
}

const readsInARow = 50;

/** `like`: a vault whose keys this one shares. */
export function memoryVault(sodium: Sodium, like: MemoryVault | null): MemoryVault {
  const sign = sodium.crypto_sign_keypair('hex');
  const box = sodium.crypto_box_keypair('hex');
  const keys: DeviceSigning = { signKey: sign.publicKey, signSecret: sign.privateKey, boxKey: box.publicKey, boxSecret: box.privateKey };
  const personal = '0a'.repeat(16);
  const sealing: RecordSealing = like?.sealing ?? { vaultId: sodium.randombytes_buf(16), indexKey: sodium.randombytes_buf(32), compartment: sodium.from_hex(personal), epoch: 1, keys: envelopeKeys(sodium, sodium.randombytes_buf(32)) };
  const documents = new Map<string, Uint8Array>();
  const waiting = new Set<string>();
  const local = new Map<string, Uint8Array>();
  let reads = 0;
  const keyed = (compartment: string) => (compartment === personal ? ok(sealing) : fail('vault.compartmentUnknown', 'never'));
  const port: SyncVault = {
    sodium,
    vaultId: sealing.vaultId,
    personal,
    sealing: keyed,
    current: keyed,
    signing: () => Promise.resolve(ok(keys)),
    local: (position) => Promise.resolve(local.get(position) ?? null),
    put: (position, ...body) => ({ op: 'put', id: position, bucket: '', blob: concatBytes(...body) }),
    remove: (position) => ({ op: 'delete', id: position }),
    outbox: () => Promise.resolve([...waiting]),
    outgoing: async (key) => {
      const update = documents.get(key);
      // A database lets the event loop turn, so that what is under way goes on; so does this.
      if ((reads += 1) % readsInARow === 0) await turnOfLoop();
      return update === undefined ? null : { key, compartment: personal, update, changedAt: '2026-11-21T00:00:00.000Z', state: new Uint8Array(12), clock: 1 };
    },
    everyKey: () => Promise.resolve([...documents.keys()]),
    offerMissing: () => Promise.resolve(ok(null)),
    isWhole: () => true,
    weigh: () => Promise.resolve([...documents.values()].reduce((sum, update) => sum + update.byteLength, 0)),
    offerAll: () => {
      for (const key of documents.keys()) waiting.add(key);
      return Promise.resolve(ok(null));
    },
    commit: ({ entries, received, sent }) => {
      for (const entry of entries) {
        if (entry.op === 'put') local.set(entry.id, entry.blob);
        else local.delete(entry.id);
      }
      for (const { key, update } of received) documents.set(key, update);
      for (const { key } of sent) waiting.delete(key);
      if (received.length > 0) vault.onReceived?.();
      return Promise.resolve(ok(null));
    },
    accepts: (_key, update) => isUpdate(update),
    keys: () => [],
    addKeys: () => Promise.resolve(ok(null)),
    rotations: () => [],
    newRotation: () => [65_536, ''],
    addRotations: () => Promise.resolve(ok(null)),
  };
  const vault: MemoryVault = {
    port, keys, documents, sealing,
    onReceived: null,
    write: (key, update) => {
      documents.set(key, update);
      waiting.add(key);
    },
  };
  return vault;
}
