import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { errorAnswerSchema, maxRequestBytes, statusSchema } from '../../../shared/contracts/secretariatApi.ts';
import { maxSheetBodyBytes, recoveryBoxRequestSchema, recoveryBoxSchema, recoveryChallengeSchema, recoveryEnteredSchema, recoveryEnterSchema, sheetLookSchema, sheetNameSchema, sheetPaths, sheetPutSchema } from '../../../shared/contracts/sheetApi.ts';
import { createRateLimit } from '../rateLimit.ts';
import { refuse } from '../refuse.ts';
import type { CallerGuard } from '../sync/callerGuard.ts';
import type { SyncContext } from '../sync/syncRoutes.ts';
import { enterBySheet, issueRecoveryChallenge, lookAtSheet, putSheet, recoveryBox, removeSheet } from './sheetTable.ts';

const noQuery = v.strictObject({});
const refusals = { '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };
/** Challenges for one sheet, whoever asks: many addresses do not help someone who knows its id. */
const challengesPerMinute = 12;

/** Adds what a recovery sheet needs at the server. Three of the routes need no session: whoever uses them has lost every device. */
export function addSheetRoutes(app: FastifyInstance, { db, clock, serverId }: SyncContext, guard: CallerGuard): void {
  const sheetLimit = createRateLimit({ perMinute: challengesPerMinute });
  const told = <T extends object>(reply: FastifyReply, outcome: T | string) => (typeof outcome === 'string' ? refuse(reply, 403, outcome) : reply.send(outcome));

  app.get(sheetPaths.sheet, { onRequest: guard.known, schema: { querystring: noQuery, response: { 200: sheetLookSchema, ...refusals } } }, async (request) => ({ sheet: await lookAtSheet(db, guard.callerFor(request)) }));

  app.post<{ Body: v.InferOutput<typeof sheetPutSchema> }>(
    sheetPaths.sheet,
    { bodyLimit: maxSheetBodyBytes, onRequest: guard.known, schema: { querystring: noQuery, body: sheetPutSchema, response: { 200: statusSchema, ...refusals } } },
    async (request, reply) => ((await putSheet(db, clock, guard.callerFor(request), request.body)) ? reply.send({ status: 'ok' }) : refuse(reply, 409, 'sheet.conflict')),
  );

  app.post<{ Body: v.InferOutput<typeof sheetNameSchema> }>(
    sheetPaths.remove,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: sheetNameSchema, response: { 200: statusSchema, ...refusals } } },
    async (request) => {
      await removeSheet(db, guard.callerFor(request), request.body.sheetId);
      return { status: 'ok' };
    },
  );

  app.post<{ Body: v.InferOutput<typeof sheetNameSchema> }>(
    sheetPaths.challenge,
    { bodyLimit: maxRequestBytes, onRequest: guard.limited, schema: { querystring: noQuery, body: sheetNameSchema, response: { 200: recoveryChallengeSchema, ...refusals } } },
    async (request: FastifyRequest<{ Body: v.InferOutput<typeof sheetNameSchema> }>, reply) => {
      const waitSeconds = sheetLimit.take(request.body.sheetId);
      if (waitSeconds > 0) return refuse(reply.header('retry-after', waitSeconds), 429, 'request.tooMany');
      return reply.send({ challenge: await issueRecoveryChallenge(db, clock, request.body.sheetId) });
    },
  );

  app.post<{ Body: v.InferOutput<typeof recoveryBoxRequestSchema> }>(
    sheetPaths.box,
    { bodyLimit: maxRequestBytes, onRequest: guard.limited, schema: { querystring: noQuery, body: recoveryBoxRequestSchema, response: { 200: recoveryBoxSchema, ...refusals } } },
    async (request, reply) => told(reply, await recoveryBox(db, clock, serverId, request.body)),
  );

  app.post<{ Body: v.InferOutput<typeof recoveryEnterSchema> }>(
    sheetPaths.enter,
    { bodyLimit: maxRequestBytes, onRequest: guard.limited, schema: { querystring: noQuery, body: recoveryEnterSchema, response: { 200: recoveryEnteredSchema, ...refusals } } },
    async (request, reply) => told(reply, await enterBySheet(db, clock, serverId, request.body)),
  );
}
