import * as v from 'valibot';
import { maxAnswerBytes } from '../../shared/contracts/secretariatApi.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { bodyAtMost, jsonOf, refusalOf } from './answerBody.ts';
import { discard, isFromElsewhere, plainRequest, type Fetch } from './answerKind.ts';

export interface ServerCall<TSchema extends v.GenericSchema> {
  readonly url: string;
  /** Sent as JSON by POST; a call without a body is a GET. */
  readonly body?: unknown;
  readonly answer: TSchema;
  /** Refusals of the server that the user is told as they are; any other one is `secretariat.badAnswer`. */
  readonly refusals?: readonly string[];
  /** Longest answer that is read; by default that of an ordinary route. */
  readonly maxBytes?: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const isJson = (response: Response): boolean => /^application\/json\b/iu.test(response.headers.get('content-type') ?? '');

/**
 * One call of the server's API. Failures: `secretariat.unreachable`, `secretariat.captivePortal`, `secretariat.busy`,
 * `secretariat.badAnswer`, and the refusals that the caller names.
 */
export async function callServer<const TSchema extends v.GenericSchema>(fetch: Fetch, call: ServerCall<TSchema>): Promise<Result<v.InferOutput<TSchema>>> {
  const timeout = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]);
  let response: Response;
  let body: Uint8Array | null;
  try {
    response = await fetch(call.url, {
      ...plainRequest,
      signal,
      headers: { accept: 'application/json', ...(call.body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(call.body === undefined ? {} : { method: 'POST', body: JSON.stringify(call.body) }),
    });
    if (isFromElsewhere(response)) {
      discard(response);
      return fail('secretariat.captivePortal', 'later');
    }
    body = isJson(response) ? await bodyAtMost(response, call.maxBytes ?? maxAnswerBytes) : null;
  } catch {
    return fail('secretariat.unreachable', 'later');
  }
  if (body === null) discard(response);
  if (response.status !== 200) return refusalOf(response.status, body, new Set(call.refusals));
  const parsed = v.safeParse(call.answer, jsonOf(body));
  return parsed.success ? ok(parsed.output) : fail('secretariat.badAnswer', 'later', { status: response.status });
}
