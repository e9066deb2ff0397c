import * as v from 'valibot';
import type * as Y from 'yjs';
import { canonicalJson } from '../../../shared/content/contentBlobs.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { runDefinitionSchema, type RunDefinition } from '../../../shared/domain/runs/runDefinition.ts';

/**
 * A definition that answers were given under. It is known by the hash of its text, never changed and never removed, so that two devices
 * that keep the same one keep one.
 */
const map = 'definition';
const key = 'text';
export const definitionsParent = 'definitions';

export const definitionViewSchema = v.looseObject({ title: v.string() });

export function definitionHash(sodium: Sodium, definition: RunDefinition): { readonly hash: string; readonly text: string } {
  const text = canonicalJson(definition);
  return { hash: sodium.to_hex(sodium.crypto_hash_sha256(sodium.from_string(text))), text };
}

export function writeDefinition(doc: Y.Doc, text: string): void {
  if (doc.getMap<unknown>(map).get(key) === undefined) doc.getMap<unknown>(map).set(key, text);
}

/** null where the document holds no definition that can be read, or one that its hash does not name. */
export function readDefinition(sodium: Sodium, doc: Y.Doc, hash: string): RunDefinition | null {
  const text = doc.getMap<unknown>(map).get(key);
  if (typeof text !== 'string') return null;
  if (sodium.to_hex(sodium.crypto_hash_sha256(sodium.from_string(text))) !== hash) return null;
  try {
    const parsed = v.safeParse(runDefinitionSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export function definitionView(doc: Y.Doc): v.InferOutput<typeof definitionViewSchema> {
  const text = doc.getMap<unknown>(map).get(key);
  const parsed = typeof text === 'string' ? v.safeParse(definitionViewSchema, JSON.parse(text)) : null;
  return { title: parsed?.success === true ? parsed.output.title : '' };
}
