/** Starts the Secretariat on a data folder: first edition, tables, server, and what it does by itself while it runs. */
import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { parseServerAddress } from '../../shared/domain/serverAddress.ts';
import { ensureTrialSecretariat, renewTimestamp, repositoryDir, repositoryFingerprint } from '../publisher/index.ts';
import { buildServer, defaultLimits, type ServerLimits } from './buildServer.ts';
import type { Clock } from './clock.ts';
import { openDatabase, type Database } from './database/openDatabase.ts';
import { serverRecord, changeServerRecord, type ServerRecord } from './database/serverRecord.ts';
import { createEventHub } from './eventHub.ts';
import { createMetrics } from './metrics.ts';
import { openLog } from './openLog.ts';
import type { PublishedEdition } from './publishedEdition.ts';
import { SettingError, type Settings } from './settings.ts';
import { watchRepository, type RepositoryWatch } from './watchRepository.ts';

export interface RunningSecretariat {
  /** Where the server listens, as an address that a browser on this computer could open. */
  readonly listening: string;
  /** Address in invitations; null where the server can be reached from elsewhere and no https address was set. */
  readonly address: string | null;
  readonly server: ServerRecord;
  /** SHA-256 of the first root metadata. */
  readonly root: string;
  readonly db: Database;
  readonly app: FastifyInstance;
  edition(): PublishedEdition | null;
  /** Ends event streams, lets requests finish, closes the database. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly clock?: Clock;
  readonly limits?: Partial<ServerLimits>;
  readonly maxStreams?: number;
  readonly heartbeatMs?: number;
}

const renewalCheckMs = 60 * 60 * 1_000;
const defaultMaxStreams = 20_000;
/** Requests that have not ended by then are cut off. */
const stopTimeoutMs = 5_000;

export async function startSecretariat(settings: Settings, options: StartOptions = {}): Promise<RunningSecretariat> {
  const clock = options.clock ?? (() => new Date());
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  await ensureTrialSecretariat(settings.dataDir, { clock });
  const root = await repositoryFingerprint(settings.dataDir);
  const undo: (() => Promise<unknown> | unknown)[] = [];
  try {
    const log = await openLog(settings.log);
    undo.unshift(() => log.close());
    const db = await openDatabase(settings.database);
    undo.unshift(() => db.destroy());
    const before = await serverRecord(db, clock);
    const server = { ...before, name: settings.name ?? before.name };

    const announced: { to?: (edition: PublishedEdition) => void } = {};
    const watch: RepositoryWatch = await watchRepository(repositoryDir(settings.dataDir), (edition) => announced.to?.(edition));
    undo.unshift(() => watch.stop());
    const { quotaMegabytes, attachmentsMegabytes, maxStreams, ...limits } = settings.limits;
    const events = createEventHub({ maxStreams: options.maxStreams ?? maxStreams ?? defaultMaxStreams, heartbeatMs: options.heartbeatMs, current: watch.current });
    undo.unshift(() => events.close());
    const app = buildServer({
      db,
      clock,
      about: { name: server.name, serverId: server.id, epoch: server.epoch, root },
      repositoryFolder: repositoryDir(settings.dataDir),
      events,
      limits: { ...defaultLimits, ...limits, ...(quotaMegabytes === undefined ? {} : { quotaBytes: quotaMegabytes * 1024 * 1024 }), ...(attachmentsMegabytes === undefined ? {} : { chunkQuotaBytes: attachmentsMegabytes * 1024 * 1024 }), ...options.limits },
      tls: await readTls(settings.tls),
      metrics: settings.metricsToken === null ? undefined : { token: settings.metricsToken, source: createMetrics({ db, streams: () => events.size, edition: () => watch.current()?.number ?? 0 }) },
      trustProxy: settings.trustProxy,
      log: { stream: log.stream, level: 'info' },
      edition: watch.current,
    });
    announced.to = (edition) => {
      app.log.info({ edition: edition.number, streams: events.size }, 'announced');
      void events.announce(edition);
    };
    undo.unshift(() => closeWithin(app, stopTimeoutMs));
    await app.listen({ host: settings.host, port: settings.port });

    const renew = async (): Promise<void> => {
      try {
        const { renewed } = await renewTimestamp(settings.dataDir, clock);
        if (renewed) await watch.look();
      } catch (error) {
        app.log.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'the timestamp was not renewed');
      }
    };
    await renew();
    const renewal = setInterval(() => void renew(), renewalCheckMs);
    renewal.unref();
    undo.unshift(() => clearInterval(renewal));

    const listening = listeningAddress(app, settings);
    const address = settings.address ?? (isLoopback(listening) ? listening : null);
    await changeServerRecord(db, { name: server.name, address });
    app.log.info({ edition: watch.current()?.number ?? 0 }, 'started');
    return { listening, address, server, root, db, app, edition: watch.current, stop: () => unwind(undo) };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function readTls(tls: Settings['tls']): Promise<{ readonly cert: Buffer; readonly key: Buffer } | undefined> {
  if (tls === null) return undefined;
  const read = (file: string): Promise<Buffer> =>
    readFile(file).catch(() => {
      throw new SettingError(`The file ${file} cannot be read. TLS needs a certificate and its key as PEM files that this account may read.`);
    });
  return { cert: await read(tls.certFile), key: await read(tls.keyFile) };
}

async function unwind(undo: (() => Promise<unknown> | unknown)[]): Promise<void> {
  for (const step of undo.splice(0)) await step();
}

async function closeWithin(app: FastifyInstance, timeoutMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), timeoutMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

/** With the port that the system chose where the setting was 0. */
function listeningAddress(app: FastifyInstance, { host, tls }: Pick<Settings, 'host' | 'tls'>): string {
  const { port } = app.server.address() as AddressInfo;
  return `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const isLoopback = (address: string): boolean => 'address' in parseServerAddress(address);
