/** Pieces of attachments at the server: kept whole or not at all, handed out by range, within a quota, copied with a backup. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { copyDatabase } from '../../secretariat/server/database/copyDatabase.ts';
import { openDatabase } from '../../secretariat/server/database/openDatabase.ts';
import { maxChunkBytes } from '../../shared/contracts/chunksApi.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { openStream } from './openStream.ts';
import { joined, json, push, record, sibling, type SyncDevice } from './syncFixture.ts';

const name = (): string => randomBytes(16).toString('hex');
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

await onEachDatabase('pieces of attachments', (server) => {
  const put = async (device: SyncDevice, id: string, bytes: Uint8Array, hash = hashOf(bytes)) => {
    const response = await fetch(`${server.running.listening}/v1/chunks?id=${id}&hash=${hash}`, { method: 'POST', headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/octet-stream' }, body: Buffer.from(bytes) });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const get = (device: SyncDevice, id: string, range?: string) => fetch(`${server.running.listening}/v1/chunks?id=${id}`, { headers: { authorization: `Bearer ${device.token}`, ...(range === undefined ? {} : { range }) } });
  const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

  it('come back as they went, whole and by range, up to the largest', async () => {
    const device = await joined(server.running, await server.invite());
    const [id, bytes] = [name(), randomBytes(maxChunkBytes)];
    expect(await put(device, id, bytes)).toEqual({ status: 200, body: { status: 'ok' } });
    expect((await bytesOf(await get(device, id))).equals(bytes)).toBe(true);
    const part = await get(device, id, 'bytes=1000000-');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000000-${maxChunkBytes - 1}/${maxChunkBytes}`]);
    expect((await bytesOf(part)).equals(bytes.subarray(1_000_000))).toBe(true);
    expect((await get(device, id, `bytes=${maxChunkBytes}-`)).status).toBe(416);
    expect((await put(device, name(), randomBytes(maxChunkBytes + 1))).status).toBe(413);
  });

  it('are refused when damaged or when another is there, and the same again changes nothing', async () => {
    const device = await joined(server.running, await server.invite());
    const [id, bytes] = [name(), randomBytes(5_000)];
    expect(await put(device, id, bytes, hashOf(randomBytes(5)))).toMatchObject({ status: 400, body: { code: 'chunk.damaged' } });
    expect((await get(device, id)).status).toBe(404);
    const twice = await Promise.all([put(device, id, bytes), put(device, id, bytes)]);
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    expect(await put(device, id, randomBytes(5_000))).toMatchObject({ status: 409, body: { code: 'chunk.conflict' } });
    expect(Number((await server.running.db.selectFrom('accounts').select('chunk_bytes').executeTakeFirstOrThrow()).chunk_bytes)).toBe(5_000);
  });

  it('belong to their account, are asked for by name, and make room when they are removed', async () => {
    await server.restart({ limits: { chunkQuotaBytes: 12_000 } });
    const [mine, other] = [await joined(server.running, await server.invite()), await joined(server.running, await server.invite())];
    const ids = [name(), name(), name()].sort();
    for (const id of ids.slice(0, 2)) expect((await put(mine, id, randomBytes(5_000))).status).toBe(200);
    expect(await put(mine, ids[2] ?? '', randomBytes(5_000))).toMatchObject({ status: 413, body: { code: 'chunk.quota' } });
    expect((await json(server.running, '/v1/chunks/have', { ids }, mine.token)).body).toEqual({ ids: ids.slice(0, 2) });
    expect((await json(server.running, '/v1/chunks/have', { ids }, other.token)).body).toEqual({ ids: [] });
    expect((await get(other, ids[0] ?? '')).status).toBe(404);
    expect((await json(server.running, '/v1/chunks/remove', { ids }, other.token)).status).toBe(200);
    expect((await get(mine, ids[0] ?? '')).status).toBe(200);
    expect((await json(server.running, '/v1/chunks/remove', { ids: [ids[0]] }, mine.token)).status).toBe(200);
    expect((await get(mine, ids[0] ?? '')).status).toBe(404);
    expect((await put(mine, ids[2] ?? '', randomBytes(5_000))).status).toBe(200);
  });

  it('are told to the other devices of the account once they are kept, and to nobody when they are refused', async () => {
    const first = await joined(server.running, await server.invite());
    const stream = await openStream(server.running.listening, { authorization: `Bearer ${(await sibling(server.running, first)).token}` });
    await stream.next();
    const bytes = randomBytes(500);
    expect((await put(first, name(), bytes, hashOf(randomBytes(5)))).status).toBe(400);
    await push(server.running, first, [record(1, 'a')]);
    expect(await stream.next()).toEqual({ event: 'new', data: '{}' });
    expect((await put(first, name(), bytes)).status).toBe(200);
    expect(await stream.next()).toEqual({ event: 'new', data: '{}' });
    stream.close();
  });

  it('go along in a backup', async () => {
    const device = await joined(server.running, await server.invite());
    const pieces = Array.from({ length: 45 }, () => ({ id: name(), bytes: randomBytes(300) }));
    for (const { id, bytes } of pieces) await put(device, id, bytes);
    const folder = await mkdtemp(path.join(tmpdir(), 'fpc-chunks-'));
    const copy = await openDatabase({ kind: 'sqlite', file: path.join(folder, 'copy.sqlite') });
    await copyDatabase(server.running.db, copy);
    const rows = await copy.selectFrom('chunks').select(['id', 'bytes']).execute();
    expect(new Map(rows.map((row) => [row.id, Buffer.from(row.bytes).toString('hex')]))).toEqual(new Map(pieces.map(({ id, bytes }) => [id, bytes.toString('hex')])));
    await copy.destroy();
    await rm(folder, { recursive: true });
  });
});
