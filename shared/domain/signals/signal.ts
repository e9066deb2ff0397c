/** A message, link or clipping that was caught quickly, to be graded and filed as a note later. */
import * as v from 'valibot';
import { boundedText, documentIdSchema, instantSchema } from '../vault/storedText.ts';

export const signalKinds = ['message', 'link', 'clipping', 'media'] as const;

/** So much of a text stands in the inbox itself; a longer one is kept whole in parts beside it. In UTF-16 units, like everything here. */
export const signalHeadLength = 4_000;
export const signalPartLength = 100_000;
const maxSignalParts = 200;
/** Longer texts are refused with a sentence. */
export const maxSignalLength = signalPartLength * maxSignalParts;

export const signalFields = {
  kind: v.picklist(signalKinds),
  /** The whole text, or its beginning where there are parts. */
  text: boundedText(signalHeadLength),
  link: boundedText(2_000),
  /** Who passed it on: a code name, as in notes. */
  source: boundedText(400),
  caughtAt: instantSchema,
  /** Names the parts, since they are saved before the signal that they belong to. */
  partsId: v.nullable(documentIdSchema),
  /** How many parts hold the whole text; 0 where `text` is the whole. */
  parts: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSignalParts)),
  /** Length of the whole text. */
  length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSignalLength)),
  /** The note that it became, and where; null while it waits. */
  noteId: v.nullable(documentIdSchema),
  situationId: v.nullable(documentIdSchema),
  filedAt: v.nullable(instantSchema),
};

export const signalPartFields = { partsId: documentIdSchema, at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSignalParts - 1)), text: boundedText(signalPartLength) };

/** The text in pieces that fit a part each; nothing is left out, and no character is cut in two. Empty where it fits the inbox itself. */
export function signalParts(text: string): readonly string[] {
  if (text.length <= signalHeadLength) return [];
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + signalPartLength);
    if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1] ?? '')) to -= 1;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

/** The beginning of a text, whole characters only. */
export const signalHead = (text: string): string => text.slice(0, signalHeadLength).replace(/[\uD800-\uDBFF]$/, '');

/** The first web address in a text; '' where there is none. */
export const linkIn = (text: string): string => (/\bhttps?:\/\/[^\s<>"']{3,1990}/i.exec(text.slice(0, 20_000))?.[0] ?? '').replace(/[.,;:!?)\]]+$/, '');

/** What a caught text most likely is; the user may say otherwise. */
export function signalKind(text: string): (typeof signalKinds)[number] {
  const link = linkIn(text);
  if (link !== '' && text.trim() === link) return 'link';
  return link !== '' || text.length > 1_200 ? 'clipping' : 'message';
}
