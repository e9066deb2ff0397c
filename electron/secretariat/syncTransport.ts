import * as v from 'valibot';
import { challengeAnswerSchema, compactAnswerSchema, devicesAnswerSchema, maxRecordBytes, pushAnswerSchema, sessionAnswerSchema, syncContentType, syncPaths, type AppliedMark, type CompactAnswer, type CompactRequest, type DeviceEntry, type PushAnswer } from '../../shared/contracts/syncApi.ts';
import { maxAnswerBytes } from '../../shared/contracts/secretariatApi.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { bodyAtMost, jsonOf, refusalOf } from './answerBody.ts';
import { discard, isFromElsewhere, plainRequest, type Fetch } from './answerKind.ts';
import type { ExchangeAllowance } from './exchangeAllowance.ts';

export interface SyncMember {
  readonly serverId: string;
  readonly accountId: string;
  readonly deviceId: string;
}

/** The way to the server's log of sealed records. It sees bytes that it cannot open, and keeps the session's token to itself. */
export interface SyncTransport {
  /** Who this device is to the server; null where it has joined none. */
  member(): Promise<Result<SyncMember | null>>;
  challenge(): Promise<Result<string>>;
  session(challenge: string, signature: string): Promise<Result<null>>;
  push(batch: Uint8Array): Promise<Result<PushAnswer>>;
  /** `applied`: what this device has saved, where it says so. */
  pull(after: number, own: boolean, applied: AppliedMark | null): Promise<Result<Uint8Array>>;
  /** Has the server drop what a snapshot covers, once every device in use has it. */
  compact(request: CompactRequest): Promise<Result<CompactAnswer>>;
  devices(): Promise<Result<readonly DeviceEntry[]>>;
  revoke(deviceId: string): Promise<Result<readonly DeviceEntry[]>>;
  /** One call with a JSON body and this device's session. */
  call<const TSchema extends v.GenericSchema>(path: string, json: unknown, answer: TSchema): Promise<Result<v.InferOutput<TSchema>>>;
  /** Token of the open session, for the event stream; null before there is one. */
  token(): string | null;
  /** Ends the session on this side, after leaving. */
  forget(): void;
}

export interface SyncTransportOptions {
  readonly fetch: Fetch;
  /** Where this device has joined; null where nowhere. */
  joined(): Promise<(SyncMember & { readonly address: string }) | null>;
  /** Keeps what crosses within bounds; without one there are none. */
  readonly allowance?: ExchangeAllowance;
  /** Called when a session was opened. */
  onSession?(): void;
  readonly callTimeoutMs?: number;
  /** Longest time for sending or fetching a megabyte or more. */
  readonly bulkTimeoutMs?: number;
}

/** Refusals that the engine acts on; any other one is `secretariat.badAnswer`. */
const refusals = new Set(['session.refused', 'device.revoked', 'device.unknown', 'sync.conflict', 'sync.notCovered', 'sync.quota', 'pairing.unknown', 'pairing.tooManyDevices', 'sheet.conflict']);
const pullRoom = 64 * 1024;

