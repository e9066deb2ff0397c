/** The HTTP server, without a socket: limits, errors and routes. */
import type { Writable } from 'node:stream';
import Fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { maxRequestBytes, type About } from '../../shared/contracts/secretariatApi.ts';
import { addApiRoutes } from './apiRoutes.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database/openDatabase.ts';
import type { EventHub } from './eventHub.ts';
import type { PublishedEdition } from './publishedEdition.ts';
import type { Metrics } from './metrics.ts';
import { createRateLimit } from './rateLimit.ts';
import { refuse } from './refuse.ts';
import type { SyncLimits } from './sync/syncRoutes.ts';
import { trackConnections } from './trackConnections.ts';

export interface ServerOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly about: About;
  readonly repositoryFolder: string;
  readonly events: EventHub;
  readonly limits: ServerLimits;
  /** Whether a proxy in front is believed about who calls. */
  readonly trustProxy: boolean;
  readonly log: { readonly stream: Writable; readonly level: 'debug' | 'info' | 'warn' };
  /** Certificate and key in PEM, where the server speaks TLS itself. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Figures for operators, behind a token of their own. */
  readonly metrics?: { readonly source: Metrics; readonly token: string } | undefined;
  edition(): PublishedEdition | null;
}

export interface ServerLimits extends SyncLimits {
  /** Tries to redeem an invitation, per caller and for all callers. */
  readonly redeemPerMinute: number;
  readonly redeemPerMinuteOfAll: number;
  readonly maxConnections: number;
  /** Time to send a whole request, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Time without a byte in either direction after which a connection is closed; longer than the heartbeat of event streams. */
  readonly idleTimeoutMs: number;
}

export const defaultLimits: ServerLimits = {
  redeemPerMinute: 20,
  redeemPerMinuteOfAll: 600,
  maxConnections: 25_000,
  requestTimeoutMs: 60_000,
  idleTimeoutMs: 120_000,
  sessionsPerMinute: 60,
  syncPerMinute: 600,
  quotaBytes: 1024 * 1024 * 1024,
  chunkQuotaBytes: 4 * 1024 * 1024 * 1024,
  inUseDays: 30,
};

const answerOnBrokenRequest = 'HTTP/1.1 400 Bad Request\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\ncontent-length: 28\r\n\r\n{"code":"request.malformed"}';

/** Code of each error of the framework by its status; whatever else it says stays out of the answer. */
const codeOfStatus: Readonly<Record<number, string>> = { 404: 'request.notFound', 408: 'request.tooSlow', 413: 'request.tooLarge', 414: 'request.tooLarge', 415: 'request.mediaType', 431: 'request.tooLarge', 503: 'server.busy' };

export interface ServedRoute {
  readonly method: string;
  readonly url: string;
  readonly bodyLimit: number;
}
const served = new WeakMap<FastifyInstance, readonly ServedRoute[]>();

/** Every route of a server, so that a test of all of them cannot forget one. */
export const routesOf = (app: FastifyInstance): readonly ServedRoute[] => served.get(app) ?? [];

export function buildServer(options: ServerOptions): FastifyInstance {
  const { limits } = options;
  const httpLimits = { maxHeaderSize: 8 * 1024, headersTimeout: limits.requestTimeoutMs, connectionsCheckingInterval: Math.min(1_000, limits.requestTimeoutMs) };
  const app = Fastify({
    logger: { level: options.log.level, stream: options.log.stream, base: null, timestamp: () => `,"time":"${options.clock().toISOString()}"` },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: maxRequestBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: 30_000,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: false },
    ...(options.tls === undefined ? { http: httpLimits } : { https: { ...options.tls, minVersion: 'TLSv1.2' as const, ...httpLimits } }),
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end(answerOnBrokenRequest);
      else socket.destroy();
    },
    frameworkErrors: (_error, _request, reply) => void refuse(reply, 400, 'request.malformed'),
  });
  app.server.maxConnections = limits.maxConnections;
  const closeQuietConnections = trackConnections(app.server);

  app.setValidatorCompiler<v.GenericSchema>(({ schema }) => (data) => {
    const parsed = v.safeParse(schema, data);
    return parsed.success ? { value: parsed.output } : { error: new Error('request.malformed') };
  });
  // Answers are parsed as well: a field that the contract does not name cannot leave by accident.
  app.setSerializerCompiler<v.GenericSchema>(({ schema }) => (data) => JSON.stringify(v.parse(schema, data)));

  const routes: ServedRoute[] = [];
  served.set(app, routes);
  app.addHook('onRoute', (route) => {
    if (route.schema === undefined) throw new Error(`the route ${route.url} has no schema`);
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, bodyLimit: route.bodyLimit ?? maxRequestBytes });
  });
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'", 'referrer-policy': 'no-referrer' });
    next();
  });
  // The route's pattern, never the address that was asked for, and nobody's address, header or body.
  app.addHook('onResponse', (request, reply, next) => {
    const line = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (reply.statusCode >= 400) request.log.info(line, 'refused');
    else request.log.debug(line, 'answered');
    options.metrics?.source.answered(line.route, line.method, line.status, line.ms);
    next();
  });

  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'request.notFound'));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error.validation !== undefined || error.message === 'request.malformed') return refuse(reply, 400, 'request.malformed');
    const status = isFull(error) ? 503 : (error.statusCode ?? 500);
    if (isFull(error)) request.log.error({ cause: error.code }, 'the disk is full');
    if (status < 500 || status === 503) return refuse(reply, status, codeOfStatus[status] ?? 'request.malformed');
    request.log.error({ name: error.name, cause: error.code, at: framesOf(error) }, 'failed');
    return refuse(reply, 500, 'server.failed');
  });

  addApiRoutes(app, {
    ...options,
    redeemLimit: createRateLimit({ perMinute: limits.redeemPerMinute }),
    redeemLimitOfAll: createRateLimit({ perMinute: limits.redeemPerMinuteOfAll }),
  });
  app.addHook('preClose', (done) => {
    options.events.close();
    closeQuietConnections();
    done();
  });
  return app;
}

const sqliteFull = 13;
const postgresFull = '53100';

/** No room for what was to be written; nothing of it is, and the caller may try again. */
const isFull = (error: FastifyError & { readonly errcode?: unknown }): boolean => error.errcode === sqliteFull || error.code === postgresFull;

/** Where an error arose, without its message: messages of databases can quote values. */
const framesOf = (error: Error): string[] => (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line)).slice(0, 12);
