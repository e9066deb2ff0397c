/** Many documents in one record: what fits where, and what happens to a pack of which one document cannot be read. */
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodeDocuments, DocumentPacks, fullPackBytes, type PackedDocument } from '../../../renderer/vault/sync/packedDocuments.ts';
import { PageReader } from '../../../renderer/vault/sync/receivePage.ts';
import { decodePending, encodePending, gatherBatch, largestUpdateBytes } from '../../../renderer/vault/sync/sendBatch.ts';
import type { SyncHeader } from '../../../renderer/vault/sync/syncHeader.ts';
import type { SyncVault } from '../../../renderer/vault/sync/syncPorts.ts';
import { hashIfSigned, noHash, openSyncRecord, sealSyncRecord, syncRecordPlace } from '../../../renderer/vault/sync/syncRecord.ts';
import { freshState, type SyncState } from '../../../renderer/vault/sync/syncState.ts';
import { maxPushBytes, maxRecordBytes } from '../../../shared/contracts/syncApi.ts';
import { decodePush } from '../../../shared/contracts/syncWire.ts';
import { concatBytes } from '../../../shared/crypto/byteFields.ts';
import { ok } from '../../../shared/errors/result.ts';
import { memoryVault, type MemoryVault } from '../../bench/memoryVault.ts';

beforeAll(() => sodium.ready);

const member = { serverId: '01'.repeat(16), accountId: '02'.repeat(16), deviceId: '03'.repeat(16) };
const sender = '04'.repeat(16);
const changedAt = '2026-11-21T08:30:00.000Z';
const updateOf = (title: string): Uint8Array => {
  const doc = new Y.Doc();
  doc.getMap('meta').set('title', title);
  return Y.encodeStateAsUpdate(doc);
};

function packed(documents: readonly PackedDocument[]): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  const packs = new DocumentPacks((_compartment, _header, body) => bodies.push(concatBytes(...body)));
  for (const document of documents) packs.add('one', document);
  packs.closeAll();
  return bodies;
}

/** A page with one record of the other device, at `clock`. */
function page(from: MemoryVault, clock: number, previous: string, header: SyncHeader, body: Uint8Array) {
  const { bytes } = sealSyncRecord(sodium, from.sealing, sodium.from_hex(from.keys.signSecret), { device: sender, clock, segment: '05'.repeat(8), previous }, header, body);
  return { epoch: '06'.repeat(8), last: clock, ownClock: 0, next: clock, records: [{ number: clock, device: sender, clock, bytes }] };
}

function twoVaults() {
  const from = memoryVault(sodium, null);
  const to = memoryVault(sodium, from);
  const state = freshState(to.port, member, { [sender]: { signKey: from.keys.signKey, boxKey: from.keys.boxKey } });
  const reader = (now: SyncState, refused: readonly string[]) => new PageReader({ ...to.port, accepts: (key) => !refused.includes(key) }, to.keys, now, new Set());
  return { from, to, state, reader };
}

it('gives back what was packed, and refuses every cut of it', () => {
  const documents = [{ key: 'note/a', changedAt, update: Uint8Array.of(1, 2, 3) }, { key: 'note/é', changedAt: '', update: new Uint8Array(0) }];
  const [body = new Uint8Array(0), ...more] = packed(documents);
  expect(more).toEqual([]);
  expect(decodeDocuments(body)).toEqual(documents);
  const first = 14 + 6 + 3;
  for (let length = 0; length < body.byteLength; length += 1) expect(decodeDocuments(body.subarray(0, length)) === null || length === first, `${length} bytes`).toBe(true);
});

it('takes the documents of a pack that it can read and holds the record for the others alone', async () => {
  const { from, to, state, reader } = twoVaults();
  const keys = ['note/1', 'note/2', 'note/3', 'note/4'];
  const [body = new Uint8Array(0)] = packed(keys.map((key) => ({ key, changedAt, update: updateOf(key) })));
  const first = await reader(state, ['note/2', 'note/4']).read(page(from, 1, noHash, { type: 'documents' }, body));
  expect(first.received.map(({ key }) => key)).toEqual(['note/1', 'note/3']);
  expect(first.state.held).toEqual([`${sender}:1:chained:1,3`]);
  await to.port.commit({ entries: first.entries, received: first.received, sent: [] });
  const second = await reader(first.state, ['note/4']).readHeld();
  expect(second.received.map(({ key }) => key)).toEqual(['note/2']);
  expect(second.state.held).toEqual([`${sender}:1:chained:3`]);
  await to.port.commit({ entries: second.entries, received: second.received, sent: [] });
  const third = await reader(second.state, []).readHeld();
  expect(third.received.map(({ key }) => key)).toEqual(['note/4']);
  expect([third.state.held, third.troubles]).toEqual([[], []]);
});

it('holds a pack that it cannot take apart', async () => {
  const { from, state, reader } = twoVaults();
  const read = await reader(state, []).read(page(from, 1, noHash, { type: 'documents' }, Uint8Array.of(0, 1, 2)));
  expect([read.received, read.state.held]).toEqual([[], [`${sender}:1:chained`]]);
});

