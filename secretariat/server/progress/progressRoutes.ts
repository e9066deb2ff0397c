import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { progressPaths, sharedProgressSchema, type SharedProgress } from '../../../shared/contracts/progressApi.ts';
import { errorAnswerSchema, maxRequestBytes, statusSchema } from '../../../shared/contracts/secretariatApi.ts';
import type { CallerGuard } from '../sync/callerGuard.ts';
import type { SyncContext } from '../sync/syncRoutes.ts';
import { keepProgress, removeProgress } from './progressTable.ts';

const noQuery = v.strictObject({});
const response = { 200: statusSchema, '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };

/** Adds what takes the counts of an account and what deletes them. Nothing hands them out: totals are shown at the server's own terminal. */
export function addProgressRoutes(app: FastifyInstance, { db, clock }: SyncContext, guard: CallerGuard): void {
  app.post<{ Body: SharedProgress }>(progressPaths.send, { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: sharedProgressSchema, response } }, async (request) => {
    await keepProgress(db, clock, guard.callerFor(request).accountId, request.body);
    return { status: 'ok' as const };
  });
  app.post(progressPaths.remove, { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: v.strictObject({}), response } }, async (request) => {
    await removeProgress(db, guard.callerFor(request).accountId);
    return { status: 'ok' as const };
  });
}
