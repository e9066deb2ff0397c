/** Sealed messages at the server: left by one account, fetched by another or by the desk. docs/protocol.md explains it. */
import * as v from 'valibot';

export const messagePaths = {
  send: '/v1/messages',
  sent: '/v1/messages/sent',
  waiting: '/v1/messages/waiting',
  fetch: '/v1/messages/fetch',
  settle: '/v1/messages/settle',
  withdraw: '/v1/messages/withdraw',
} as const;

export const messageContentType = 'application/octet-stream';
/** The largest sealed message, in bytes. */
export const maxMessageBytes = 1024 * 1024;
/** Messages of one sender that nobody has fetched yet, and their bytes. */
export const maxWaitingMessages = 200;
export const maxWaitingBytes = 50 * 1024 * 1024;
/** What nobody fetches is dropped after this; the sender is told. */
export const messageLifeDays = 90;
/** States are forgotten this long after a message was left. */
export const messageTraceDays = 365;

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const recipient = v.union([v.literal('desk'), id]);
export const messageIdSchema = id;
export const recipientSchema = recipient;
export const messageStates = ['sent', 'fetched', 'opened', 'withdrawn', 'expired'] as const;
export type MessageState = (typeof messageStates)[number];

export const sendQuerySchema = v.strictObject({ id, to: recipient });
export const messageNameSchema = v.strictObject({ id });
export const settleSchema = v.strictObject({ id, state: v.picklist(['kept', 'opened']) });
export const messageStateSchema = v.object({ state: v.picklist(messageStates) });
export const sealedMessageSchema = v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((bytes) => bytes.byteLength > 0 && bytes.byteLength <= maxMessageBytes));
export const sessionSignatureSchema = v.strictObject({ challenge: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)), signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/u)) });

/** Who this device is to the server. */
export interface MessageMember {
  readonly serverId: string;
  readonly accountId: string;
  readonly deviceId: string;
}

/** The newest thousand. */
export const sentAnswerSchema = v.object({ messages: v.array(v.object({ id, state: v.picklist(messageStates), at: v.string() })) });
export type SentMessage = v.InferOutput<typeof sentAnswerSchema>['messages'][number];
/** The oldest hundred that wait for the caller. */
export const waitingAnswerSchema = v.object({ messages: v.array(v.object({ id, bytes: v.number() })) });
export const maxMessagesAnswerBytes = 256 * 1024;
