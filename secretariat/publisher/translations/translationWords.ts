import type { ManifestItem } from '../../../shared/contracts/edition.ts';
import type { Content } from '../../../shared/content/content.schema.ts';
import { canonicalJson } from '../../../shared/content/contentBlobs.ts';
import type { ContentProblem } from '../../../shared/content/contentProblem.ts';
import { placeKey, type ContentPlaces } from '../../../shared/content/places.ts';
import { readPart, translatableParts, wordingMark, wordsKind, wordsLag, wordsOf, wordsSchema, type TranslatablePart, type TranslatableParts, type TranslatedWords, type WordsLag } from '../../../shared/content/translatedWords.ts';
import * as v from 'valibot';
import type { EditionInForce } from '../composeEdition.ts';
import { sha256Of } from '../repositoryFolder.ts';

interface WordsInput {
  readonly source: EditionInForce;
  readonly original: Content;
  readonly current: EditionInForce | null;
  /** What the folder holds, and where. */
  readonly translated: Content;
  readonly places: ContentPlaces;
  readonly stillRight: ReadonlySet<string>;
}

/**
 * Items with the translated words of toolkits, programme and glossary, from files that have the form of the originals. Passages that are
 * the same as in the original count as not translated; what the original does not have is a fault of the folder.
 */
export function translationWords(input: WordsInput, texts: Map<string, string>, problems: ContentProblem[]): ManifestItem[] {
  const { translated, original } = input;
  const files = (kind: string, ids: readonly string[]): boolean => ids.some((id) => input.places.has(placeKey(kind, id)));
  const item = <P extends TranslatablePart>(part: P, id: string, title: string, was: TranslatableParts[P], is: TranslatableParts[P], file: string): ManifestItem[] => made(part, id, title, was, is, file, input, texts, problems);
  const items = translated.toolkits.flatMap((toolkit) => {
    const was = original.toolkits.find(({ id }) => id === toolkit.id);
    if (was) return item('toolkit', toolkit.id, toolkit.title, was, toolkit, `toolkits/${toolkit.id}.yaml`);
    problems.push({ file: `toolkits/${toolkit.id}.yaml`, line: 0, message: `Edition ${input.source.manifest.edition} has no toolkit "${toolkit.id}"`, advice: 'Name the file and the id like the toolkit that is translated' });
    return [];
  });
  if (files('task', translated.programme.tasks.map(({ id }) => id))) items.push(...item('programme', 'programme', 'Programme', original.programme, translated.programme, 'programme.yaml'));
  if (files('term', translated.glossary.map(({ id }) => id))) items.push(...item('glossary', 'glossary', 'Glossary', original.glossary, translated.glossary, 'glossary.yaml'));
  return items;
}

function made<P extends TranslatablePart>(part: P, id: string, title: string, was: TranslatableParts[P], is: TranslatableParts[P], file: string, { source, current, stillRight }: WordsInput, texts: Map<string, string>, problems: ContentProblem[]): ManifestItem[] {
  const known = wordsOf(part, was);
  const before = wordsIn(current, part, id);
  const isRight = stillRight.has(id) || stillRight.has('*');
  const words: TranslatedWords = {};
  for (const [key, text] of wordsOf(part, is)) {
    const from = known.get(key);
    if (from === undefined) problems.push({ file, line: 0, message: `The original has nothing under "${key}"`, advice: 'Keep the ids of the original, and add and remove nothing' });
    else if (text !== from || isRight) {
      const old = before[key];
      // A passage that did not change was made from what it was made from, unless somebody says that it is right for the new wording too.
      words[key] = { of: old?.text === text && !isRight ? old.of : wordingMark(from), text };
    }
  }
  if (Object.keys(words).length === 0) return [];
  const text = canonicalJson(words);
  const sha256 = sha256Of(text);
  texts.set(sha256, text);
  const there = source.manifest.items.find((item) => item.kind === part && item.id === id);
  const { total, current: right } = wordsLag(part, was, words);
  const madeFrom = total === right ? there?.sha256 : current?.manifest.items.find((item) => item.kind === wordsKind(part) && item.id === id)?.of;
  const of = madeFrom === there?.sha256 && total !== right ? undefined : madeFrom;
  return [{ kind: wordsKind(part), id, title, order: there?.order ?? 0, sha256, bytes: Buffer.byteLength(text), ...(of === undefined ? {} : { of }) }];
}

function wordsIn(edition: EditionInForce | null, part: TranslatablePart, id: string): TranslatedWords {
  const item = edition?.manifest.items.find((one) => one.kind === wordsKind(part) && one.id === id);
  const text = item === undefined ? undefined : edition?.texts.get(item.sha256);
  const parsed = text === undefined ? null : v.safeParse(wordsSchema, JSON.parse(text));
  return parsed?.success === true ? parsed.output : {};
}

export interface PartLag extends WordsLag {
  readonly id: string;
  readonly title: string;
}

/** Toolkits, programme and glossary of an edition, and how many of their passages are translated from the wording of now. */
export function partsLag(source: EditionInForce, translation: EditionInForce | null): PartLag[] {
  return source.manifest.items.flatMap((item) => {
    const part = translatableParts.find((one) => one === item.kind);
    const text = source.texts.get(item.sha256);
    const value = part === undefined || text === undefined ? undefined : readPart(part, JSON.parse(text));
    return part === undefined || value === undefined ? [] : [{ id: item.id, title: item.title, ...wordsLag(part, value, wordsIn(translation, part, item.id)) }];
  });
}
