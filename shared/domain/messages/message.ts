/** What is sent on purpose, to named recipients: its words, and how far it has come. */
import * as v from 'valibot';
import { boundedText, documentIdSchema, instantSchema } from '../vault/storedText.ts';

export const messageKinds = ['question', 'note', 'briefing', 'story', 'entry'] as const;
/** What the reader may do with it; a narrower text is not sent at all. */
export const messageHandlings = ['named-people', 'may-be-cleared', 'public'] as const;
export const deskRecipient = 'desk';
export const maxMessageText = 100_000;
export const maxRecipients = 30;

const key = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const recipientName = v.union([v.literal(deskRecipient), v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u))]);

export const messageDraftSchema = v.strictObject({
  kind: v.picklist(messageKinds),
  title: v.pipe(boundedText(200), v.trim(), v.minLength(1)),
  text: v.pipe(boundedText(maxMessageText), v.trim(), v.minLength(1)),
  handling: v.picklist(messageHandlings),
  /** As whom the sender signs: the post, and a name where the sender wants one. */
  sender: v.pipe(boundedText(200), v.trim(), v.minLength(1)),
  /** The note or briefing that the text was taken from; it stays on the device. */
  source: v.nullable(v.strictObject({ kind: v.picklist(['note', 'briefing']), id: documentIdSchema })),
});
export type MessageDraft = v.InferOutput<typeof messageDraftSchema>;

/** Whom it is sealed to, as the signed directory names them. */
export const messageRecipientSchema = v.strictObject({ to: recipientName, name: v.pipe(boundedText(300), v.minLength(1)), boxKey: key, signKey: key });
export type MessageRecipient = v.InferOutput<typeof messageRecipientSchema>;

/** What is inside the seal, as JSON. Readers pass over fields that they do not know. */
export const messageBodySchema = v.object({
  format: v.literal(1),
  kind: v.picklist(messageKinds),
  title: v.pipe(boundedText(200), v.minLength(1)),
  text: v.pipe(boundedText(maxMessageText), v.minLength(1)),
  handling: v.picklist(messageHandlings),
  sender: v.pipe(boundedText(200), v.minLength(1)),
  sentAt: instantSchema,
  /** Where an answer reaches the sender, once the Secretariat has put it into the directory. */
  account: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u))),
});
export type MessageBody = v.InferOutput<typeof messageBodySchema>;

/** `ready`: in the outbox. `sent`: at the server, not fetched. The others are final but `fetched`. */
export const partStates = ['ready', 'sent', 'fetched', 'opened', 'withdrawn', 'expired', 'refused'] as const;
export type PartState = (typeof partStates)[number];

export const messagePartSchema = v.looseObject({ id: documentIdSchema, to: recipientName, name: v.string(), fingerprint: v.string(), state: v.picklist(partStates), at: instantSchema });
export type MessagePart = v.InferOutput<typeof messagePartSchema>;

const words = { kind: v.picklist(messageKinds), title: v.string(), text: v.string(), handling: v.picklist(messageHandlings), sender: v.string() };
const stored = { id: documentIdSchema, changedAt: instantSchema, trashedAt: v.nullable(instantSchema), ...words };
export const messageViewSchema = v.variant('direction', [
  v.looseObject({ direction: v.literal('out'), ...stored, writtenAt: instantSchema, source: v.nullable(v.looseObject({ kind: v.string(), id: v.string() })), parts: v.array(messagePartSchema) }),
  v.looseObject({ direction: v.literal('in'), ...stored, sentAt: instantSchema, receivedAt: instantSchema, part: documentIdSchema, signKey: key, boxKey: key, fingerprint: v.string(), account: v.nullable(v.string()), openedAt: v.nullable(instantSchema), toldOpened: v.boolean() }),
]);
export type MessageView = v.InferOutput<typeof messageViewSchema>;
export type OutgoingMessage = Extract<MessageView, { direction: 'out' }>;
export type IncomingMessage = Extract<MessageView, { direction: 'in' }>;

/** What an exchange of messages has to do. */
export interface MessageWork {
  readonly toSend: readonly string[];
  readonly following: readonly { readonly id: string; readonly part: string; readonly state: PartState }[];
  readonly toTell: readonly { readonly id: string; readonly part: string }[];
}

/** What speaks against sending a text. `forbids`: it cannot be sent like this. */
export interface MessageFault {
  readonly code: 'private' | 'office' | 'named-people' | 'unsettled' | 'to-clear' | 'source-named';
  readonly forbids: boolean;
  readonly what: string;
}
