import { createServer, type Server, type ServerResponse } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishFolder } from '../../../secretariat/publisher/index.ts';
import { openLab, type Lab } from './editionLab.ts';

/** 2 KB/s and a cut every ten seconds, twenty times as fast: the same bytes pass between two cuts. */
const bytesPerMs = 40;
const cutEveryMs = 500;

let lab: Lab;
let server: Server;
let baseUrl: string;
let sentBytes: number;
let cuts: number;
const open = new Set<Socket>();
const partsOf = new Map<string, number>();

/** A link of its own speed for all connections together, which is cut as a whole. */
async function serveSlowly(): Promise<void> {
  const queue: { response: ServerResponse; bytes: Buffer; file: string }[] = [];
  server = createServer((request, response) => {
    const file = decodeURIComponent((request.url ?? '').replace(/^\/repository\//, ''));
    void readFile(path.join(lab.repository, file)).then(
      (bytes) => {
        const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
        response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length - start, ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}) });
        response.flushHeaders();
        queue.push({ response, bytes: bytes.subarray(start), file });
      },
      () => response.writeHead(404).end(),
    );
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  let last = performance.now();
  const pump = setInterval(() => {
    const now = performance.now();
    let budget = Math.floor((now - last) * bytesPerMs);
    last = now;
    for (let turns = queue.length * 40; budget > 0 && turns > 0 && queue.length > 0; turns -= 1) {
      const next = queue.shift();
      if (!next || next.response.destroyed) continue;
      const part = next.bytes.subarray(0, Math.min(64, budget));
      budget -= part.length;
      sentBytes += part.length;
      partsOf.set(next.file, (partsOf.get(next.file) ?? 0) + part.length);
      next.response.write(part);
      if (part.length === next.bytes.length) next.response.end();
      else queue.push({ ...next, bytes: next.bytes.subarray(part.length) });
    }
  }, 2);
  const cut = setInterval(() => {
    cuts += 1;
    queue.length = 0;
    for (const socket of open) socket.destroy();
  }, cutEveryMs);
  server.once('close', () => {
    clearInterval(pump);
    clearInterval(cut);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/repository/`;
}

beforeEach(async () => {
  sentBytes = 0;
  cuts = 0;
  partsOf.clear();
  lab = await openLab();
  await publishFolder({ dataDir: lab.dataDir, folder: path.resolve(import.meta.dirname, '../../../assets/content/en'), clock: () => lab.time });
  await serveSlowly();
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  await lab.close();
});

const limits = { windowMs: 1_000, minBytesPerWindow: 100, retryDelayMs: 25 };
/** Bytes of everything that was asked for, each file once. */
const neededBytes = async (): Promise<number> => (await Promise.all([...partsOf.keys()].map(async (file) => (await stat(path.join(lab.repository, file))).size))).reduce((sum, size) => sum + size, 0);

describe('a link of 2 KB/s that is cut every ten seconds', () => {
  it('brings the whole Manual, and at most five in a hundred bytes twice', { timeout: 120_000 }, async () => {
    const client = await lab.client({ limits });
    expect(await client.refresh({ baseUrl })).toMatchObject({ ok: true, value: { isNew: true } });
    const needed = await neededBytes();
    expect(needed).toBeGreaterThan(100_000);
    expect(cuts).toBeGreaterThan(5);
    expect(sentBytes / needed).toBeLessThan(1.05);
  });

  it('goes on within a file after the app was ended in the middle of it', { timeout: 120_000 }, async () => {
    const storageDir = path.join(lab.folder, 'restarted');
    let restarts = 0;
    for (;;) {
      const client = await lab.client({ limits, storageDir });
      const ending = new AbortController();
      const timer = setTimeout(() => ending.abort(), 700);
      const done = await client.refresh({ baseUrl }, { signal: ending.signal });
      clearTimeout(timer);
      if (done.ok) break;
      expect(done.error.code).toBe('edition.cancelled');
      restarts += 1;
      expect(restarts).toBeLessThan(60);
    }
    expect(restarts).toBeGreaterThan(1);
    const items = [...partsOf].filter(([file]) => file.startsWith('targets/'));
    const sizes = await Promise.all(items.map(async ([file]) => (await stat(path.join(lab.repository, file))).size));
    const sent = items.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(sent / sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1.05);
  });
});
