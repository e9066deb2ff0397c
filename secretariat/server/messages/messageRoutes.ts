import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { maxMessageBytes, messageContentType, messageNameSchema, messagePaths, messageStateSchema, sendQuerySchema, sentAnswerSchema, settleSchema, waitingAnswerSchema } from '../../../shared/contracts/messagesApi.ts';
import { errorAnswerSchema, maxRequestBytes, statusSchema } from '../../../shared/contracts/secretariatApi.ts';
import { refuse } from '../refuse.ts';
import type { CallerGuard } from '../sync/callerGuard.ts';
import type { SyncContext } from '../sync/syncRoutes.ts';
import { fetchMessage, leaveMessage, sentMessages, settleMessage, waitingMessages, withdrawMessage } from './messageStore.ts';

const noQuery = v.strictObject({});
const refusals = { '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };
const statusOf = { 'message.conflict': 409, 'message.quota': 413, 'message.unknownRecipient': 404 } as const;

/** Adds what leaves, fetches and takes back sealed messages between accounts, and to the desk. */
export function addMessageRoutes(app: FastifyInstance, { db, clock, events }: SyncContext, guard: CallerGuard): void {
  const accountOf = (request: Parameters<CallerGuard['callerFor']>[0]): string => guard.callerFor(request).accountId;

  app.get(messagePaths.sent, { onRequest: guard.known, schema: { querystring: noQuery, response: { 200: sentAnswerSchema, ...refusals } } }, async (request) => ({ messages: await sentMessages(db, accountOf(request)) }));
  app.get(messagePaths.waiting, { onRequest: guard.known, schema: { querystring: noQuery, response: { 200: waitingAnswerSchema, ...refusals } } }, async (request) => ({ messages: await waitingMessages(db, accountOf(request)) }));
  app.post<{ Body: v.InferOutput<typeof messageNameSchema> }>(
    messagePaths.fetch,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: messageNameSchema, response: refusals } },
    async (request, reply) => {
      const bytes = await fetchMessage(db, clock, accountOf(request), request.body.id);
      return bytes === undefined ? refuse(reply, 404, 'message.unknown') : reply.type(messageContentType).send(Buffer.from(bytes));
    },
  );
  app.post<{ Body: v.InferOutput<typeof settleSchema> }>(
    messagePaths.settle,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: settleSchema, response: { 200: statusSchema, ...refusals } } },
    async (request, reply) => ((await settleMessage(db, clock, accountOf(request), request.body.id, request.body.state)) ? reply.send({ status: 'ok' }) : refuse(reply, 404, 'message.unknown')),
  );
  app.post<{ Body: v.InferOutput<typeof messageNameSchema> }>(
    messagePaths.withdraw,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: messageNameSchema, response: { 200: messageStateSchema, ...refusals } } },
    async (request, reply) => {
      const state = await withdrawMessage(db, clock, accountOf(request), request.body.id);
      return state === undefined ? refuse(reply, 404, 'message.unknown') : reply.send({ state });
    },
  );

  void app.register((scope, _options, done) => {
    scope.addContentTypeParser(messageContentType, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Body: Buffer; Querystring: v.InferOutput<typeof sendQuerySchema> }>(
      messagePaths.send,
      { bodyLimit: maxMessageBytes, onRequest: guard.known, schema: { querystring: sendQuerySchema, body: v.pipe(v.instance(Uint8Array), v.check((bytes) => bytes.byteLength > 0)), response: { 200: messageStateSchema, ...refusals } } },
      async (request, reply) => {
        const { id, to } = request.query;
        const left = await leaveMessage(db, clock, accountOf(request), { id, to, bytes: request.body });
        if (typeof left === 'string') return refuse(reply, statusOf[left], left);
        if (to !== 'desk') events.tellNews(to, '');
        return reply.send(left);
      },
    );
    done();
  });
}
