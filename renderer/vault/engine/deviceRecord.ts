import * as v from 'valibot';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import type { DeviceIdentity } from '../../../shared/domain/vault/deviceIdentity.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';

/**
 * What belongs to this device alone and is never carried to another: the name under which its changes are counted, and the private halves
 * of its keys.
 */
const deviceRecordSchema = v.looseObject({
  deviceId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  identity: v.nullable(v.looseObject({ signKey: v.string(), signSecret: v.string(), boxKey: v.string(), boxSecret: v.string() })),
});
export type DeviceRecord = v.InferOutput<typeof deviceRecordSchema>;

const name = { kind: 'device', parent: 'device', position: 'self' } as const;

export const newDeviceRecord = (sodium: Sodium): DeviceRecord => ({ deviceId: sodium.randombytes_buf(8, 'hex'), identity: null });

export const sealDeviceRecord = (sealer: RecordSealer, compartment: string, record: DeviceRecord): JournalEntry => sealer.seal(compartment, name, sealer.sodium.from_string(JSON.stringify(record)));

/** Answers null where there is none. Fails with `vault.deviceRecordDamaged`. */
export async function loadDeviceRecord(sealer: RecordSealer, opener: RecordOpener, pipeline: SavePipeline): Promise<Result<DeviceRecord | null>> {
  const stored = await pipeline.get(sealer.id(name));
  if (stored === undefined) return ok(null);
  const { opened } = await opener.openAll([stored]);
  const body = opened[0]?.body;
  if (body === undefined) return fail('vault.deviceRecordDamaged', 'never');
  try {
    const parsed = v.safeParse(deviceRecordSchema, JSON.parse(sealer.sodium.to_string(body)));
    return parsed.success ? ok(parsed.output) : fail('vault.deviceRecordDamaged', 'never');
  } catch {
    return fail('vault.deviceRecordDamaged', 'never');
  }
}

/** Adds a fresh pair for signatures and one for sealed boxes. */
export function withIdentity(sodium: Sodium, record: DeviceRecord): DeviceRecord {
  const sign = sodium.crypto_sign_keypair('hex');
  const box = sodium.crypto_box_keypair('hex');
  return { ...record, identity: { signKey: sign.publicKey, signSecret: sign.privateKey, boxKey: box.publicKey, boxSecret: box.privateKey } };
}

export const publicIdentity = (record: DeviceRecord): DeviceIdentity | null => (record.identity === null ? null : { signKey: record.identity.signKey, boxKey: record.identity.boxKey });