it('reads the records of one document that were written before there were packs', async () => {
  const { from, state, reader } = twoVaults();
  const update = updateOf('old');
  const read = await reader(state, []).read(page(from, 1, noHash, { type: 'document', key: 'note/1', changedAt }, update));
  expect(read.received).toEqual([{ key: 'note/1', number: 1, compartment: from.port.personal, changedAt, update }]);
});

it('does not give up a record that it holds for another one under the same clock that nobody signed', async () => {
  const { from, to, state, reader } = twoVaults();
  const [body = new Uint8Array(0)] = packed([{ key: 'note/1', changedAt, update: updateOf('held') }]);
  const first = await reader(state, ['note/1']).read(page(from, 1, noHash, { type: 'documents' }, body));
  await to.port.commit({ entries: first.entries, received: [], sent: [] });
  const forged = page(from, 1, noHash, { type: 'documents' }, body);
  const newer = await reader(first.state, []).read({ ...forged, records: forged.records.map((record) => ({ ...record, bytes: Uint8Array.of(9, ...record.bytes.subarray(1)) })) });
  await to.port.commit({ entries: newer.entries, received: [], sent: [] });
  expect((await reader(newer.state, []).readHeld()).received.map(({ key }) => key)).toEqual(['note/1']);
});

it('fills batches to the limit of a push and no further, each document once, in packs of its compartment', async () => {
  const vault = memoryVault(sodium, null);
  const sizes = [...Array.from({ length: 900 }, (_, at) => (at * 7919) % 6_000), fullPackBytes - 20, fullPackBytes, maxPushBytes, 3_000_000, largestUpdateBytes, largestUpdateBytes + 1];
  const keys = sizes.map((_, at) => `note/${at}`);
  const compartments = [vault.port.personal, 'ab'.repeat(16), 'cd'.repeat(16)];
  const port: SyncVault = {
    ...vault.port,
    current: (compartment) => ok({ ...vault.sealing, compartment: sodium.from_hex(compartment) }),
    outgoing: (key) => {
      const at = keys.indexOf(key);
      return Promise.resolve({ key, compartment: compartments[at % 3] ?? '', update: new Uint8Array(sizes[at] ?? 0).fill(at), changedAt, state: new Uint8Array(1), clock: 1 });
    },
  };
  let state = freshState(port, member, {});
  const outbox = { keys, taken: 0 };
  const came: string[] = [];
  let previous = noHash;
  const batches: number[] = [];
  for (let gathered = await gatherBatch(port, state, vault.keys, outbox); gathered !== null; gathered = await gatherBatch(port, state, vault.keys, outbox)) {
    state = gathered.state;
    const records = decodePush(gathered.batch.bytes, { maxRecords: 1_000, maxRecordBytes }) ?? [];
    expect(records.length === 1 || gathered.batch.bytes.byteLength <= maxPushBytes).toBe(true);
    if (records.length > 1) batches.push(gathered.batch.bytes.byteLength);
    const before = came.length;
    for (const { clock, bytes } of records) {
      const place = syncRecordPlace(sodium, member.deviceId, clock, bytes);
      if (!place.ok) throw new Error(place.error.code);
      expect(place.value.previous).toBe(previous);
      previous = hashIfSigned(sodium, port.vaultId, vault.keys.signKey, place.value, bytes) ?? expect.fail('not signed by its device');
      const opened = openSyncRecord(sodium, (compartment) => ok({ ...vault.sealing, compartment: sodium.from_hex(compartment) }), place.value, bytes);
      if (!opened.ok) throw new Error(opened.error.code);
      if (opened.value.header.type !== 'documents') continue;
      for (const { key, update } of decodeDocuments(opened.value.body) ?? []) {
        const at = keys.indexOf(key);
        expect([opened.value.compartment, update.byteLength]).toEqual([compartments[at % 3], sizes[at]]);
        came.push(key);
      }
    }
    expect(gathered.batch.documents.map(({ key }) => key).sort()).toEqual(came.slice(before).sort());
  }
  // The one that is too large for any record stays where it is.
  expect(came.sort()).toEqual(keys.slice(0, -1).sort());
  expect(outbox.taken).toBe(keys.length);
  // All but the last of the small ones are filled but for a document's length.
  expect(Math.max(...batches)).toBeGreaterThan(maxPushBytes - 8_000);
});

it('a batch of a great many small changes is read back as it was saved, and not where it was cut', () => {
  const { from } = twoVaults();
  const documents = Array.from({ length: 20_000 }, (_, at) => ({ key: `note/${at}`, clock: at + 1, state: new Uint8Array(at % 5).fill(at) }));
  const saved = from.port.put('pending', ...encodePending(from.port, { bytes: Uint8Array.of(1, 2, 3), lastClock: 7, documents }));
  if (saved.op !== 'put') throw new Error('nothing was saved');
  expect(decodePending(from.port, saved.blob)).toEqual({ bytes: Uint8Array.of(1, 2, 3), lastClock: 7, documents });
  expect(decodePending(from.port, saved.blob.slice(0, -3))).toBe(null);
});
