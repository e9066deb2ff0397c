import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { errorAnswerSchema, maxRequestBytes } from '../../../shared/contracts/secretariatApi.ts';
import {
  challengeAnswerSchema,
  challengeRequestSchema,
  devicesAnswerSchema,
  maxPullBytes,
  maxPushBytes,
  maxPushRecords,
  maxRecordBytes,
  pullQuerySchema,
  pushAnswerSchema,
  revokeRequestSchema,
  sessionAnswerSchema,
  sessionRequestSchema,
  syncContentType,
  syncPaths,
} from '../../../shared/contracts/syncApi.ts';
import { decodePush, encodePull } from '../../../shared/contracts/syncWire.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';
import type { EventHub } from '../eventHub.ts';
import { createRateLimit, type RateLimit } from '../rateLimit.ts';
import { refuse } from '../refuse.ts';
import { devicesOf, revokeDevice } from './accountDevices.ts';
import { appendRecords, readRecords } from './recordLog.ts';
import { callerOf, issueChallenge, openSession, type Caller } from './sessions.ts';

export interface SyncContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly serverId: string;
  readonly events: EventHub;
  readonly limits: SyncLimits;
}

export interface SyncLimits {
  /** Challenges and sessions for one caller's address. */
  readonly sessionsPerMinute: number;
  /** Requests of one device that has a session. */
  readonly syncPerMinute: number;
  /** Bytes of sealed records that one account may keep. */
  readonly quotaBytes: number;
}

const noQuery = v.strictObject({});
const refusals = { '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };
const statusOf = { 'sync.conflict': 409, 'sync.quota': 413, 'device.revoked': 403, 'session.refused': 401 } as const;
const frameBytes = 64;

export const bearer = (request: FastifyRequest): string | null => /^Bearer ([0-9a-f]{64})$/u.exec(request.headers.authorization ?? '')?.[1] ?? null;

/** Adds what devices of one account need to exchange sealed records. */
export function addSyncRoutes(app: FastifyInstance, context: SyncContext): void {
  const { db, clock, events, limits } = context;
  const sessionLimit = createRateLimit({ perMinute: limits.sessionsPerMinute });
  const deviceLimit = createRateLimit({ perMinute: limits.syncPerMinute });
  const callers = new WeakMap<FastifyRequest, Caller>();

  const limited = (limit: RateLimit) => (request: FastifyRequest, reply: FastifyReply, next: () => void) => {
    const waitSeconds = limit.take(request.ip);
    if (waitSeconds === 0) next();
    else refuse(reply.header('retry-after', waitSeconds), 429, 'request.tooMany');
  };
  // Before the body is read: nobody without a session makes the server hold megabytes.
  const known = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const caller = await callerOf(db, clock, bearer(request));
    if (typeof caller === 'string') return refuse(reply, statusOf[caller], caller);
    const waitSeconds = deviceLimit.take(caller.deviceId);
    if (waitSeconds > 0) return refuse(reply.header('retry-after', waitSeconds), 429, 'request.tooMany');
    callers.set(request, caller);
    return undefined;
  };
  const callerFor = (request: FastifyRequest): Caller => {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error('a route without its caller');
    return caller;
  };

  app.post<{ Body: v.InferOutput<typeof challengeRequestSchema> }>(
    syncPaths.challenge,
    { bodyLimit: maxRequestBytes, onRequest: limited(sessionLimit), schema: { querystring: noQuery, body: challengeRequestSchema, response: { 200: challengeAnswerSchema, ...refusals } } },
    async (request) => ({ challenge: await issueChallenge(db, clock, request.body.deviceId) }),
  );

  app.post<{ Body: v.InferOutput<typeof sessionRequestSchema> }>(
    syncPaths.session,
    { bodyLimit: maxRequestBytes, onRequest: limited(sessionLimit), schema: { querystring: noQuery, body: sessionRequestSchema, response: { 200: sessionAnswerSchema, ...refusals } } },
    async (request, reply) => {
      const opened = await openSession(db, clock, context.serverId, request.body);
      return typeof opened === 'string' ? refuse(reply, statusOf[opened], opened) : reply.send(opened);
    },
  );

  app.get<{ Querystring: v.InferOutput<typeof pullQuerySchema> }>(syncPaths.pull, { onRequest: known, schema: { querystring: pullQuerySchema, response: refusals } }, async (request, reply) => {
    const { after, bytes, own } = request.query;
    const page = await readRecords(db, callerFor(request), { after, bytes: bytes ?? maxPullBytes, own: own === '1' });
    return reply.type(syncContentType).send(Buffer.from(encodePull(page)));
  });

  app.get(syncPaths.devices, { onRequest: known, schema: { querystring: noQuery, response: { 200: devicesAnswerSchema, ...refusals } } }, async (request) => ({ devices: await devicesOf(db, callerFor(request).accountId) }));

  app.post<{ Body: v.InferOutput<typeof revokeRequestSchema> }>(
    syncPaths.revoke,
    { bodyLimit: maxRequestBytes, onRequest: known, schema: { querystring: noQuery, body: revokeRequestSchema, response: { 200: devicesAnswerSchema, ...refusals } } },
    async (request, reply) => {
      const { accountId } = callerFor(request);
      if (!(await revokeDevice(db, clock, accountId, request.body.deviceId))) return refuse(reply, 404, 'device.unknown');
      events.cut(request.body.deviceId);
      return reply.send({ devices: await devicesOf(db, accountId) });
    },
  );

  // In a scope of its own: bytes are understood by this route and no other.
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser(syncContentType, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Body: Buffer }>(
      syncPaths.push,
      { bodyLimit: maxRecordBytes + frameBytes, onRequest: known, schema: { querystring: noQuery, body: v.instance(Uint8Array), response: { 200: pushAnswerSchema, ...refusals } } },
      async (request, reply) => {
        const caller = callerFor(request);
        const records = decodePush(request.body, { maxRecords: maxPushRecords, maxRecordBytes });
        if (records === null) return refuse(reply, 400, 'request.malformed');
        if (request.body.byteLength > maxPushBytes && records.length > 1) return refuse(reply, 413, 'request.tooLarge');
        const outcome = await appendRecords(db, caller, records, limits.quotaBytes);
        if (!outcome.accepted) return refuse(reply, statusOf[outcome.code], outcome.code);
        if (outcome.added > 0) events.tellNews(caller.accountId, caller.deviceId);
        return reply.send(outcome.answer);
      },
    );
    done();
  });
}
