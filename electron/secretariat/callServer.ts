import * as v from 'valibot';
import { errorAnswerSchema, maxAnswerBytes } from '../../shared/contracts/secretariatApi.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
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
  let text: string | null;
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
    text = isJson(response) ? await readText(response, call.maxBytes ?? maxAnswerBytes) : null;
  } catch {
    return fail('secretariat.unreachable', 'later');
  }
  if (text === null) discard(response);
  if (response.status === 429 || response.status === 503) return fail('secretariat.busy', 'later');
  if (response.status === 502 || response.status === 504) return fail('secretariat.unreachable', 'later');
  const answer = parseJson(text);
  if (response.status === 200) {
    const parsed = v.safeParse(call.answer, answer);
    if (parsed.success) return ok(parsed.output);
  } else {
    const refusal = v.safeParse(errorAnswerSchema, answer);
    if (refusal.success && call.refusals?.includes(refusal.output.code)) return fail(refusal.output.code, 'never');
  }
  return fail('secretariat.badAnswer', 'later', { status: response.status });
}

/** The body as text, or null when it is longer than it may be. */
async function readText(response: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
