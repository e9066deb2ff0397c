import * as v from 'valibot';
import { maxAnswerBytes, statusSchema } from '../../shared/contracts/secretariatApi.ts';
import { maxMessageBytes, maxMessagesAnswerBytes, messageContentType, messagePaths, messageStateSchema, sentAnswerSchema, waitingAnswerSchema, type MessageMember, type MessageState, type SentMessage } from '../../shared/contracts/messagesApi.ts';
import { acknowledgePaths, type AcknowledgedText, type Acknowledgement } from '../../shared/contracts/acknowledgeApi.ts';
import { progressPaths, type SharedProgress } from '../../shared/contracts/progressApi.ts';
import { challengeAnswerSchema, sessionAnswerSchema, syncPaths } from '../../shared/contracts/syncApi.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { bodyAtMost, jsonOf, refusalOf } from './answerBody.ts';
import { discard, isFromElsewhere, plainRequest, type Fetch } from './answerKind.ts';

/** The way of sealed messages to the server and from it. It sees bytes that it cannot open. */
export interface MessageTransport {
  member(): Promise<Result<MessageMember | null>>;
  challenge(): Promise<Result<string>>;
  session(challenge: string, signature: string): Promise<Result<null>>;
  send(id: string, to: string, bytes: Uint8Array): Promise<Result<MessageState>>;
  sent(): Promise<Result<readonly SentMessage[]>>;
  withdraw(id: string): Promise<Result<MessageState>>;
  waiting(): Promise<Result<readonly string[]>>;
  fetch(id: string): Promise<Result<Uint8Array>>;
  settle(id: string, state: 'kept' | 'opened'): Promise<Result<null>>;
  /** The counts that the user agreed to send; they replace those sent before. */
  sendProgress(progress: SharedProgress): Promise<Result<null>>;
  removeProgress(): Promise<Result<null>>;
  tellAcknowledgement(acknowledgement: Acknowledgement): Promise<Result<null>>;
  takeBackAcknowledgement(acknowledged: AcknowledgedText): Promise<Result<null>>;
}

export interface MessageTransportOptions {
  readonly fetch: Fetch;
  joined(): Promise<(MessageMember & { readonly address: string }) | null>;
  readonly timeoutMs?: number;
}

interface Call {
  readonly path: string;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly maxBytes?: number;
}

/** What the user or the exchange acts on; any other refusal is `secretariat.badAnswer`. */
const refusals = new Set(['session.refused', 'device.revoked', 'message.conflict', 'message.quota', 'message.unknown', 'message.unknownRecipient']);

export function createMessageTransport(options: MessageTransportOptions): MessageTransport {
  const timeoutMs = options.timeoutMs ?? 60_000;
  /** Of one joined device at one server; another one needs another session. */
  let session: { readonly token: string; readonly of: string } | null = null;

  const request = async ({ path, json, bytes, maxBytes = maxAnswerBytes }: Call): Promise<Result<Uint8Array>> => {
    const joined = await options.joined();
    if (joined === null) return fail('sync.notJoined', 'never');
    const token = session?.of === joined.address + joined.deviceId ? session.token : null;
    const body = bytes === undefined ? (json === undefined ? null : JSON.stringify(json)) : Buffer.from(bytes);
    try {
      const response = await options.fetch(joined.address + path, {
        ...plainRequest,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { accept: '*/*', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === null ? {} : { 'content-type': bytes === undefined ? 'application/json' : messageContentType }) },
        ...(body === null ? {} : { method: 'POST', body }),
      });
      if (isFromElsewhere(response)) {
        discard(response);
        return fail('secretariat.captivePortal', 'later');
      }
      const answer = await bodyAtMost(response, maxBytes);
      if (response.status === 200 && answer !== null) return ok(answer);
      return refusalOf(response.status, answer, refusals);
    } catch {
      return fail('secretariat.unreachable', 'later');
    }
  };
  const call = async <const TSchema extends v.GenericSchema>(what: Call, answer: TSchema): Promise<Result<v.InferOutput<TSchema>>> => {
    const answered = await request(what);
    if (!answered.ok) return answered;
    const parsed = v.safeParse(answer, jsonOf(answered.value));
    return parsed.success ? ok(parsed.output) : fail('secretariat.badAnswer', 'later');
  };
  const stateOf = async (what: Call): Promise<Result<MessageState>> => {
    const answer = await call(what, messageStateSchema);
    return answer.ok ? ok(answer.value.state) : answer;
  };

  const done = async (what: Call): Promise<Result<null>> => {
    const answer = await call(what, statusSchema);
    return answer.ok ? ok(null) : answer;
  };

  return {
    async member() {
      const joined = await options.joined();
      return ok(joined === null ? null : { serverId: joined.serverId, accountId: joined.accountId, deviceId: joined.deviceId });
    },
    async challenge() {
      const joined = await options.joined();
      if (joined === null) return fail('sync.notJoined', 'never');
      session = null;
      const answer = await call({ path: syncPaths.challenge, json: { deviceId: joined.deviceId } }, challengeAnswerSchema);
      return answer.ok ? ok(answer.value.challenge) : answer;
    },
    async session(challenge, signature) {
      const joined = await options.joined();
      if (joined === null) return fail('sync.notJoined', 'never');
      const answer = await call({ path: syncPaths.session, json: { deviceId: joined.deviceId, challenge, signature } }, sessionAnswerSchema);
      if (!answer.ok) return answer;
      session = { token: answer.value.token, of: joined.address + joined.deviceId };
      return ok(null);
    },
    send: (id, to, bytes) => stateOf({ path: `${messagePaths.send}?id=${id}&to=${to}`, bytes }),
    async sent() {
      const answer = await call({ path: messagePaths.sent, maxBytes: maxMessagesAnswerBytes }, sentAnswerSchema);
      return answer.ok ? ok(answer.value.messages) : answer;
    },
    withdraw: (id) => stateOf({ path: messagePaths.withdraw, json: { id } }),
    async waiting() {
      const answer = await call({ path: messagePaths.waiting, maxBytes: maxMessagesAnswerBytes }, waitingAnswerSchema);
      return answer.ok ? ok(answer.value.messages.map(({ id }) => id)) : answer;
    },
    fetch: (id) => request({ path: messagePaths.fetch, json: { id }, maxBytes: maxMessageBytes }),
    settle: (id, state) => done({ path: messagePaths.settle, json: { id, state } }),
    sendProgress: (progress) => done({ path: progressPaths.send, json: progress }),
    removeProgress: () => done({ path: progressPaths.remove, json: {} }),
    tellAcknowledgement: (acknowledgement) => done({ path: acknowledgePaths.tell, json: acknowledgement }),
    takeBackAcknowledgement: (acknowledged) => done({ path: acknowledgePaths.takeBack, json: acknowledged }),
  };
}
