/**
 * What Yjs leaves open when two devices changed one note unseen by each other: text merges by character without a word, and a note that one
 * put into the bin takes the other's new sentences with it. Here both are noticed, on the device that has unsent changes when the others'
 * arrive, or has sent them without having seen those that the server had already. A passage that both changed is marked with both texts, and the note stays out of the bin.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import { noteOverlapSchema, type NoteOverlap } from '../../../shared/domain/vault/note.ts';
import { instantSchema } from '../../../shared/domain/vault/storedText.ts';
import type { LiveDocument } from './documents.ts';
import { applyForeignUpdate, applyReceived, emptyDocument } from './foreignUpdate.ts';
import { plainText } from './noteBodyText.ts';

/** The text of a note, as the editor knows it. */
const noteBody = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('body');
const overlapsMap = 'overlaps';
const metaMap = 'meta';
/** Beyond this size of a note no passage is marked: the text merges as ever. Bytes. */
const largestBase = 512 * 1024;
const longestText = 10_000;

/** Keeps the state that all devices have in common, before this one changes it for the first time since. */
export function noteCommonState(document: LiveDocument): void {
  if (document.ref.kind !== 'note' || document.waits || document.base !== null || !document.complete) return;
  const base = Y.encodeStateAsUpdate(document.doc);
  if (base.byteLength <= largestBase) document.base = base;
}

/** Keeps the state of a note that is about to be sent. `whole`: that state, where it is at hand. */
export function noteAtSending(document: LiveDocument, clock: number, whole: Uint8Array | null): void {
  const base = document.ref.kind !== 'note' || !document.complete ? null : (whole ?? Y.encodeStateAsUpdate(document.doc));
  document.atSending = base !== null && base.byteLength <= largestBase ? { clock, base } : null;
}

/** By identity of the block, the same on every device: its text. */
function blocksOf(doc: Y.Doc): Map<string, string> {
  const blocks = new Map<string, string>();
  for (const node of noteBody(doc).toArray()) {
    const at = node._item?.id;
    if (at !== undefined) blocks.set(`${at.client}:${at.clock}`, plainText(node as unknown as Y.XmlFragment, longestText).trim());
  }
  return blocks;
}

function revived(...updates: readonly Uint8Array[]): Y.Doc | null {
  const doc = emptyDocument();
  for (const update of updates) if (!applyForeignUpdate(doc, update).ok) return null;
  return doc.store.pendingStructs === null ? doc : null;
}

const trashedAt = (doc: Y.Doc): unknown => doc.getMap<unknown>(metaMap).get('trashedAt') ?? null;

/**
 * Applies what came to a note that has changes of its own which nobody has seen, or had not when they were sent: `sentOver` is then what all had
 * before. Answers what this adds as a change of this device; null for nothing.
 */
export function mergeIntoNote(document: LiveDocument, received: readonly Uint8Array[], sentOver: Uint8Array | null, now: string, newId: () => string): Uint8Array | null {
  const { doc } = document;
  const base = sentOver ?? document.base;
  const common = base === null ? null : revived(base);
  const theirs = base === null ? null : revived(base, ...received);
  const mine = blocksOf(doc);
  applyReceived(document, received);
  const whole = sentOver !== null && !document.waits ? Y.encodeStateAsUpdate(doc) : null;
  const own: Uint8Array[] = [];
  const collect = (update: Uint8Array) => own.push(update);
  doc.on('update', collect);
  doc.transact(() => {
    if (trashedAt(doc) !== null) {
      doc.getMap<unknown>(metaMap).set('trashedAt', null);
      doc.getMap<unknown>(metaMap).set('keptAt', now);
    }
    if (common === null || theirs === null) return;
    const [before, there] = [blocksOf(common), blocksOf(theirs)];
    for (const [block, text] of before) {
      const [here, other] = [mine.get(block) ?? '', there.get(block) ?? ''];
      if (here === text || other === text || here === other) continue;
      doc.getMap<unknown>(overlapsMap).set(newId(), { block, mine: here.slice(0, longestText), theirs: other.slice(0, longestText), at: now } satisfies Omit<NoteOverlap, 'id'>);
    }
  });
  doc.off('update', collect);
  // What came is common now; what was on its way before did not have it.
  document.atSending = null;
  const next = sentOver === null ? theirs : document.base === null ? null : revived(document.base, ...received);
  document.base = whole ?? (next === null ? null : Y.encodeStateAsUpdate(next));
  document.sentOver = null;
  return own[0] ?? null;
}

