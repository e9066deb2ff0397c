import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { maxAcceptBytes, pairingAcceptedSchema, pairingAcceptSchema, pairingAskSchema, pairingLookSchema, pairingNameSchema, pairingOpenedSchema, pairingOpenSchema, pairingPaths, pairingPickupSchema, pairingResultSchema } from '../../../shared/contracts/pairingApi.ts';
import { errorAnswerSchema, maxRequestBytes, statusSchema } from '../../../shared/contracts/secretariatApi.ts';
import { refuse } from '../refuse.ts';
import { acceptPairing, askPairing, lookAtPairing, openPairing, pairingResult } from './pairings.ts';
import type { SyncContext } from './syncRoutes.ts';
import type { CallerGuard } from './callerGuard.ts';

const noQuery = v.strictObject({});
const refusals = { '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };

/** Adds what a further device needs to enter an account. Two of the routes need no session: whoever uses them has none yet. */
export function addPairingRoutes(app: FastifyInstance, { db, clock }: SyncContext, guard: CallerGuard): void {
  app.post<{ Body: v.InferOutput<typeof pairingOpenSchema> }>(
    pairingPaths.open,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: pairingOpenSchema, response: { 200: pairingOpenedSchema, ...refusals } } },
    async (request, reply) => (await openPairing(db, clock, guard.callerFor(request), request.body.pairingId, request.body.pickupHash)) ?? refuse(reply, 409, 'pairing.unknown'),
  );
  app.post<{ Body: v.InferOutput<typeof pairingNameSchema> }>(
    pairingPaths.look,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: pairingNameSchema, response: { 200: pairingLookSchema, ...refusals } } },
    async (request, reply) => {
      const found = await lookAtPairing(db, clock, guard.callerFor(request), request.body.pairingId);
      return found === undefined ? refuse(reply, 404, 'pairing.unknown') : reply.send({ request: found });
    },
  );
  app.post<{ Body: v.InferOutput<typeof pairingAcceptSchema> }>(
    pairingPaths.accept,
    { bodyLimit: maxAcceptBytes, onRequest: guard.known, schema: { querystring: noQuery, body: pairingAcceptSchema, response: { 200: pairingAcceptedSchema, ...refusals } } },
    async (request, reply) => {
      const accepted = await acceptPairing(db, clock, guard.callerFor(request), request.body.pairingId, request.body.sealed);
      return typeof accepted === 'string' ? refuse(reply, 409, accepted) : reply.send(accepted);
    },
  );
  app.post<{ Body: v.InferOutput<typeof pairingAskSchema> }>(
    pairingPaths.ask,
    { bodyLimit: maxRequestBytes, onRequest: guard.limited, schema: { querystring: noQuery, body: pairingAskSchema, response: { 200: statusSchema, ...refusals } } },
    async (request, reply) => {
      const refusal = await askPairing(db, clock, request.body);
      return refusal === null ? reply.send({ status: 'ok' }) : refuse(reply, 403, refusal);
    },
  );
  app.post<{ Body: v.InferOutput<typeof pairingPickupSchema> }>(
    pairingPaths.result,
    { bodyLimit: maxRequestBytes, onRequest: guard.limited, schema: { querystring: noQuery, body: pairingPickupSchema, response: { 200: pairingResultSchema, ...refusals } } },
    async (request, reply) => (await pairingResult(db, clock, request.body.pairingId, request.body.pickup)) ?? refuse(reply, 403, 'pairing.unknown'),
  );
}
