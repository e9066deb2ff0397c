/** The real server as a child, on a data folder that outlives it: kill -9 in the middle of whatever it does, and start it again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../../secretariat/server/database/openDatabase.ts';
import type { ServerRecord } from '../../../secretariat/server/database/serverRecord.ts';
import type { SimHost } from './simServer.ts';

interface Started {
  readonly listening: string;
  readonly server: ServerRecord;
}

export interface ChildServer extends SimHost {
  kill(): Promise<void>;
  stop(): Promise<void>;
  readonly kills: number;
}

interface Running {
  readonly child: ChildProcess;
  readonly started: Started;
}

async function launch(dataDir: string, port: number): Promise<Running> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'serverProcess.ts'), dataDir, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) return { child, started: JSON.parse(line) as Started };
  throw new Error('the server did not start');
}

/** While the server is down, a connection of another program may have been given its port for a moment. */
async function launchAgain(dataDir: string, port: number, attempts = 10): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(dataDir, port);
    } catch (error) {
      if (attempt >= attempts) throw error;
      await pause(200);
    }
  }
}

export async function startChildServer(dataDir: string): Promise<ChildServer> {
  let { child, started } = await launch(dataDir, 0);
  const port = Number(new URL(started.listening).port);
  // The simulation looks at the same file beside the server, as a backup does.
  const db = await openDatabase({ kind: 'sqlite', file: path.join(dataDir, 'secretariat.sqlite') });
  let kills = 0;
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const killAndStart = async (): Promise<void> => {
    kills += 1;
    await end();
    ({ child, started } = await launchAgain(dataDir, port));
  };
  // Several devices may ask at once: they share one death, or two new servers would want the same port.
  let killing: Promise<void> | null = null;
  return {
    db,
    server: started.server,
    listening: started.listening,
    get kills() {
      return kills;
    },
    kill() {
      killing ??= killAndStart().finally(() => {
        killing = null;
      });
      return killing;
    },
    async stop() {
      await killing;
      await end();
      await db.destroy();
    },
  };
}
