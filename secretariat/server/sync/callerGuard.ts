import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';
import { createRateLimit } from '../rateLimit.ts';
import { refuse } from '../refuse.ts';
import { callerOf, type Caller } from './sessions.ts';

export const refusalStatus = { 'sync.conflict': 409, 'sync.notCovered': 409, 'sync.quota': 413, 'device.revoked': 403, 'session.refused': 401 } as const;

/** Stands before routes: who calls, and how often. */
export interface CallerGuard {
  /** For routes without a session: by the caller's address. */
  limited(request: FastifyRequest, reply: FastifyReply, next: () => void): void;
  /** For routes with one. Before the body is read, so that nobody without a session makes the server hold megabytes. */
  known(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  callerFor(request: FastifyRequest): Caller;
}

export const bearer = (request: FastifyRequest): string | null => /^Bearer ([0-9a-f]{64})$/u.exec(request.headers.authorization ?? '')?.[1] ?? null;

export function createCallerGuard(db: Database, clock: Clock, limits: { readonly sessionsPerMinute: number; readonly syncPerMinute: number }): CallerGuard {
  const addressLimit = createRateLimit({ perMinute: limits.sessionsPerMinute });
  const deviceLimit = createRateLimit({ perMinute: limits.syncPerMinute });
  const callers = new WeakMap<FastifyRequest, Caller>();
  return {
    limited(request, reply, next) {
      const waitSeconds = addressLimit.take(request.ip);
      if (waitSeconds === 0) next();
      else refuse(reply.header('retry-after', waitSeconds), 429, 'request.tooMany');
    },
    async known(request, reply) {
      const caller = await callerOf(db, clock, bearer(request));
      if (typeof caller === 'string') return refuse(reply, refusalStatus[caller], caller);
      const waitSeconds = deviceLimit.take(caller.deviceId);
      if (waitSeconds > 0) return refuse(reply.header('retry-after', waitSeconds), 429, 'request.tooMany');
      callers.set(request, caller);
      return undefined;
    },
    callerFor(request) {
      const caller = callers.get(request);
      if (caller === undefined) throw new Error('a route without its caller');
      return caller;
    },
  };
}
