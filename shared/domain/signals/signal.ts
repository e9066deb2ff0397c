/** A message, link or clipping that was caught quickly, to be graded and filed as a note later. */
import * as v from 'valibot';
import { boundedText, documentIdSchema, instantSchema } from '../vault/storedText.ts';

const signalKinds = ['message', 'link', 'clipping', 'media'] as const;

/** So much of a text stands in the inbox itself; a longer one is kept whole in parts beside it. In UTF-16 units, like everything here. */
const signalHeadLength = 4_000;
const signalPartLength = 100_000;
const maxSignalParts = 200;
/** Longer texts are refused with a sentence. */
const maxSignalLength = signalPartLength * maxSignalParts;

export const signalFields = {
  kind: v.picklist(signalKinds),
  /** The whole text, or its beginning where there are parts. */
  text: boundedText(signalHeadLength),
  link: boundedText(2_000),
  /** Who passed it on: a code name, as in notes. */
  source: boundedText(400),
  caughtAt: instantSchema,
  /** How many parts hold the whole text; 0 where `text` is the whole. */
  parts: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSignalParts)),
  /** Length of the whole text. */
  length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSignalLength)),
  /** The note that it became, and where; null while it waits. */
  noteId: v.nullable(documentIdSchema),
  situationId: v.nullable(documentIdSchema),
  filedAt: v.nullable(instantSchema),
};

export const signalPartFields = { signalId: documentIdSchema, at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxSignalParts - 1)), text: boundedText(signalPartLength) };
