import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { errorAnswerSchema, maxRequestBytes } from '../../../shared/contracts/secretariatApi.ts';
import {
  challengeAnswerSchema,
  challengeRequestSchema,
  compactAnswerSchema,
  compactRequestSchema,
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
import { addChunkRoutes } from '../chunks/chunkRoutes.ts';
import { addMessageRoutes } from '../messages/messageRoutes.ts';
import { addAcknowledgementRoutes } from '../acknowledgements/acknowledgementRoutes.ts';
import { addProgressRoutes } from '../progress/progressRoutes.ts';
import { refuse } from '../refuse.ts';
import { addSheetRoutes } from '../sheets/sheetRoutes.ts';
import { devicesOf, revokeDevice } from './accountDevices.ts';
import { createCallerGuard, refusalStatus } from './callerGuard.ts';
import { addPairingRoutes } from './pairingRoutes.ts';
import { coverRecords, noteApplied, removeCovered } from './logCompaction.ts';
import { appendRecords, readRecords } from './recordLog.ts';
import { issueChallenge, openSession } from './sessions.ts';

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
  /** Bytes of pieces of attachments that one account may keep. */
  readonly chunkQuotaBytes: number;
  /** A device that was not there for this many days is not waited for before covered records go: it finds the snapshot and what came after. */
  readonly inUseDays: number;
}

const noQuery = v.strictObject({});
const refusals = { '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };
const frameBytes = 64;
/** Room for the devices that a snapshot names. */
const maxCompactBytes = 64 * 1024;

/** RFC 9530: what was damaged on the way is noticed and fetched again. It is no protection against the server; the signatures in the records are. */
const digestOf = (bytes: Uint8Array): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Adds what devices of one account need to exchange sealed records. */
export function addSyncRoutes(app: FastifyInstance, context: SyncContext): void {
  const { db, clock, events, limits } = context;
  const guard = createCallerGuard(db, clock, limits);
  const { known, callerFor } = guard;
  addPairingRoutes(app, context, guard);
  addSheetRoutes(app, context, guard);
  addMessageRoutes(app, context, guard);
  addChunkRoutes(app, context, guard);
  addProgressRoutes(app, context, guard);
  addAcknowledgementRoutes(app, context, guard);

  app.post<{ Body: v.InferOutput<typeof challengeRequestSchema> }>(
    syncPaths.challenge,
    { bodyLimit: maxRequestBytes, onRequest: guard.limited, schema: { querystring: noQuery, body: challengeRequestSchema, response: { 200: challengeAnswerSchema, ...refusals } } },
    async (request) => ({ challenge: await issueChallenge(db, clock, request.body.deviceId) }),
  );

  app.post<{ Body: v.InferOutput<typeof sessionRequestSchema> }>(
    syncPaths.session,
    { bodyLimit: maxRequestBytes, onRequest: guard.limited, schema: { querystring: noQuery, body: sessionRequestSchema, response: { 200: sessionAnswerSchema, ...refusals } } },
    async (request, reply) => {
      const opened = await openSession(db, clock, context.serverId, request.body);
      return typeof opened === 'string' ? refuse(reply, refusalStatus[opened], opened) : reply.send(opened);
    },
  );

  /** What is covered and waits to go; the caller's own request does not fail with it, and the next one tries again. */
  const clearAway = async (accountId: string, log: FastifyRequest['log']): Promise<void> => {
    try {
      const records = await removeCovered(db, clock, accountId, limits.inUseDays);
      if (records > 0) log.info({ records }, 'covered records removed');
    } catch (error) {
      log.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'covered records were not removed');
    }
  };

  app.get<{ Querystring: v.InferOutput<typeof pullQuerySchema> }>(syncPaths.pull, { onRequest: known, schema: { querystring: pullQuerySchema, response: refusals } }, async (request, reply) => {
    const { after, bytes, own, applied, epoch } = request.query;
    if (applied !== undefined && epoch !== undefined) await noteApplied(db, callerFor(request), { number: applied, epoch });
    await clearAway(callerFor(request).accountId, request.log);
    const page = await readRecords(db, callerFor(request), { after, bytes: bytes ?? maxPullBytes, own: own === '1' });
    const body = Buffer.from(encodePull(page));
    return reply.type(syncContentType).header('content-digest', digestOf(body)).send(body);
  });

  app.post<{ Body: v.InferOutput<typeof compactRequestSchema> }>(
    syncPaths.compact,
    { bodyLimit: maxCompactBytes, onRequest: known, schema: { querystring: noQuery, body: compactRequestSchema, response: { 200: compactAnswerSchema, ...refusals } } },
    async (request, reply) => {
      const caller = callerFor(request);
      if (!(await coverRecords(db, caller, request.body))) return refuse(reply, refusalStatus['sync.notCovered'], 'sync.notCovered');
      await clearAway(caller.accountId, request.log);
      const { removed_seq, compact_through } = await db.selectFrom('accounts').select(['removed_seq', 'compact_through']).where('id', '=', caller.accountId).executeTakeFirstOrThrow();
      return reply.send({ removed: Number(removed_seq), through: Math.max(Number(removed_seq), Number(compact_through)) });
    },
  );

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
        if (!outcome.accepted) return refuse(reply, refusalStatus[outcome.code], outcome.code);
        if (outcome.added > 0) events.tellNews(caller.accountId, caller.deviceId);
        return reply.send(outcome.answer);
      },
    );
    done();
  });
}
