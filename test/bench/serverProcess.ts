/** The real server in a process of its own, started by benchServer.ts, so that it shares no thread with what is measured against it. */
import type { Serializable } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readSettings } from '../../secretariat/server/settings.ts';
import { startSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { ensureTrialSecretariat } from '../../secretariat/publisher/index.ts';

export interface Admission {
  readonly signKey: string;
  /** Null makes a new account. */
  readonly accountId: string | null;
}

const [folder = ''] = process.argv.slice(2);
await ensureTrialSecretariat(folder);
const limits = { sessionsPerMinute: 1_000_000, syncPerMinute: 1_000_000, quotaBytes: 1e12 };
const running = await startSecretariat(readSettings({ port: '0' }, {}, folder), { limits });
const { db, server } = running;
const now = (): string => new Date().toISOString();
const tell = (message: Serializable): void => void process.send?.(message);

process.on('message', (asked: 'memory' | 'stop' | Admission) => void answer(asked));
tell({ address: running.listening });

async function answer(asked: 'memory' | 'stop' | Admission): Promise<void> {
  if (asked === 'memory') return tell(process.memoryUsage().rss);
  if (asked === 'stop') {
    await running.stop();
    process.disconnect();
    return;
  }
  const accountId = asked.accountId ?? randomBytes(16).toString('hex');
  const deviceId = randomBytes(16).toString('hex');
  if (asked.accountId === null) await db.insertInto('accounts').values({ id: accountId, created_at: now() }).execute();
  await db.insertInto('devices').values({ id: deviceId, account_id: accountId, sign_key: asked.signKey, box_key: asked.signKey, name: 'bench', created_at: now(), revoked_at: null, seen_on: null }).execute();
  tell({ serverId: server.id, accountId, deviceId, address: running.listening });
}
