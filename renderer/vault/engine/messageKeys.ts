import * as v from 'valibot';
import type * as Y from 'yjs';
import type { MessageKeys } from '../../../shared/crypto/sealedMessage.ts';

/**
 * The key pairs under which this person writes and is written to. They belong to the vault and not to a device, so each device of the
 * person opens what was sealed to any. Pairs are only ever added: two devices that each made one before they met keep both.
 */
const pairsMap = 'pairs';
const pairSchema = v.looseObject({ signKey: v.string(), signSecret: v.string(), boxKey: v.string(), boxSecret: v.string(), madeAt: v.string() });

/** Public halves of the pair in use; null before the first was made. */
export const publicMessageKeysSchema = v.nullable(v.looseObject({ signKey: v.string(), boxKey: v.string() }));

export function addMessageKeys(doc: Y.Doc, keys: MessageKeys, madeAt: string): void {
  doc.getMap(pairsMap).set(keys.boxKey, { ...keys, madeAt });
}

/** All pairs, the one in use first: the oldest, so that all devices agree on it. */
export function messageKeyPairs(doc: Y.Doc): MessageKeys[] {
  const pairs = Object.values(doc.getMap(pairsMap).toJSON()).flatMap((pair) => (v.is(pairSchema, pair) ? [pair] : []));
  return pairs.sort((a, b) => a.madeAt.localeCompare(b.madeAt) || a.boxKey.localeCompare(b.boxKey));
}

/** Shown outside the worker: never a private half. */
export function publicMessageKeys(doc: Y.Doc): { signKey: string; boxKey: string } | null {
  const [pair] = messageKeyPairs(doc);
  return pair === undefined ? null : { signKey: pair.signKey, boxKey: pair.boxKey };
}
