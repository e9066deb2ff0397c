/** A message in the vault, written or received. The sealed bytes of what waits are kept beside it until the server has them. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { messagePartSchema, messageViewSchema, type IncomingMessage, type MessageDraft, type MessagePart, type MessageView } from '../../../shared/domain/messages/message.ts';
import type { ViewContext } from './viewContext.ts';

export const messagesParent = 'messages';
const fieldsMap = 'message';
const partsMap = 'parts';
const sealedMap = 'sealed';

export interface SealedPart extends MessagePart {
  readonly bytes: Uint8Array;
}

export function startOutgoing(doc: Y.Doc, draft: MessageDraft, parts: readonly SealedPart[], now: string): void {
  const map = doc.getMap<unknown>(fieldsMap);
  for (const [name, value] of Object.entries({ ...draft, direction: 'out', writtenAt: now, trashedAt: null })) map.set(name, value);
  for (const { bytes, ...part } of parts) {
    doc.getMap<unknown>(partsMap).set(part.id, part);
    doc.getMap<Uint8Array>(sealedMap).set(part.id, bytes);
  }
}

export function startIncoming(doc: Y.Doc, fields: Omit<IncomingMessage, 'id' | 'changedAt' | 'direction'>): void {
  const map = doc.getMap<unknown>(fieldsMap);
  for (const [name, value] of Object.entries({ ...fields, direction: 'in' })) map.set(name, value);
}

const partsOf = (doc: Y.Doc): MessagePart[] => Object.values(doc.getMap(partsMap).toJSON()).flatMap((part) => (v.is(messagePartSchema, part) ? [v.parse(messagePartSchema, part)] : []));

/** How far each part has come; states only go forward, so an answer that comes late takes nothing back. */
const rank = { ready: 0, sent: 1, withdrawn: 2, expired: 2, refused: 2, fetched: 2, opened: 3 } as const;

export function writePartState(doc: Y.Doc, partId: string, state: MessagePart['state'], now: string): void {
  const part = partsOf(doc).find(({ id }) => id === partId);
  if (part === undefined || rank[state] <= rank[part.state]) return;
  doc.getMap<unknown>(partsMap).set(partId, { ...part, state, at: now });
  doc.getMap(sealedMap).delete(partId);
}

/** Parts that the server does not have yet. */
export function partsToSend(doc: Y.Doc): SealedPart[] {
  const sealed = doc.getMap<Uint8Array>(sealedMap);
  return partsOf(doc).flatMap((part) => {
    const bytes = sealed.get(part.id);
    return part.state === 'ready' && bytes instanceof Uint8Array ? [{ ...part, bytes }] : [];
  });
}

export const writeMessageField = (doc: Y.Doc, name: 'openedAt' | 'toldOpened' | 'trashedAt', value: string | boolean | null): void => void doc.getMap<unknown>(fieldsMap).set(name, value);

export function messageView(doc: Y.Doc, context: ViewContext): MessageView | null {
  const parsed = v.safeParse(messageViewSchema, { ...doc.getMap(fieldsMap).toJSON(), parts: partsOf(doc), id: context.id, changedAt: context.changedAt });
  return parsed.success ? parsed.output : null;
}

export const messageViewParent = (doc: Y.Doc): string | null => (doc.getMap(fieldsMap).get('direction') === undefined ? null : messagesParent);
