/**
 * A throw-away PostgreSQL for tests: from the programs that Debian installs, in a temporary folder, reachable by a socket in that
 * folder only. Where there is none and this account may install software, it is installed.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

export interface ThrowAwayPostgres {
  /** Makes an empty database and answers its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export type EnsuredPostgres = { readonly available: true; readonly postgres: ThrowAwayPostgres; readonly version: string } | { readonly available: false; readonly reason: string };

const programsFolder = '/usr/lib/postgresql';
const startTimeoutMs = 30_000;
const isRoot = process.getuid?.() === 0;

/** Starts a cluster, or says in a sentence why it cannot. */
export async function ensurePostgres(): Promise<EnsuredPostgres> {
  if (process.platform === 'win32') return { available: false, reason: 'this test starts PostgreSQL on Linux and macOS only' };
  const bin = findPrograms() ?? ((await install()) ? findPrograms() : null);
  if (bin === null) return { available: false, reason: `no PostgreSQL server was found under ${programsFolder} or on the path${isRoot ? ', and installing Debian’s package "postgresql" did not succeed' : '; installing it needs root'}` };
  const owner = isRoot ? ownerOf('postgres') : null;
  if (isRoot && owner === null) return { available: false, reason: 'PostgreSQL refuses to run as root, and there is no account "postgres"' };

  const folder = mkdtempSync(path.join(tmpdir(), 'focalpoint-pg-'));
  chmodSync(folder, 0o700);
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const data = path.join(folder, 'data');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const made = run(bin, 'initdb', ['--no-sync', '--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '-D', data]);
  if (made.status !== 0) {
    remove();
    return { available: false, reason: `initdb failed: ${lastLine(made.stderr)}` };
  }
  const server = start(bin, data, folder);
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4_000);
  });
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
    }
    remove();
  };
  const address = (database: string): string => `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const version = await connect(address('postgres'), server);
  if (version === null) {
    await stop();
    return { available: false, reason: `PostgreSQL did not start: ${lastLine(said)}` };
  }
  return {
    available: true,
    version,
    postgres: {
      async createDatabase() {
        const name = `test_${randomBytes(6).toString('hex')}`;
        await query(address('postgres'), `create database ${name}`);
        return address(name);
      },
      stop,
    },
  };
}

function findPrograms(): string | null {
  const versions = existsSync(programsFolder) ? readdirSync(programsFolder).sort((left, right) => Number(right) - Number(left)) : [];
  const folders = [...versions.map((version) => path.join(programsFolder, version, 'bin')), ...(process.env['PATH'] ?? '').split(path.delimiter)];
  return folders.find((folder) => folder !== '' && existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres'))) ?? null;
}

async function install(): Promise<boolean> {
  if (!isRoot || process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  const apt = (...args: readonly string[]): Promise<boolean> =>
    new Promise((resolve) => {
      const child = spawn('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore', timeout: 300_000 });
      child.once('error', () => resolve(false));
      child.once('exit', (code) => resolve(code === 0));
    });
  const once = (): Promise<boolean> => apt('install', '--yes', '--no-install-recommends', 'postgresql');
  return (await once()) || ((await apt('update')) && (await once()));
}

/** PostgreSQL refuses to run as root; root runs it as the account that Debian made for it. */
const asOwner = (program: string, args: readonly string[], extra: readonly string[] = []): [string, string[]] =>
  isRoot ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', ...extra, program, ...args]] : [program, [...args]];

function run(bin: string, program: string, args: readonly string[]): { status: number | null; stderr: string } {
  const [command, all] = asOwner(path.join(bin, program), args);
  const done = spawnSync(command, all, { encoding: 'utf8', cwd: '/', timeout: 60_000 });
  return { status: done.status, stderr: done.error?.message ?? done.stderr };
}

function start(bin: string, data: string, socketFolder: string): ChildProcess {
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'listen_addresses=', `unix_socket_directories=${socketFolder}`, 'unix_socket_permissions=0700', 'max_connections=100'];
  // The signal at the parent's death keeps an aborted test run from leaving a server behind.
  const [command, all] = asOwner(path.join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], ['--pdeathsig', 'INT']);
  return spawn(command, all, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
}

async function connect(url: string, server: ChildProcess): Promise<string | null> {
  const giveUpAt = performance.now() + startTimeoutMs;
  while (performance.now() < giveUpAt && server.exitCode === null) {
    try {
      const [row] = await query(url, 'show server_version');
      const version = row?.['server_version'];
      return typeof version === 'string' ? version : 'unknown';
    } catch {
      await wait(100);
    }
  }
  return null;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // A server that stops while a connection closes is not worth an exception.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function ownerOf(account: string): { uid: number; gid: number } | null {
  const id = (flag: string): number => Number(spawnSync('id', [flag, account], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  const [uid, gid] = [id('-u'), id('-g')];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
