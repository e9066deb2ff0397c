import * as Y from 'yjs';
import type { DocumentRef } from '../../../renderer/vault/engine/documentKinds.ts';
import type { OpenVault } from '../../../renderer/vault/engine/openVault.ts';

/** A document's content, in a form that is the same on every device that holds the same. */
export async function contentOf(vault: OpenVault, ref: DocumentRef): Promise<string> {
  const { doc } = await vault.queue.document(ref);
  // A part that is empty may or may not have been looked at: it is the same.
  // A mark on a passage repeats words of it; the word itself must stand in the text, once.
  const parts = [...doc.share.keys()].filter((name) => name !== 'overlaps').map((name) => [name, name === 'body' ? textOf(doc) : JSON.stringify(sorted(doc.getMap(name).toJSON()))]);
  const shared = parts.filter(([, text]) => text !== '' && text !== '{}').sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const states = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b);
  return JSON.stringify({ shared, states });
}

const textOf = (doc: Y.Doc): string =>
  doc
    .getXmlFragment('body')
    .toArray()
    .map((line) => (line instanceof Y.XmlText ? line.toString() : ''))
    .join('\n');

/** Keys in order, so that equal content is equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

/** What is wrong where devices do not hold the same, or not every word once. `words`: with the note that each stands in. */
export function sameEverywhere(contents: readonly { readonly name: string; readonly content: ReadonlyMap<string, string> }[], { words, notes }: { readonly words: ReadonlyMap<string, string>; readonly notes: readonly string[] }): string[] {
  const failures: string[] = [];
  const [reference] = contents;
  for (const { name, content } of contents.slice(1)) {
    for (const key of new Set([...(reference?.content.keys() ?? []), ...content.keys()])) {
      if (content.get(key) !== reference?.content.get(key)) failures.push(`${name} differs from ${reference?.name ?? ''} in ${key}:\n  ${content.get(key) ?? 'missing'}\n  ${reference?.content.get(key) ?? 'missing'}`);
    }
    for (const [word, note] of words) {
      const times = (content.get(`note/${note}`) ?? '').split(word).length - 1;
      if (times !== 1) failures.push(`${name} has ${word} ${times} times in note ${note}`);
    }
    const held = [...content.keys()].filter((key) => key.startsWith('note/'));
    if (new Set(held).size < new Set(notes).size) failures.push(`${name} has ${held.length} notes of ${notes.length}`);
  }
  for (const { name, content } of contents) for (const [word, note] of words) if (!(content.get(`note/${note}`) ?? '').includes(word)) failures.push(`${name} lost ${word}`);
  return failures;
}
