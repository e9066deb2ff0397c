import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { chunkContentType, chunkNameSchema, chunkNamesSchema, chunkPaths, haveAnswerSchema, maxChunkBytes, putChunkQuerySchema } from '../../../shared/contracts/chunksApi.ts';
import { errorAnswerSchema, maxRequestBytes, statusSchema } from '../../../shared/contracts/secretariatApi.ts';
import { parseRange } from '../parseRange.ts';
import { refuse } from '../refuse.ts';
import type { CallerGuard } from '../sync/callerGuard.ts';
import type { SyncContext } from '../sync/syncRoutes.ts';
import { chunksThere, keepChunk, readChunk, removeChunks } from './chunkTable.ts';

const noQuery = v.strictObject({});
const refusals = { '4xx': errorAnswerSchema, '5xx': errorAnswerSchema };
const statusOf = { 'chunk.damaged': 400, 'chunk.conflict': 409, 'chunk.quota': 413 } as const;

/** Adds what keeps and hands out pieces of attachments. An upload or download that was cut off goes on with the pieces, or bytes, that are missing. */
export function addChunkRoutes(app: FastifyInstance, { db, events, limits }: SyncContext, guard: CallerGuard): void {
  app.get<{ Querystring: v.InferOutput<typeof chunkNameSchema> }>(chunkPaths.chunk, { onRequest: guard.known, schema: { querystring: chunkNameSchema, response: refusals } }, async (request, reply) => {
    const found = await readChunk(db, guard.callerFor(request).accountId, request.query.id);
    if (found === undefined) return refuse(reply, 404, 'chunk.unknown');
    const size = found.bytes.byteLength;
    const range = parseRange(request.headers.range, size);
    reply.header('accept-ranges', 'bytes').header('etag', `"${found.hash}"`);
    if (range === 'unsatisfiable') return refuse(reply.header('content-range', `bytes */${size}`), 416, 'request.range');
    if (range === 'whole') return reply.type(chunkContentType).send(Buffer.from(found.bytes));
    return reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`).type(chunkContentType).send(Buffer.from(found.bytes.subarray(range.start, range.end + 1)));
  });
  app.post<{ Body: v.InferOutput<typeof chunkNamesSchema> }>(
    chunkPaths.have,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: chunkNamesSchema, response: { 200: haveAnswerSchema, ...refusals } } },
    async (request) => ({ ids: await chunksThere(db, guard.callerFor(request).accountId, request.body.ids) }),
  );
  app.post<{ Body: v.InferOutput<typeof chunkNamesSchema> }>(
    chunkPaths.remove,
    { bodyLimit: maxRequestBytes, onRequest: guard.known, schema: { querystring: noQuery, body: chunkNamesSchema, response: { 200: statusSchema, ...refusals } } },
    async (request) => {
      await removeChunks(db, guard.callerFor(request).accountId, request.body.ids);
      return { status: 'ok' as const };
    },
  );
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser(chunkContentType, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Body: Buffer; Querystring: v.InferOutput<typeof putChunkQuerySchema> }>(
      chunkPaths.chunk,
      { bodyLimit: maxChunkBytes, onRequest: guard.known, schema: { querystring: putChunkQuerySchema, body: v.pipe(v.instance(Uint8Array), v.check((bytes) => bytes.byteLength > 0)), response: { 200: statusSchema, ...refusals } } },
      async (request, reply) => {
        const { accountId, deviceId } = guard.callerFor(request);
        const refusal = await keepChunk(db, accountId, { ...request.query, bytes: request.body }, limits.chunkQuotaBytes);
        // A device that waits for the piece fetches it then.
        if (refusal === null) events.tellNews(accountId, deviceId);
        return refusal === null ? reply.send({ status: 'ok' }) : refuse(reply, statusOf[refusal], refusal);
      },
    );
    done();
  });
}
