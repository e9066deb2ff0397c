import type { FastifyReply } from 'fastify';

/** Answers with a code and nothing else. */
export function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('application/json; charset=utf-8').send({ code });
}
