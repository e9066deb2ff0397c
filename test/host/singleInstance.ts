import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

type Told = (argv: string[], workingDirectory: string, data: unknown) => void;

const running = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Resolves when the first instance has taken the text, or when it has not within three seconds: it may still be opening its socket. */
async function handOver(socket: string, text: string): Promise<void> {
  for (const until = Date.now() + 3_000; Date.now() < until; await sleep(50)) {
    const taken = await new Promise<boolean>((resolve) => {
      net.connect(socket).on('error', () => resolve(false)).on('end', () => resolve(true)).resume().end(text);
    });
    if (taken) return;
  }
}

/** One process per profile: whoever writes the pid file first; the others hand over their arguments and stop. */
export class SingleInstance {
  /** What a second instance waits for before it ends. */
  static handedOver: Promise<void> = Promise.resolve();
  readonly #server: net.Server;
  readonly #pidFile: string;

  private constructor(server: net.Server, pidFile: string) {
    this.#server = server;
    this.#pidFile = pidFile;
  }

  /** Answers at once, as Electron does; undefined when another process has the profile. */
  static take(userData: string, data: unknown, told: Told): SingleInstance | undefined {
    mkdirSync(userData, { recursive: true });
    const pidFile = path.join(userData, 'stand-in.pid');
    // Not inside the profile: the path of a Unix socket may have about a hundred characters only.
    const name = `stand-in-${createHash('sha256').update(userData).digest('hex').slice(0, 20)}`;
    const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`);
    for (;;) {
      try {
        writeFileSync(pidFile, String(process.pid), { flag: 'wx' });
        break;
      } catch {
        if (running(Number(readFileSync(pidFile, 'utf8')))) {
          SingleInstance.handedOver = handOver(socket, JSON.stringify({ argv: process.argv, cwd: process.cwd(), data }));
          return undefined;
        }
        rmSync(pidFile, { force: true }); // left by a process that was killed
      }
    }
    rmSync(socket, { force: true });
    const server = net.createServer({ allowHalfOpen: true }, (connection) => {
      let text = '';
      connection.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
      connection.on('error', () => undefined).on('end', () => {
        connection.end();
        const message = JSON.parse(text) as { argv: string[]; cwd: string; data: unknown };
        told(message.argv, message.cwd, message.data);
      });
    });
    server.listen(socket).unref();
    const instance = new SingleInstance(server, pidFile);
    process.on('exit', () => instance.release());
    return instance;
  }

  release(): void {
    this.#server.close();
    rmSync(this.#pidFile, { force: true });
  }
}
