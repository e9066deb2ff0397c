/**
 * The exchange by a carried file, for a device without a network: the same sealed and signed records as in the server's log, in a chain of
 * their own that begins and ends with the file. Layout:
 *
 *   "FPCFILE2" | vault id 16 | device 16 | length of the records 4 | records as in a push | pieces of files (files/exchangeBundle.ts)
 *
 * A file holds every document whole, so that it can be taken over by any device of the person, in any order and as often as one likes.
 * What it brings counts as written on the device that takes it over: that one passes it on to the server and to further files.
 */
import { maxRecordBytes } from '../../../shared/contracts/syncApi.ts';
import { bytesHex, decodePush, encodePush, type PushRecord } from '../../../shared/contracts/syncWire.ts';
import { concatBytes, readUint32, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { fail, FailureError, ok, type Result } from '../../../shared/errors/result.ts';
import { PageReader } from './receivePage.ts';
import { DocumentPacks } from './packedDocuments.ts';
import { grantsDue } from './rotation.ts';
import { largestUpdateBytes } from './sendBatch.ts';
import type { SyncHeader } from './syncHeader.ts';
import type { DeviceSigning, OutgoingDocument, ReceivedDocument, SyncVault } from './syncPorts.ts';
import { noHash, sealSyncRecord } from './syncRecord.ts';
import { newSegment, type SyncState } from './syncState.ts';

const magic = new TextEncoder().encode('FPCFILE2');
const idBytes = 16;
const idsEnd = magic.byteLength + 2 * idBytes;
/** What stands before the records. */
export const exchangeHeadBytes = idsEnd + 4;
const maxRecords = 1_000_000;
const firstEpoch = 1;

export type WholeDocument = Pick<OutgoingDocument, 'key' | 'compartment' | 'update' | 'changedAt'>;

/** Seals everything into one file. Documents too large for a record are left out and counted. */
export async function makeExchangeFile(vault: SyncVault, signing: DeviceSigning, state: SyncState, documents: AsyncIterable<WholeDocument>): Promise<Result<{ readonly bytes: Uint8Array; readonly documents: number; readonly leftOut: number }>> {
  const { sodium } = vault;
  const signSecret = sodium.from_hex(signing.signSecret);
  const segment = newSegment(vault);
  const records: PushRecord[] = [];
  let previous = noHash;
  const add = (compartment: string, header: SyncHeader, body: readonly Uint8Array[] = [], epoch: number | null = null): void => {
    const sealing = epoch === null ? vault.current(compartment) : vault.sealing(compartment, epoch);
    if (!sealing.ok) throw new FailureError(sealing.error);
    const clock = records.length + 1;
    const { bytes, hash } = sealSyncRecord(sodium, sealing.value, signSecret, { device: state.deviceId, clock, segment, previous }, header, ...body);
    previous = hash;
    records.push({ clock, bytes });
  };
  const devices = { ...state.roster, [state.deviceId]: { signKey: signing.signKey, boxKey: signing.boxKey } };
  for (const grant of grantsDue(vault, { ...state, grantAgain: true }, devices).grants) add(vault.personal, grant, undefined, firstEpoch);
  add(vault.personal, { type: 'roster', devices, revoked: state.revoked });
  add(vault.personal, { type: 'keys', keys: vault.keys().filter(([compartment]) => compartment !== vault.personal) });
  const packs = new DocumentPacks(add);
  let leftOut = 0;
  let taken = 0;
  for await (const { key, compartment, update, changedAt } of documents) {
    if (update.byteLength > largestUpdateBytes) leftOut += 1;
    else {
      packs.add(compartment, { key, changedAt, update });
      taken += 1;
    }
  }
  packs.closeAll();
  const pushed = encodePush(records);
  return ok({ bytes: concatBytes(magic, vault.vaultId, sodium.from_hex(state.deviceId), uint32Bytes(pushed.byteLength), pushed), documents: taken, leftOut });
}

/** How long the records are, by the head of a file; null where it is none. */
export function exchangeRecordBytes(head: Uint8Array): number | null {
  return head.byteLength < exchangeHeadBytes || magic.some((byte, at) => head[at] !== byte) ? null : readUint32(head, idsEnd);
}

export interface ReadExchangeFile {
  readonly received: readonly ReceivedDocument[];
  readonly roster: SyncState['roster'];
  readonly revoked: SyncState['revoked'];
  /** Records that this program or these keys cannot read yet. They come again with the next file. */
  readonly unread: number;
}

/** Verifies and opens the records of a file; what lies behind them is left alone. Fails with `sync.fileMalformed`, `sync.fileOtherVault`, `sync.fileOwn`, `sync.fileStranger`; then nothing of it is used. */
export async function readExchangeFile(vault: SyncVault, signing: DeviceSigning, state: SyncState, bytes: Uint8Array): Promise<Result<ReadExchangeFile>> {
  const length = exchangeRecordBytes(bytes);
  if (length === null || length === 0 || bytes.byteLength < exchangeHeadBytes + length) return fail('sync.fileMalformed', 'never');
  if (bytesHex(bytes.subarray(magic.byteLength, magic.byteLength + idBytes)) !== bytesHex(vault.vaultId)) return fail('sync.fileOtherVault', 'never');
  const device = bytesHex(bytes.subarray(magic.byteLength + idBytes, idsEnd));
  if (device === state.deviceId) return fail('sync.fileOwn', 'never');
  if (state.roster[device] === undefined || state.revoked[device] !== undefined) return fail('sync.fileStranger', 'never');
  const records = decodePush(bytes.subarray(exchangeHeadBytes, exchangeHeadBytes + length), { maxRecords, maxRecordBytes });
  if (records === null) return fail('sync.fileMalformed', 'never');
  const alone: SyncState = { ...state, heads: {}, held: [], toAsk: [], asked: [], doubts: [], anchors: {}, covered: {}, askedAt: {}, snapshot: null };
  try {
    const page = { epoch: '', last: records.length, ownClock: 0, next: records.length, records: records.map((record, index) => ({ ...record, number: index + 1, device })) };
    const read = await new PageReader(vault, signing, alone, new Set()).read(page, true);
    if (read.troubles.length > 0) return fail('sync.fileMalformed', 'never');
    return ok({ received: read.received, roster: read.state.roster, revoked: read.state.revoked, unread: read.state.held.length });
  } catch (error) {
    // A record that is damaged: in a log it would be fetched again, in a file it stays so.
    if (error instanceof FailureError && error.failure.code === 'secretariat.badAnswer') return fail('sync.fileMalformed', 'never');
    throw error;
  }
}
