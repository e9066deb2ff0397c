import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { acknowledgedTextSchema, acknowledgementSchema, acknowledgePaths, type AcknowledgedText, type Acknowledgement } from '../../../shared/contracts/acknowledgeApi.ts';
import { errorAnswerSchema, maxRequestBytes, statusSchema } from '../../../shared/contracts/secretariatApi.ts';
import type { CallerGuard } from '../sync/callerGuard.ts';
import type { SyncContext } from '../sync/syncRoutes.ts';
import { refuse } from '../refuse.ts';
import { keepAcknowledgement, removeAcknowledgement } from './acknowledgementTable.ts';

const noQuery = v.strictObject({});
const response = { 200: statusSchema, '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };

/** Adds what takes an acknowledgement that a reader sends and what takes it back. Nothing hands them out: they are shown at the server's own terminal. */
export function addAcknowledgementRoutes(app: FastifyInstance, { db }: SyncContext, guard: CallerGuard): void {
  app.post<{ Body: Acknowledgement }>(acknowledgePaths.tell, { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: acknowledgementSchema, response } }, async (request, reply) => {
    if (!(await keepAcknowledgement(db, guard.callerFor(request).accountId, request.body))) return refuse(reply, 413, 'sync.quota');
    return { status: 'ok' as const };
  });
  app.post<{ Body: AcknowledgedText }>(acknowledgePaths.takeBack, { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: acknowledgedTextSchema, response } }, async (request) => {
    await removeAcknowledgement(db, guard.callerFor(request).accountId, request.body);
    return { status: 'ok' as const };
  });
}
