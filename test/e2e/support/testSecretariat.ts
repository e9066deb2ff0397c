import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { type RecordingProxy, startRecordingProxy } from './recordingProxy.ts';

const product = path.resolve(import.meta.dirname, '../../..');
const program = path.join(product, 'secretariat/main.ts');
const run = promisify(execFile);

export interface TestSecretariat {
  readonly dataDir: string;
  /** Folder of the repository that the server serves. */
  readonly repository: string;
  readonly address: string;
  readonly proxy: RecordingProxy;
  /** The invitation that the server printed at its last start. */
  invitation(): { readonly link: string; readonly text: string };
  /** A further invitation, by the command line. */
  invite(): Promise<{ readonly link: string; readonly text: string }>;
  /** Signs and publishes a folder of Markdown, by the command line, as a process of its own. Answers what it printed. */
  publish(folder: string, ...options: readonly string[]): Promise<string>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes the network between the app and the running server away, and gives it back. */
  cutOff(): Promise<void>;
  restore(): Promise<void>;
  /** Where the server itself listens, behind the relay; null while it does not run. */
  port(): number | null;
  /** Runs SQL on the server's database. */
  sql(statement: string): void;
  log(): Promise<string>;
  remove(): Promise<void>;
}

export interface SecretariatOptions {
  readonly trusted?: boolean;
  readonly name?: string;
}

/**
 * The Secretariat's own program as a child process on a random port of this machine, behind a relay that records what it receives.
 * With `trusted` its keys and first edition are those that the built app trusts; else it makes its own, and is another Secretariat.
 */
export async function makeSecretariat({ trusted = true, name = 'Secretariat of the test' }: SecretariatOptions = {}): Promise<TestSecretariat> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'secretariat-'));
  if (trusted) {
    const source = path.resolve(process.env['FOCALPOINT_SECRETARIAT_DATA'] || path.join(product, 'secretariat-data'));
    await cp(source, dataDir, { recursive: true, filter: (file) => !/\.sqlite|[\\/]logs$/.test(file) });
  }
  const env = { ...process.env, FOCALPOINT_SECRETARIAT_DATA: '', FOCALPOINT_DATABASE: '', FOCALPOINT_ADDRESS: '', FOCALPOINT_PORT: '' };
  const proxy = await startRecordingProxy();
  const address = `http://127.0.0.1:${proxy.port}`;
  let child: ChildProcess | undefined;
  let output = '';
  let listeningOn: number | null = null;

  const readInvitation = (text: string): { link: string; text: string } => {
    const link = /focalpoint:\S+/.exec(text)?.[0];
    const lines = /Address: \S+\n\s*Code: \S+/.exec(text)?.[0];
    if (link === undefined || lines === undefined) throw new Error(`No invitation in what the Secretariat printed:\n${text}`);
    return { link, text: lines.replaceAll(/\n\s+/g, '\n') };
  };
  const command = async (...args: readonly string[]): Promise<string> => (await run(process.execPath, [program, ...args], { cwd: product, env })).stdout;

  const start = async (): Promise<void> => {
    output = '';
    const started = spawn(process.execPath, [program, '--data', dataDir, '--port', '0', '--address', address, '--name', name, '--stop-with-stdin'], { cwd: product, env, stdio: ['pipe', 'pipe', 'pipe'] });
    child = started;
    listeningOn = await new Promise<number>((resolve, reject) => {
      const look = (chunk: Buffer): void => {
        output += chunk.toString();
        const listening = /Listens on\s+http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
        if (listening !== undefined && output.includes('Stop it with')) resolve(Number(listening));
      };
      started.stdout?.on('data', look);
      started.stderr?.on('data', look);
      started.once('error', reject);
      // A start that failed is waited for no longer: it ends with its standard input.
      started.stderr?.once('data', () => setTimeout(() => reject(new Error(`The Secretariat did not start:\n${output}`)), 300));
      started.once('exit', (code) => reject(new Error(`The Secretariat ended at once (${code}):\n${output}`)));
    });
    await proxy.forwardTo(listeningOn);
  };
  const stop = async (): Promise<void> => {
    const stopping = child;
    child = undefined;
    await proxy.forwardTo(null);
    if (stopping === undefined || stopping.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => void stopping.once('exit', () => resolve()));
    stopping.stdin?.end('stop\n');
    await ended;
  };

  return {
    dataDir,
    repository: path.join(dataDir, 'repository'),
    address,
    proxy,
    invitation: () => readInvitation(output),
    invite: async () => readInvitation(await command('invite', '--data', dataDir, '--address', address)),
    publish: (folder, ...options) => command('publish', folder, '--data', dataDir, ...options),
    start,
    stop,
    cutOff: () => proxy.forwardTo(null),
    restore: () => proxy.forwardTo(listeningOn),
    port: () => listeningOn,
    sql(statement) {
      const database = new DatabaseSync(path.join(dataDir, 'secretariat.sqlite'));
      database.exec('pragma busy_timeout = 5000');
      database.exec(statement);
      database.close();
    },
    log: () => readFile(path.join(dataDir, 'logs/server.log'), 'utf8'),
    async remove() {
      await stop();
      await proxy.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
