import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import * as v from 'valibot';
import { aboutSchema, apiPaths, errorAnswerSchema, maxRequestBytes, redeemAnswerSchema, redeemRequestSchema, statusSchema, type About, type RedeemRequest } from '../../shared/contracts/secretariatApi.ts';
import type { Clock } from './clock.ts';
import { isSameSecret } from './constantTime.ts';
import type { Database } from './database/openDatabase.ts';
import type { EventHub } from './eventHub.ts';
import { joinProofRefusal, redeemInvitation } from './invitations.ts';
import type { Metrics } from './metrics.ts';
import type { PublishedEdition } from './publishedEdition.ts';
import type { RateLimit } from './rateLimit.ts';
import { refuse } from './refuse.ts';
import { serveRepositoryFile } from './serveRepositoryFile.ts';
import { bearer } from './sync/callerGuard.ts';
import { callerOf } from './sync/sessions.ts';
import { addSyncRoutes, type SyncLimits } from './sync/syncRoutes.ts';

export interface ApiContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly about: About;
  readonly repositoryFolder: string;
  readonly events: EventHub;
  readonly redeemLimit: RateLimit;
  /** All callers together, so that many addresses do not help someone who guesses. */
  readonly redeemLimitOfAll: RateLimit;
  readonly limits: SyncLimits;
  readonly metrics?: { readonly source: Metrics; readonly token: string } | undefined;
  edition(): PublishedEdition | null;
}

/** Only there where a token was set. */
const metricsPath = '/v1/metrics';
const noQuery = v.strictObject({});
const refusals = { '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };

/** Adds every route. Each one has a schema for what comes in and, where it answers JSON, for what goes out. */
export function addApiRoutes(app: FastifyInstance, context: ApiContext): void {
  app.get(apiPaths.health, { schema: { querystring: noQuery, response: { 200: statusSchema, ...refusals } } }, () => ({ status: 'ok' }));

  app.get(apiPaths.ready, { schema: { querystring: noQuery, response: { 200: statusSchema, 503: statusSchema, ...refusals } } }, async (_request, reply) => {
    const answers = await sql`select 1`.execute(context.db).then(
      () => true,
      () => false,
    );
    const ready = answers && context.edition() !== null;
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'starting' });
  });

  const { metrics } = context;
  if (metrics !== undefined) {
    app.get(metricsPath, { schema: { querystring: noQuery, response: refusals } }, async (request, reply) => {
      const shown = /^Bearer (\S{1,200})$/u.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!isSameSecret(shown, metrics.token)) return refuse(reply, 401, 'metrics.refused');
      return reply.type(metrics.source.contentType).send(await metrics.source.text());
    });
  }

  app.get(apiPaths.about, { schema: { querystring: noQuery, response: { 200: aboutSchema, ...refusals } } }, () => context.about);

  app.post<{ Body: RedeemRequest }>(
    apiPaths.redeem,
    {
      bodyLimit: maxRequestBytes,
      schema: { querystring: noQuery, body: redeemRequestSchema, response: { 200: redeemAnswerSchema, ...refusals } },
      // Counted before the body is read, so that a flood costs as little as possible.
      onRequest: (request, reply, next) => {
        const waitSeconds = context.redeemLimit.take(request.ip) || context.redeemLimitOfAll.take('all');
        if (waitSeconds === 0) next();
        else refuse(reply.header('retry-after', waitSeconds), 429, 'request.tooMany');
      },
    },
    async (request, reply) => {
      const { code, signKey, boxKey, deviceName, serverId, root, proof } = request.body;
      if (serverId !== context.about.serverId || root !== context.about.root) return refuse(reply, 403, 'invitation.otherServer');
      // Before the invitation is looked at: a try without the key costs it nothing.
      const refusal = joinProofRefusal(serverId, code, { signKey, boxKey, deviceName }, proof);
      if (refusal !== null) return refuse(reply, 403, refusal);
      const redemption = await redeemInvitation(context.db, context.clock, code, { signKey, boxKey, deviceName });
      if (!redemption.accepted) return refuse(reply, 403, redemption.code);
      return reply.send({ accountId: redemption.accountId, deviceId: redemption.deviceId, serverId });
    },
  );

  app.get(apiPaths.events, { schema: { querystring: noQuery, response: refusals } }, async (request, reply) => {
    // A stream without a session hears of editions only. One whose session has ended is refused, so that the app opens another.
    const caller = request.headers.authorization === undefined ? undefined : await callerOf(context.db, context.clock, bearer(request));
    if (typeof caller === 'string') return refuse(reply, 401, caller);
    const lastEventId = request.headers['last-event-id'];
    const response = reply.raw;
    if (!context.events.add(response, typeof lastEventId === 'string' ? lastEventId : undefined, caller)) {
      reply.header('retry-after', 60);
      return refuse(reply, 503, 'server.busy');
    }
    reply.hijack();
    return reply;
  });

  addSyncRoutes(app, { ...context, serverId: context.about.serverId });

  app.route({
    method: ['GET', 'HEAD'],
    url: `${apiPaths.repository}*`,
    schema: { params: v.object({ '*': v.pipe(v.string(), v.maxLength(400)) }), response: refusals },
    handler: (request, reply) => serveRepositoryFile(context.repositoryFolder, request, reply),
  });
}
