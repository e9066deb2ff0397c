/** The Secretariat's server under load: appends against bare SQLite in one process, and what idle event streams cost. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sodium from 'libsodium-wrappers-sumo';
import { openDatabase, type Database } from '../../secretariat/server/database/openDatabase.ts';
import { appendRecords } from '../../secretariat/server/sync/recordLog.ts';
import type { Caller } from '../../secretariat/server/sync/sessions.ts';
import { encodePush, type PushRecord } from '../../shared/contracts/syncWire.ts';
import { startBenchServer, type BenchServer } from './benchServer.ts';
import { bareAppend, exchanged, party } from './exchangeParty.ts';
import { memoryVault } from './memoryVault.ts';
import { ratio, timed, timing, type Row, type Timing } from './samples.ts';

const root = path.resolve(import.meta.dirname, '../..');
const recordBytes = 600;
const batches = 60;
const perBatch = 50;
const runs = 5;
const wantedStreams = 5_000;
/** Files that a process needs beside its streams. */
const otherFiles = 300;

const perSecond = (of: Timing): string => `${Math.round((batches * perBatch * 1_000) / of.median).toLocaleString('en')} per second`;

/** The least that a durable append costs: one transaction for each batch, and nothing else. */
function bareSqlite(folder: string, run: number): Promise<number> {
  const db = new DatabaseSync(path.join(folder, `bare-${run}.sqlite`));
  db.exec('pragma journal_mode = wal; pragma synchronous = full; create table records (account text, seq integer, device text, clock integer, hash text, length integer, bytes blob, primary key (account, seq), unique (account, device, clock))');
  const insert = db.prepare('insert into records values (?, ?, ?, ?, ?, ?, ?)');
  let seq = 0;
  const all = batchesOf(0);
  const taken = timed(() => {
    for (const records of all) {
      db.exec('begin immediate');
      for (const { bytes } of records) {
        seq += 1;
        insert.run('a', seq, 'd', seq, createHash('sha256').update(bytes).digest('hex'), bytes.length, bytes);
      }
      db.exec('commit');
    }
  });
  return taken.finally(() => db.close());
}

/** What one push after the other brings, with clocks from `clock` on. */
function batchesOf(clock: number): PushRecord[][] {
  let at = clock;
  return Array.from({ length: batches }, () => Array.from({ length: perBatch }, () => ({ clock: (at += 1), bytes: randomBytes(recordBytes) })));
}

/** The same records by the server's own code, in this process: without HTTP, with its checks. */
async function inProcess(db: Database, caller: Caller, run: number): Promise<number> {
  const all = batchesOf(run * batches * perBatch);
  return timed(async () => {
    for (const records of all) {
      const outcome = await appendRecords(db, caller, records, 1e12);
      if (!outcome.accepted) throw new Error(outcome.code);
    }
  });
}

/** The same through the whole server in a process of its own: HTTP over loopback, session, limits. */
async function throughServer(server: BenchServer, token: string, run: number): Promise<number> {
  const all = batchesOf((run + 1) * batches * perBatch).map((records) => encodePush(records));
  return timed(() => bareAppend(server, token, all));
}

async function appendRows(folder: string): Promise<Row[]> {
  await sodium.ready;
  const server = await startBenchServer();
  const db = await openDatabase({ kind: 'sqlite', file: path.join(folder, 'log.sqlite') });
  try {
    const device = await party(server, memoryVault(sodium, null), null);
    await exchanged(device);
    const caller = { accountId: 'a'.repeat(32), deviceId: 'd'.repeat(32) };
    const now = new Date().toISOString();
    await db.insertInto('servers').values({ place: 1, id: 's'.repeat(32), epoch: 'e'.repeat(16), name: 'bench', address: null, created_at: now }).onConflict((conflict) => conflict.doNothing()).execute();
    await db.insertInto('accounts').values({ id: caller.accountId, created_at: now }).execute();
    await db.insertInto('devices').values({ id: caller.deviceId, account_id: caller.accountId, sign_key: '', box_key: '', name: 'bench', created_at: now, revoked_at: null, seen_on: null }).execute();
    const samples = { bare: [] as number[], own: [] as number[], served: [] as number[] };
    for (let run = 0; run <= runs; run += 1) {
      const [bare, own, served] = [await bareSqlite(folder, run), await inProcess(db, caller, run), await throughServer(server, device.token(), run)];
      // The first warms up.
      if (run === 0) continue;
      samples.bare.push(bare);
      samples.own.push(own);
      samples.served.push(served);
    }
    const [bare, own, served] = [timing(samples.bare), timing(samples.own), timing(samples.served)];
    const against = `bare SQLite in this process, as durable: ${perSecond(bare)}`;
    return [
      { what: `Appends by the server's code, ${perBatch} records of ${recordBytes} bytes at a time, in this process`, measured: perSecond(own), against, ratio: ratio(own, bare) },
      { what: 'The same by pushes to the server, over HTTP', measured: perSecond(served), against, ratio: ratio(served, bare) },
    ];
  } finally {
    await db.destroy();
    await server.stop();
  }
}

const residentKilobytes = (pid: number): number => Number(/^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** One process of its own, so that its memory can be read; a raw socket for each stream, as a connected app holds one. */
async function idleStreams(folder: string, streams: number): Promise<{ readonly open: number; readonly kilobytes: number; readonly heldMs: number }> {
  const child = spawn(process.execPath, [path.join(root, 'secretariat/main.ts'), '--data', path.join(folder, 'streams'), '--port', '0', '--no-invitation', '--stop-with-stdin'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const found = /Address\s+http:\/\/127\.0\.0\.1:(\d+)/u.exec(said)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
      child.on('exit', () => reject(new Error('the server ended')));
    });
    const pid = child.pid ?? 0;
    await fetch(`http://127.0.0.1:${port}/v1/health`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = residentKilobytes(pid);
    const sockets: Socket[] = [];
    let open = 0;
    const started = performance.now();
    for (let at = 0; at < streams; at += 1) {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET /v1/events HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n'));
      socket.once('data', () => {
        open += 1;
      });
      socket.on('error', () => undefined);
      sockets.push(socket);
      if (at % 250 === 249) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    while (open < streams && performance.now() - started < 60_000) await new Promise((resolve) => setTimeout(resolve, 50));
    const heldMs = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const kilobytes = (residentKilobytes(pid) - before) / Math.max(open, 1);
    for (const socket of sockets) socket.destroy();
    return { open, kilobytes, heldMs };
  } finally {
    child.stdin.end();
    await new Promise((resolve) => child.on('close', resolve));
  }
}

export async function serverLoadRows(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-bench-server-'));
  try {
    const rows = await appendRows(folder);
    if (process.platform === 'linux') {
      // Each stream is an open file on both sides. Node raises the limit as far as the system lets it.
      const openFiles = Number(/^Max open files\s+(\d+)/mu.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1_024);
      const { open, kilobytes, heldMs } = await idleStreams(folder, Math.max(1, Math.min(wantedStreams, openFiles - otherFiles)));
      rows.push({ what: `${open.toLocaleString('en')} idle event streams on one process`, measured: `${kilobytes.toFixed(1)} KB of memory each, all open after ${(heldMs / 1_000).toFixed(1)} s`, against: `the same process before them; ${openFiles.toLocaleString('en')} files may be open`, ratio: '–' });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(await serverLoadRows());
