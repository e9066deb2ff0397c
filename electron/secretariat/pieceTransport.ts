import { createHash } from 'node:crypto';
import { chunkContentType, chunkPaths, haveAnswerSchema, maxChunkBytes } from '../../shared/contracts/chunksApi.ts';
import type { PieceRules } from '../../shared/contracts/pieceCalls.ts';
import { maxAnswerBytes, statusSchema } from '../../shared/contracts/secretariatApi.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { bodyAtMost, chunksOf, refusalOf } from './answerBody.ts';
import { discard, isFromElsewhere, plainRequest, type Fetch } from './answerKind.ts';
import type { ExchangeAllowance } from './exchangeAllowance.ts';
import type { SyncTransport } from './syncTransport.ts';

/** The way of sealed pieces of files to the server and from it, in the session of the exchange. */
export interface PieceTransport {
  rules(): Promise<Result<PieceRules>>;
  have(names: readonly string[]): Promise<Result<readonly string[]>>;
  send(name: string, sealed: Uint8Array, asked: boolean): Promise<Result<null>>;
  fetch(name: string, asked: boolean): Promise<Result<Uint8Array>>;
  remove(names: readonly string[]): Promise<Result<null>>;
}

export interface PieceTransportOptions {
  readonly fetch: Fetch;
  readonly sync: Pick<SyncTransport, 'call' | 'token'>;
  /** Where this device has joined; null where nowhere. */
  joined(): Promise<{ readonly address: string } | null>;
  readonly allowance?: ExchangeAllowance;
  readonly rules?: () => PieceRules;
  /** A whole piece may take this long on the way out: on a slow link a megabyte takes minutes. */
  readonly sendTimeoutMs?: number;
  /** Shorter, because a piece that comes goes on where it was cut off. */
  readonly fetchTimeoutMs?: number;
}

/** A piece of which a part has come. */
interface Partial {
  readonly name: string;
  /** The server's hash of the whole piece. */
  readonly hash: string;
  bytes: Uint8Array;
}

const refusals = new Set(['session.refused', 'device.revoked', 'chunk.damaged', 'chunk.conflict', 'chunk.quota', 'chunk.unknown']);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function createPieceTransport(options: PieceTransportOptions): PieceTransport {
  const { sync, allowance } = options;
  const sendTimeoutMs = options.sendTimeoutMs ?? 10 * 60_000;
  const fetchTimeoutMs = options.fetchTimeoutMs ?? 2 * 60_000;
  /** One at a time: what came of the piece that was cut off last. */
  let partial: Partial | null = null;

  const request = async (path: string, init: RequestInit): Promise<Result<Response>> => {
    const joined = await options.joined();
    if (joined === null) return fail('sync.notJoined', 'never');
    const token = sync.token();
    try {
      const response = await options.fetch(joined.address + path, {
        ...plainRequest,
        signal: AbortSignal.timeout(init.method === 'POST' ? sendTimeoutMs : fetchTimeoutMs),
        ...init,
        headers: { accept: '*/*', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(init.headers as Record<string, string> | undefined) },
      });
      if (!isFromElsewhere(response)) return ok(response);
      discard(response);
      return fail('secretariat.captivePortal', 'later');
    } catch {
      return fail('secretariat.unreachable', 'later');
    }
  };

  /** Reads what comes and keeps it also where the rest does not. */
  const take = async (response: Response, into: Partial, wholeLength: number): Promise<boolean> => {
    const parts = [into.bytes];
    let length = into.bytes.byteLength;
    try {
      for await (const part of chunksOf(response)) {
        length += part.byteLength;
        if (length > maxChunkBytes) return false;
        parts.push(part);
      }
    } catch {
      // Cut off: what came stays for the next call.
    }
    into.bytes = new Uint8Array(Buffer.concat(parts));
    return into.bytes.byteLength === wholeLength;
  };

  const fetchOnce = async (name: string): Promise<Result<{ readonly bytes: Uint8Array; readonly intact: boolean }>> => {
    const begun: Partial | null = partial?.name === name && partial.bytes.byteLength > 0 ? partial : null;
    partial = null;
    const answer = await request(`${chunkPaths.chunk}?id=${name}`, begun === null ? {} : { headers: { range: `bytes=${begun.bytes.byteLength}-` } });
    if (!answer.ok) {
      partial = begun;
      return answer;
    }
    const response = answer.value;
    if (response.status === 401) partial = begun;
    if (response.status !== 200 && response.status !== 206) return refused(response);
    const hash = /[0-9a-f]{64}/u.exec(response.headers.get('etag') ?? '')?.[0] ?? '';
    const range = /^bytes (\d+)-\d+\/(\d+)$/u.exec(response.headers.get('content-range') ?? '');
    const goesOn = response.status === 206 && begun !== null && begun.hash === hash && Number(range?.[1]) === begun.bytes.byteLength;
    if (response.status === 206 && !goesOn) {
      // Another piece lies there meanwhile: from the start, with the next call.
      discard(response);
      return fail('secretariat.badAnswer', 'later');
    }
    const into: Partial = goesOn && begun !== null ? begun : { name, hash, bytes: new Uint8Array(0) };
    const before = into.bytes.byteLength;
    const whole = await take(response, into, Number(goesOn ? range?.[2] : response.headers.get('content-length')));
    allowance?.used(into.bytes.byteLength - before);
    if (!whole) {
      partial = hash === '' ? null : into;
      return fail('secretariat.unreachable', 'later');
    }
    return ok({ bytes: into.bytes, intact: sha256(into.bytes) === hash });
  };

  return {
    rules: () => Promise.resolve(ok(options.rules?.() ?? { largestBytes: null })),
    async have(names) {
      const answer = await sync.call(chunkPaths.have, { ids: names }, haveAnswerSchema);
      return answer.ok ? ok(answer.value.ids) : answer;
    },
    async send(name, sealed, asked) {
      const over = asked ? null : (allowance?.checkFiles() ?? null);
      if (over !== null) return over;
      allowance?.used(sealed.byteLength);
      const answer = await request(`${chunkPaths.chunk}?id=${name}&hash=${sha256(sealed)}`, { method: 'POST', body: Buffer.from(sealed), headers: { 'content-type': chunkContentType } });
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return refused(answer.value);
      discard(answer.value);
      return ok(null);
    },
    async fetch(name, asked) {
      const over = asked ? null : (allowance?.checkFiles() ?? null);
      if (over !== null) return over;
      const first = await fetchOnce(name);
      if (!first.ok || first.value.intact) return first.ok ? ok(first.value.bytes) : first;
      // Damaged on the way, or at the server. Whoever opens it sees which; a second time it is handed on as it is.
      const second = await fetchOnce(name);
      return second.ok ? ok(second.value.bytes) : second;
    },
    async remove(names) {
      const answer = await sync.call(chunkPaths.remove, { ids: names }, statusSchema);
      return answer.ok ? ok(null) : answer;
    },
  };
}

const refused = async (response: Response): Promise<Result<never>> => refusalOf(response.status, await bodyAtMost(response, maxAnswerBytes).catch(() => null), refusals);
