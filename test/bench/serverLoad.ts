/** The Secretariat's server under load: appends against bare SQLite in one process, and what idle event streams cost. */
import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { issueInvitation } from '../../secretariat/server/invitations.ts';
import { readSettings } from '../../secretariat/server/settings.ts';
import { startSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { joinCodeText, joinText } from '../../shared/contracts/secretariatApi.ts';
import { sessionText, syncContentType, syncPaths } from '../../shared/contracts/syncApi.ts';
import { encodePush } from '../../shared/contracts/syncWire.ts';
import { ratio, timed, timing, type Row, type Timing } from './samples.ts';

const root = path.resolve(import.meta.dirname, '../..');
const recordBytes = 600;
const batches = 60;
const perBatch = 50;
const runs = 5;
const streams = 5_000;

const perSecond = (of: Timing): string => `${Math.round((batches * perBatch * 1_000) / of.median).toLocaleString('en')} per second`;

/** The least that a durable append costs: one transaction for each batch, and nothing else. */
async function bareSqlite(folder: string): Promise<Timing> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const db = new DatabaseSync(path.join(folder, `bare-${run}.sqlite`));
    db.exec('pragma journal_mode = wal; pragma synchronous = full; create table records (account text, seq integer, device text, clock integer, hash text, length integer, bytes blob, primary key (account, seq), unique (account, device, clock))');
    const insert = db.prepare('insert into records values (?, ?, ?, ?, ?, ?, ?)');
    const bytes = randomBytes(recordBytes);
    let seq = 0;
    samples.push(
      await timed(() => {
        for (let batch = 0; batch < batches; batch += 1) {
          db.exec('begin immediate');
          for (let at = 0; at < perBatch; at += 1) {
            seq += 1;
            insert.run('a', seq, 'd', seq, createHash('sha256').update(bytes).digest('hex'), bytes.length, bytes);
          }
          db.exec('commit');
        }
      }),
    );
    db.close();
  }
  return timing(samples);
}

async function post(url: string, body: BodyInit, headers: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(url, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}

/** The same records through the whole server: HTTP over loopback, session, limits, checks, Kysely. */
async function throughServer(folder: string): Promise<Timing> {
  const settings = readSettings({ port: '0' }, {}, path.join(folder, 'data'));
  const running = await startSecretariat(settings, { limits: { syncPerMinute: 1e6, sessionsPerMinute: 1e6, quotaBytes: 1e12 } });
  try {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const signKey = (publicKey.export({ format: 'der', type: 'spki' }) as Buffer).subarray(-32).toString('hex');
    const json = { 'content-type': 'application/json' };
    const { code } = await issueInvitation(running.db, () => new Date(), 'bench');
    const keys = { signKey, boxKey: signKey, deviceName: 'bench' };
    const proof = sign(null, Buffer.from(joinText(running.server.id, createHash('sha256').update(joinCodeText(code)).digest('hex'), keys)), privateKey).toString('hex');
    const { deviceId = '' } = await post(`${running.listening}/v1/invitations/redeem`, JSON.stringify({ code, ...keys, proof, serverId: running.server.id, root: running.root }), json);
    const { challenge = '' } = await post(running.listening + syncPaths.challenge, JSON.stringify({ deviceId }), json);
    const signature = sign(null, Buffer.from(sessionText(running.server.id, deviceId, challenge)), privateKey).toString('hex');
    const { token = '' } = await post(running.listening + syncPaths.session, JSON.stringify({ deviceId, challenge, signature }), json);
    const samples: number[] = [];
    let clock = 0;
    for (let run = 0; run < runs; run += 1) {
      samples.push(
        await timed(async () => {
          for (let batch = 0; batch < batches; batch += 1) {
            const records = Array.from({ length: perBatch }, () => ({ clock: (clock += 1), bytes: randomBytes(recordBytes) }));
            await post(running.listening + syncPaths.push, Buffer.from(encodePush(records)), { 'content-type': syncContentType, authorization: `Bearer ${token}` });
          }
        }),
      );
    }
    return timing(samples);
  } finally {
    await running.stop();
  }
}

const residentKilobytes = (pid: number): number => Number(/^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** One process of its own, so that its memory can be read; a raw socket for each stream, as a connected app holds one. */
async function idleStreams(folder: string): Promise<{ readonly open: number; readonly kilobytes: number; readonly heldMs: number }> {
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
    const bare = await bareSqlite(folder);
    const served = await throughServer(folder);
    const rows: Row[] = [{ what: `Appends by push, ${perBatch} records of ${recordBytes} bytes at a time`, measured: perSecond(served), against: `bare SQLite in one process, as durable: ${perSecond(bare)}`, ratio: ratio(served, bare) }];
    if (process.platform === 'linux') {
      const { open, kilobytes, heldMs } = await idleStreams(folder);
      rows.push({ what: `${open.toLocaleString('en')} idle event streams on one process`, measured: `${kilobytes.toFixed(1)} KB of memory each, all open after ${(heldMs / 1_000).toFixed(1)} s`, against: 'the same process before them', ratio: '–' });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(await serverLoadRows());
