/** Calls for sealed messages. Each but the first two fails with `session.refused` until a session was opened with a signed challenge. */
import * as v from 'valibot';
import { acknowledgedTextSchema, acknowledgementSchema } from './acknowledgeApi.ts';
import { call } from './ipcCall.ts';
import { sharedProgressSchema } from './progressApi.ts';
import { messageIdSchema, recipientSchema, sealedMessageSchema, sessionSignatureSchema, type MessageMember, type MessageState, type SentMessage } from './messagesApi.ts';

const none = v.strictTuple([]);

export const messageCalls = {
  'messages.member': call<MessageMember | null>()(none),
  'messages.challenge': call<string>()(none),
  'messages.session': call<null>()(v.strictTuple([sessionSignatureSchema.entries.challenge, sessionSignatureSchema.entries.signature])),
  'messages.send': call<MessageState>()(v.strictTuple([messageIdSchema, recipientSchema, sealedMessageSchema])),
  'messages.sent': call<readonly SentMessage[]>()(none),
  'messages.withdraw': call<MessageState>()(v.strictTuple([messageIdSchema])),
  /** Ids of what waits for this person, the oldest first. */
  'messages.waiting': call<readonly string[]>()(none),
  'messages.fetch': call<Uint8Array>()(v.strictTuple([messageIdSchema])),
  'messages.settle': call<null>()(v.strictTuple([messageIdSchema, v.picklist(['kept', 'opened'])])),
  /** Counts that the user agreed to send; the session is the same one. */
  'messages.sendProgress': call<null>()(v.strictTuple([sharedProgressSchema])),
  'messages.removeProgress': call<null>()(none),
  /** One acknowledgement that the reader sends on purpose, and taking it back. */
  'messages.tellAcknowledgement': call<null>()(v.strictTuple([acknowledgementSchema])),
  'messages.takeBackAcknowledgement': call<null>()(v.strictTuple([acknowledgedTextSchema])),
} as const;
