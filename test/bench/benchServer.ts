import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Admission } from './serverProcess.ts';

export interface BenchMember {
  readonly serverId: string;
  readonly accountId: string;
  readonly deviceId: string;
  readonly address: string;
}

/** The server in its own process and folder. */
export interface BenchServer {
  readonly address: string;
  admit(signKey: string, accountId: string | null): Promise<BenchMember>;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-bench-exchange-'));
  const child = fork(path.join(import.meta.dirname, 'serverProcess.ts'), [path.join(folder, 'data')], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'json' });
  const ask = async <T>(question: 'memory' | Admission): Promise<T> => {
    child.send(question);
    const [answer] = (await once(child, 'message')) as [T];
    return answer;
  };
  const [{ address }] = (await once(child, 'message')) as [{ readonly address: string }];
  return {
    address,
    admit: (signKey, accountId) => ask<BenchMember>({ signKey, accountId }),
    memory: () => ask<number>('memory'),
    async stop() {
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
