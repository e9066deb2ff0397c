/** Files of notes between two devices, with the app's own vaults, the app's own way to the server, and the real server. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeBundle, takeBundle } from '../../../renderer/vault/files/carriedBundle.ts';
import { SyncEngine } from '../../../renderer/vault/sync/syncEngine.ts';
import { chunkBytes } from '../../../shared/crypto/sealedChunk.ts';
import { fail, ok } from '../../../shared/errors/result.ts';
import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import { start, testFolders, type TestFolders } from '../../contract/secretariatFixture.ts';
import { codeOf, valueOf } from '../vaultRig.ts';
import { attached, content, filePair, files, hashOf, isWhole, placesOf, records, settled, vaultOf } from './filePair.ts';
import type { SimDevice } from './simDevice.ts';
import { SimRandom } from './simRandom.ts';

// Two whole vaults and a server take their time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

let folders: TestFolders;
let dataDir: string;
let running: RunningSecretariat;
beforeAll(async () => {
  folders = await testFolders();
  dataDir = await folders.make();
  running = await start(dataDir, undefined, { limits: { sessionsPerMinute: 100_000, syncPerMinute: 100_000, chunkQuotaBytes: 3 * 1024 * 1024 } });
});
afterAll(async () => {
  await running.stop();
  await folders.remove();
});

const pair = () => filePair(running);

it('brings a file of several pieces over, says where it is until then, and asks for nothing once it is there', async () => {
  const { first, second, note } = await pair();
  const bytes = content(chunkBytes + 5_000, 1);
  const id = await attached(first, note, bytes);
  await records(first);
  await records(second);
  expect((await files(second)).fetched).toBe(0);
  expect((await placesOf(second))[id]).toMatchObject({ way: 'fetch', reason: 'elsewhere' });
  expect((await placesOf(first))[id]).toMatchObject({ way: 'send', reason: 'next' });
  expect(await files(first)).toMatchObject({ sent: 2, problem: null });
  expect(await files(second)).toMatchObject({ fetched: 2, problem: null });
  expect(await isWhole(second, note, id, bytes)).toBe(true);
  expect([await placesOf(first), await placesOf(second)]).toEqual([{}, {}]);
  for (const device of [first, second]) {
    const before = device.network.requests;
    await files(device);
    expect(device.network.requests - before, 'requests of a round that finds nothing').toBe(0);
  }
});

it('leaves nothing of a file’s name or content in the database and the log of the server', async () => {
  const { first, second, note } = await pair();
  const secrets = ['kestrelgate', 'Merlindale, seven names'];
  const bytes = new TextEncoder().encode(`${secrets[1] ?? ''} `.repeat(200));
  const id = await attached(first, note, bytes, `${secrets[0] ?? ''}.txt`);
  for (const device of [first, second]) {
    await records(device);
    await files(device);
  }
  expect(await isWhole(second, note, id, bytes)).toBe(true);
  const places = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  expect(places.some((place) => place.includes('secretariat.sqlite'))).toBe(true);
  for (const place of places) {
    const kept = await readFile(place);
    for (const secret of [...secrets, id, hashOf(bytes)]) for (const encoding of ['utf8', 'utf16le'] as const) expect(kept.includes(Buffer.from(secret, encoding)), `${secret} in ${place}`).toBe(false);
  }
});

it('goes on inside a piece where it was cut off', async () => {
  const { first, second, note } = await pair();
  const bytes = content(400_000, 2);
  const id = await attached(first, note, bytes);
  await settled(first);
  await records(second);
  second.network.cutNext = 150_000;
  expect((await files(second)).problem?.code).toBe('secretariat.unreachable');
  expect((await placesOf(second))[id]).toMatchObject({ way: 'fetch', reason: 'network' });
  const before = second.network.receivedBytes;
  expect(await files(second)).toMatchObject({ fetched: 1, problem: null });
  expect(second.network.receivedBytes - before).toBeLessThan(270_000);
  expect(await isWhole(second, note, id, bytes)).toBe(true);
});

it('has a damaged piece at the server sent anew by the device that has it whole, and notices a lost one', async () => {
  const { server, first, second, note } = await pair();
  const bytes = content(20_000, 3);
  const id = await attached(first, note, bytes);
  await settled(first);
  const [name = ''] = await server.pieceNames();
  await server.spoilPiece(name, 'damages a piece', new SimRandom(5));
  await records(second);
  expect((await files(second)).fetched).toBe(0);
  expect((await placesOf(second))[id]?.reason).toBe('damaged');
  await settled(second, first);
  await settled(first, second);
  expect(await isWhole(second, note, id, bytes)).toBe(true);
  expect((await second.ledger()).wanted).toEqual({});
  await server.spoilPiece(name, 'loses a piece', new SimRandom(5));
  await files(first);
  expect(await server.pieceNames()).toEqual([]);
  await files(first, true);
  expect(await server.pieceNames()).toEqual([name]);
});

it('removes a file everywhere once it was taken out of its note, and not at the server before the note says so there', async () => {
  const { server, first, second, note } = await pair();
  const id = await attached(first, note, content(3_000, 4));
  await settled(first, second);
  valueOf((await second.command('removeFile', note, id)) ?? fail('ended', 'never'));
  await files(second);
  expect(await server.pieceNames(), 'the other device does not know yet').toHaveLength(1);
  await settled(second, first);
  expect(await server.pieceNames()).toEqual([]);
  for (const device of [first, second]) expect(await device.pieceNames()).toEqual([]);
});

it('keeps the pieces at the server while one device still has a purged note, and removes them once none has', async () => {
  const { server, first, second, note } = await pair();
  const bytes = content(3_000, 5);
  const id = await attached(first, note, bytes);
  await settled(first);
  await records(second);
  valueOf((await first.command('trashNote', note)) ?? fail('ended', 'never'));
  await settled(first);
  valueOf((await first.command('purgeNote', note)) ?? fail('ended', 'never'));
  await settled(first);
  expect(await first.pieceNames()).toEqual([]);
  await settled(second, first);
  expect(await isWhole(second, note, id, bytes), 'fetched though the device that added it has purged the note').toBe(true);
  valueOf((await second.command('purgeNote', note)) ?? fail('ended', 'never'));
  await settled(second, first);
  expect(await server.pieceNames()).toEqual([]);
  expect((await first.ledger()).gone).toEqual({});
});

it('says that the server has no room, goes on with the notes, and goes on with files once there is room', async () => {
  const { first, second, note } = await pair();
  const small = content(chunkBytes + 200_000, 6);
  const large = content(2 * chunkBytes, 7);
  const largeId = await attached(first, note, large, 'film.bin');
  const smallId = await attached(first, note, small, 'note.bin');
  await settled(first, second);
  expect(await isWhole(second, note, smallId, small)).toBe(true);
  expect((await placesOf(first))[largeId]).toMatchObject({ way: 'send', reason: 'quota' });
  expect((await placesOf(second))[largeId]).toMatchObject({ way: 'fetch' });
  const before = first.network.requests;
  await files(first);
  expect(first.network.requests - before, 'a piece that has no room is not sent again and again').toBe(1);
  valueOf((await first.command('removeFile', note, smallId)) ?? fail('ended', 'never'));
  await settled(first, second);
  expect(await isWhole(second, note, largeId, large)).toBe(true);
});

it('leaves large files until they are asked for, and then also asks the other device', async () => {
  const { first, second, note } = await pair();
  const bytes = content(50_000, 8);
  second.largestBytes = 10_000;
  const id = await attached(first, note, bytes);
  await settled(first, second);
  expect((await placesOf(second))[id]).toMatchObject({ way: 'fetch', reason: 'large' });
  second.askFor(id);
  await files(second);
  expect(await isWhole(second, note, id, bytes)).toBe(true);
});

it('stops where the disk is full and keeps what has come', async () => {
  const { first, second, note } = await pair();
  const bytes = content(chunkBytes + 100, 9);
  const id = await attached(first, note, bytes);
  await settled(first);
  await records(second);
  second.disk.fullAfterPieces = 1;
  expect(await files(second)).toMatchObject({ fetched: 1, problem: null });
  expect((await placesOf(second))[id]).toMatchObject({ reason: 'diskFull' });
  second.disk.fullAfterPieces = null;
  expect((await files(second)).fetched).toBe(1);
  expect(await isWhole(second, note, id, bytes)).toBe(true);
});

it('gives a device that was shut out nothing, and the others go on with pieces sealed under the new key', async () => {
  const { first, second, note } = await pair();
  const known = await attached(second, note, content(1_000, 12));
  await records(second);
  await records(first);
  await files(second);
  expect(await second.revoke(first.member?.deviceId ?? '')).toBe(true);
  await records(second);
  const id = await attached(second, note, content(2_000, 10));
  await settled(second);
  expect((await first.exchangeFiles(true)) ?? null).toMatchObject({ ok: true, value: { problem: { code: 'device.revoked' } } });
  expect((await first.readFile(note, known))?.whole).toBe(false);
  expect(await first.readFile(note, id)).toBe(null);
});

it('carries files in an exchange file: whole, once, and what is cut off says so', async () => {
  const { first, second, note } = await pair();
  const bytes = content(chunkBytes + 77, 11);
  const id = await attached(first, note, bytes);
  const carried = async (device: SimDevice, withFiles: boolean): Promise<Blob> => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const vault = vaultOf(device);
    Object.assign(vault.storage, {
      fileBegin: (name: string) => Promise.resolve(ok({ token: '0'.repeat(32), name })),
      fileWrite: (_: string, part: Uint8Array) => Promise.resolve(ok(void parts.push(new Uint8Array(part)))),
      fileEnd: () => Promise.resolve(ok(null)),
    });
    const made = valueOf(await makeBundle(vault, engineOf(device), { withFiles, fileName: 'a.fpexchange', transferId: vault.newId() }));
    expect(made).toMatchObject({ files: withFiles ? 1 : 0, filesNotHere: 0 });
    return new Blob(parts);
  };
  const take = (device: SimDevice, source: Blob) => takeBundle(vaultOf(device), engineOf(device), source, vaultOf(device).newId());
  const without = await carried(first, false);
  expect(valueOf(await take(second, without))).toMatchObject({ files: 0, short: false });
  expect(await isWhole(second, note, id, bytes)).toBe(false);
  const whole = await carried(first, true);
  expect(whole.size).toBeGreaterThan(without.size + bytes.byteLength);
  expect(valueOf(await take(second, whole.slice(0, whole.size - 40)))).toMatchObject({ files: 0, short: true });
  expect(valueOf(await take(second, whole))).toMatchObject({ changed: 0, files: 1, short: false });
  expect(await isWhole(second, note, id, bytes)).toBe(true);
  expect(valueOf(await take(second, whole))).toMatchObject({ changed: 0, files: 0, short: false });
  expect(codeOf(await take(second, whole.slice(0, 60)))).toBe('sync.fileMalformed');
  const back = await carried(second, true);
  expect(valueOf(await take(first, back))).toMatchObject({ files: 0, short: false });
});

it('neither fetches files of a situation that was left at home nor lets the server drop them', async () => {
  const { server, first, second, note } = await pair();
  const before = await attached(first, note, content(2_000, 13), 'before.bin');
  await settled(first, second);
  const vault = vaultOf(second);
  const compartment = (await vault.exchangedFiles.files())[0]?.compartment ?? '';
  valueOf(await vault.keyring.leave([{ compartment, generation: 1, records: 1, leftAt: second.now(), swept: false }]));
  await vault.travel.sweep();
  await second.restart();
  const after = await attached(first, note, content(2_000, 14), 'after.bin');
  await settled(first, second);
  expect(await vaultOf(second).exchangedFiles.files()).toEqual([]);
  expect(await placesOf(second)).toEqual({});
  expect(await second.pieceNames(), 'nothing was fetched').not.toContain(vaultOf(first).exchangedFiles.names({ id: after, bytes: 2_000 })[0]);
  valueOf((await first.command('trashNote', note)) ?? fail('ended', 'never'));
  valueOf((await first.command('purgeNote', note)) ?? fail('ended', 'never'));
  await settled(first, second);
  expect(await server.pieceNames(), 'the device that left it at home may still need them').toHaveLength(2);
  expect(Object.keys((await first.ledger()).gone)).toHaveLength(2);
  expect(before).not.toBe(after);
});

function engineOf(device: SimDevice): SyncEngine {
  const nowhere = { syncMember: () => Promise.resolve(ok(null)) } as unknown as ConstructorParameters<typeof SyncEngine>[0]['transport'];
  return new SyncEngine({ vault: vaultOf(device).exchanged, transport: nowhere, now: device.now });
}