/** Passages that two devices changed, oldest first, as far as nobody has settled them. */
export function noteOverlaps(doc: Y.Doc): NoteOverlap[] {
  return [...doc.getMap<unknown>(overlapsMap).entries()]
    .flatMap(([id, value]) => {
      const parsed = v.safeParse(noteOverlapSchema, { ...(value as object), id });
      return parsed.success ? [parsed.output] : [];
    })
    .sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

/** When the note was kept out of the bin because it was changed elsewhere; null where it was not, or the user has read it. */
export function noteKeptAt(doc: Y.Doc): string | null {
  const value = doc.getMap<unknown>(metaMap).get('keptAt');
  return v.is(instantSchema, value) ? value : null;
}

export const forgetKept = (doc: Y.Doc): void => void doc.getMap<unknown>(metaMap).set('keptAt', null);

/** Ends a mark; `take` puts one of the two texts in the place of the passage, where the passage is still there. */
export function settleOverlap(doc: Y.Doc, id: string, take: 'asItIs' | 'mine' | 'theirs'): void {
  const overlap = noteOverlaps(doc).find((candidate) => candidate.id === id);
  doc.getMap<unknown>(overlapsMap).delete(id);
  if (overlap === undefined || take === 'asItIs') return;
  const body = noteBody(doc);
  const at = body.toArray().findIndex((candidate) => candidate._item !== null && `${candidate._item.id.client}:${candidate._item.id.clock}` === overlap.block);
  const node = at < 0 ? undefined : body.get(at);
  if (node instanceof Y.XmlText) {
    node.delete(0, node.length);
    node.insert(0, overlap[take]);
  } else if (node instanceof Y.XmlElement && (node.nodeName === 'paragraph' || node.nodeName === 'heading')) {
    node.delete(0, node.length);
    node.insert(0, [new Y.XmlText(overlap[take])]);
  } else {
    // A list or a table takes no bare text: paragraphs stand in its place.
    const paragraphs = overlap[take].split('\n').map((line) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    });
    if (at >= 0) body.delete(at, 1);
    body.insert(at < 0 ? body.length : at, paragraphs);
  }
}

const magic = new TextEncoder().encode('fp-base1');

/** What the mark of the outbox holds: the Yjs state that has crossed and, for a note, the text that all devices have in common. */
export function encodeMark(crossed: Uint8Array | null, base: Uint8Array | null): Uint8Array {
  if (base === null) return crossed ?? new Uint8Array(0);
  const state = crossed ?? new Uint8Array(0);
  const body = new Uint8Array(magic.byteLength + 4 + state.byteLength + base.byteLength);
  body.set(magic);
  new DataView(body.buffer).setUint32(magic.byteLength, state.byteLength);
  body.set(state, magic.byteLength + 4);
  body.set(base, magic.byteLength + 4 + state.byteLength);
  return body;
}

export function decodeMark(body: Uint8Array | undefined): { readonly crossed: Uint8Array | null; readonly base: Uint8Array | null } {
  if (body === undefined || body.byteLength === 0) return { crossed: null, base: null };
  if (body.byteLength < magic.byteLength + 4 || magic.some((byte, at) => body[at] !== byte)) return { crossed: body, base: null };
  const start = magic.byteLength + 4;
  const end = start + new DataView(body.buffer, body.byteOffset).getUint32(magic.byteLength);
  return { crossed: end > start ? body.slice(start, end) : null, base: body.slice(end) };
}
