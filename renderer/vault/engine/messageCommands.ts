/** Writing, sealing, taking in and opening messages. Keys are used here and never leave the worker. */
import * as v from 'valibot';
import { keyFingerprint, messageRecipient, newMessageKeys, openMessage, sealMessage, type MessageKeys } from '../../../shared/crypto/sealedMessage.ts';
import { sessionText } from '../../../shared/contracts/syncApi.ts';
import { maxMessageText, messageBodySchema, type IncomingMessage, type MessageBody, type MessageView } from '../../../shared/domain/messages/message.ts';
import type { CommandArgs, CommandName, CommandValue } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { only, type DocumentRef } from './documentKinds.ts';
import { messagesParent, partsToSend, startIncoming, startOutgoing, writeMessageField, writePartState, type SealedPart } from './messageDocument.ts';
import { addMessageKeys, messageKeyPairs } from './messageKeys.ts';
import { briefingDetail } from './briefingDocument.ts';
import { plainText } from './noteBodyText.ts';
import { bodyFragment, noteDetail } from './noteDocument.ts';
import { messageFaults } from './messageFaults.ts';
import type { OpenVault } from './openVault.ts';

type MessageCommand = Extract<CommandName, 'messageKeys' | 'keyFingerprints' | 'messageText' | 'checkMessage' | 'composeMessage' | 'messageParts' | 'messageWork' | 'noteMessageState' | 'takeMessage' | 'markMessage' | 'trashMessage' | 'signSession'>;
type MessageHandlers = { readonly [C in MessageCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

const keysRef: DocumentRef = { kind: 'messageKeys', id: only };
const message = (id: string): DocumentRef => ({ kind: 'message', id });

async function pairs(vault: OpenVault): Promise<readonly MessageKeys[]> {
  const document = await vault.queue.document(keysRef).catch(() => null);
  return document === null ? [] : messageKeyPairs(document.doc);
}

async function ownKeys(vault: OpenVault): Promise<Result<MessageKeys>> {
  const [known] = await pairs(vault);
  if (known !== undefined) return ok(known);
  const made = newMessageKeys(vault.sodium);
  const saved = await vault.queue.edit(keysRef, vault.personal, (doc) => addMessageKeys(doc, made, vault.now()));
  return saved.ok ? ok(made) : saved;
}

export const messageHandlers: MessageHandlers = {
  messageKeys: async (vault) => {
    const keys = await ownKeys(vault);
    return keys.ok ? ok({ boxKey: keys.value.boxKey, signKey: keys.value.signKey, fingerprint: keyFingerprint(vault.sodium, keys.value) }) : keys;
  },
  keyFingerprints: async (vault, keys) => ok(keys.map((pair) => keyFingerprint(vault.sodium, pair))),
  messageText: async (vault, source) => {
    const document = await vault.queue.document(source);
    const context = { id: source.id, changedAt: document.changedAt };
    if (source.kind === 'note') return ok({ title: noteDetail(document.doc, context)?.fields.title ?? '', text: plainText(document.doc.getXmlFragment(bodyFragment), maxMessageText).slice(0, maxMessageText).trim() });
    const briefing = briefingDetail(document.doc, context);
    const words = [briefing?.fields.ask ?? '', ...(briefing?.lines ?? []).map(({ text }) => text)];
    return ok({ title: briefing?.fields.title ?? '', text: words.filter((line) => line.trim() !== '').join('\n\n').slice(0, maxMessageText) });
  },
  checkMessage: async (vault, draft) => ok(await messageFaults(vault, draft)),
  composeMessage: async (vault, draft, recipients, account) => {
    const faults = await messageFaults(vault, draft);
    if (faults.some(({ forbids }) => forbids)) return fail('message.forbidden', 'never');
    const keys = await ownKeys(vault);
    if (!keys.ok) return keys;
    const { source: _source, ...words } = draft;
    const body = vault.sodium.from_string(JSON.stringify({ format: 1, ...words, sentAt: vault.now(), account } satisfies MessageBody));
    const parts = recipients.map(({ to, name, boxKey, signKey }): SealedPart => {
      const part = vault.newId();
      return { id: part, to, name, fingerprint: keyFingerprint(vault.sodium, { boxKey, signKey }), state: 'ready', at: vault.now(), bytes: sealMessage(vault.sodium, part, keys.value, boxKey, body) };
    });
    const id = vault.newId();
    const saved = await vault.queue.edit(message(id), vault.personal, (doc) => startOutgoing(doc, draft, parts, vault.now()));
    return saved.ok ? ok({ ...saved.value, id }) : saved;
  },
  messageParts: async (vault, id) => ok((await vault.queue.document(message(id)).then(({ doc }) => partsToSend(doc))).map(({ id: part, to, bytes }) => ({ part, to, bytes }))),
  messageWork: async (vault) => {
    const all = await readMessages(vault);
    const written = all.flatMap((one) => (one.direction === 'out' ? [one] : []));
    return ok({
      toSend: written.filter(({ parts }) => parts.some(({ state }) => state === 'ready')).map(({ id }) => id),
      following: written.flatMap(({ id, parts }) => parts.filter(({ state }) => state === 'sent' || state === 'fetched').map(({ id: part, state }) => ({ id, part, state }))),
      toTell: all.flatMap((one) => (one.direction === 'in' && one.openedAt !== null && !one.toldOpened ? [{ id: one.id, part: one.part }] : [])),
    });
  },
  noteMessageState: (vault, id, part, state) => vault.queue.edit(message(id), null, (doc) => writePartState(doc, part, state, vault.now())),
  takeMessage: async (vault, part, bytes) => {
    const before = (await readMessages(vault)).find((one) => one.direction === 'in' && one.part === part);
    if (before !== undefined) return ok({ id: before.id, isNew: false });
    const recipient = messageRecipient(vault.sodium, bytes);
    const keys = (await pairs(vault)).find(({ boxKey }) => boxKey === recipient);
    if (keys === undefined) return fail(recipient === null ? 'message.newerFormat' : 'message.otherKey', 'never');
    const opened = openMessage(vault.sodium, part, keys, bytes);
    if (!opened.ok) return opened;
    const { signKey, boxKey } = opened.value;
    const body = bodyOf(vault.sodium.to_string(opened.value.body));
    if (body === null) return fail('message.tampered', 'never');
    const { format: _format, ...words } = body;
    const fields: Omit<IncomingMessage, 'id' | 'changedAt' | 'direction'> = { ...words, part, signKey, boxKey, fingerprint: keyFingerprint(vault.sodium, { boxKey, signKey }), receivedAt: vault.now(), openedAt: null, toldOpened: false, trashedAt: null };
    // The part's id serves as the document's, so that two devices that fetch the same message keep one.
    const saved = await vault.queue.edit(message(part), vault.personal, (doc) => startIncoming(doc, fields));
    return saved.ok ? ok({ id: part, isNew: true }) : saved;
  },
  markMessage: (vault, id, mark) => vault.queue.edit(message(id), null, (doc) => (mark === 'opened' ? writeMessageField(doc, 'openedAt', vault.now()) : writeMessageField(doc, 'toldOpened', true))),
  trashMessage: (vault, id, trashed) => vault.queue.edit(message(id), null, (doc) => writeMessageField(doc, 'trashedAt', trashed ? vault.now() : null)),
  signSession: async (vault, { serverId, deviceId, challenge }) => {
    const signing = await vault.signing();
    return signing.ok ? ok({ signature: vault.sodium.crypto_sign_detached(sessionText(serverId, deviceId, challenge), vault.sodium.from_hex(signing.value.signSecret), 'hex') }) : signing;
  },
};

/** All messages, also those in the bin, the newest first. */
export async function readMessages(vault: Pick<OpenVault, 'views'>): Promise<MessageView[]> {
  const views = [...((await vault.views.all(messagesParent)).values() as IterableIterator<MessageView | null>)].filter((view) => view !== null);
  const at = (view: MessageView): string => (view.direction === 'out' ? view.writtenAt : view.receivedAt);
  return views.sort((a, b) => at(b).localeCompare(at(a)) || a.id.localeCompare(b.id));
}

function bodyOf(text: string): MessageBody | null {
  try {
    const parsed = v.safeParse(messageBodySchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