interface Request {
  readonly path: string;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export function createSyncTransport(options: SyncTransportOptions): SyncTransport {
  const callTimeoutMs = options.callTimeoutMs ?? 15_000;
  const bulkTimeoutMs = options.bulkTimeoutMs ?? 120_000;
  let token: string | null = null;

  const send = async ({ path, json, bytes, maxBytes, timeoutMs }: Request): Promise<Result<Uint8Array>> => {
    const joined = await options.joined();
    if (joined === null) return fail('sync.notJoined', 'never');
    const headers: Record<string, string> = { accept: bytes === undefined ? 'application/json' : '*/*' };
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (bytes !== undefined) headers['content-type'] = syncContentType;
    else if (json !== undefined) headers['content-type'] = 'application/json';
    const body = bytes === undefined ? (json === undefined ? null : JSON.stringify(json)) : Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
    try {
      const response = await options.fetch(joined.address + path, { ...plainRequest, signal: AbortSignal.timeout(timeoutMs), headers, ...(body === null ? {} : { method: 'POST', body }) });
      if (isFromElsewhere(response)) {
        discard(response);
        return fail('secretariat.captivePortal', 'later');
      }
      const answer = await bodyAtMost(response, maxBytes);
      if (answer !== null && !(await matchesDigest(response, answer))) return fail('secretariat.badAnswer', 'later');
      if (response.status === 200 && answer !== null) return ok(answer);
      return refusalOf(response.status, answer, refusals);
    } catch {
      return fail('secretariat.unreachable', 'later');
    }
  };

  const call = async <const TSchema extends v.GenericSchema>(path: string, json: unknown, answer: TSchema): Promise<Result<v.InferOutput<TSchema>>> => {
    const sent = await send({ path, json, maxBytes: maxAnswerBytes, timeoutMs: callTimeoutMs });
    return sent.ok ? parsed(sent.value, answer) : sent;
  };

  return {
    async member() {
      const joined = await options.joined();
      return ok(joined === null ? null : { serverId: joined.serverId, accountId: joined.accountId, deviceId: joined.deviceId });
    },
    async challenge() {
      const joined = await options.joined();
      if (joined === null) return fail('sync.notJoined', 'never');
      token = null;
      const answer = await call(syncPaths.challenge, { deviceId: joined.deviceId }, challengeAnswerSchema);
      return answer.ok ? ok(answer.value.challenge) : answer;
    },
    async session(challenge, signature) {
      const joined = await options.joined();
      if (joined === null) return fail('sync.notJoined', 'never');
      const answer = await call(syncPaths.session, { deviceId: joined.deviceId, challenge, signature }, sessionAnswerSchema);
      if (!answer.ok) return answer;
      token = answer.value.token;
      options.onSession?.();
      return ok(null);
    },
    async push(batch) {
      const over = options.allowance?.check() ?? null;
      if (over !== null) return over;
      options.allowance?.used(batch.byteLength);
      const sent = await send({ path: syncPaths.push, bytes: batch, maxBytes: maxAnswerBytes, timeoutMs: bulkTimeoutMs });
      return sent.ok ? parsed(sent.value, pushAnswerSchema) : sent;
    },
    async pull(after, own, applied) {
      const over = options.allowance?.check() ?? null;
      if (over !== null) return over;
      const page = await send({ path: `${syncPaths.pull}?after=${after}${own ? '&own=1' : ''}${applied === null ? '' : `&applied=${applied.number}&epoch=${applied.epoch}`}`, maxBytes: maxRecordBytes + pullRoom, timeoutMs: bulkTimeoutMs });
      if (page.ok) options.allowance?.used(page.value.byteLength);
      return page;
    },
    compact: (request) => call(syncPaths.compact, request, compactAnswerSchema),
    async devices() {
      const answer = await call(syncPaths.devices, undefined, devicesAnswerSchema);
      return answer.ok ? ok(answer.value.devices) : answer;
    },
    async revoke(deviceId) {
      const answer = await call(syncPaths.revoke, { deviceId }, devicesAnswerSchema);
      return answer.ok ? ok(answer.value.devices) : answer;
    },
    call,
    token: () => token,
    forget() {
      token = null;
    },
  };
}

/** Whether the bytes are those that the server sent, where it says which (RFC 9530). Reckoned beside the program's own thread. */
async function matchesDigest(response: Response, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const said = response.headers.get('content-digest');
  return said === null || said === `sha-256=:${Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64')}:`;
}

function parsed<const TSchema extends v.GenericSchema>(bytes: Uint8Array, schema: TSchema): Result<v.InferOutput<TSchema>> {
  const result = v.safeParse(schema, jsonOf(bytes));
  return result.success ? ok(result.output) : fail('secretariat.badAnswer', 'later');
}
