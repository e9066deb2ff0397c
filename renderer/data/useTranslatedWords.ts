import { useMemo, useSyncExternalStore } from 'react';
import * as v from 'valibot';
import type { Programme, Task } from '../../shared/content/content.schema.ts';
import { partOfWordsKind, type TranslatablePart, type TranslatableParts, type TranslatedWords, withWords, wordsLag, wordsSchema } from '../../shared/content/translatedWords.ts';
import type { PublishedTranslation } from '../../shared/contracts/edition.ts';
import { useEditionToRead, useGlossary, useManifest, useProgramme, useToolkits } from './publishedReads.ts';
import { useTranslation } from './useTranslation.ts';

/** The words on this device by kind and id. Read once for each translation that comes. */
const readWords = new WeakMap<PublishedTranslation, ReadonlyMap<string, TranslatedWords>>();
function wordsIn(held: PublishedTranslation): ReadonlyMap<string, TranslatedWords> {
  const known = readWords.get(held);
  if (known !== undefined) return known;
  const words = new Map(
    held.manifest.items.flatMap((item) => {
      const part = partOfWordsKind(item.kind);
      const parsed = part === undefined ? null : v.safeParse(v.pipe(v.string(), v.parseJson(), wordsSchema), held.texts[item.sha256]);
      return parsed?.success === true ? [[`${String(part)} ${item.id}`, parsed.output] as const] : [];
    }),
  );
  readWords.set(held, words);
  return words;
}

/** Whether the reader asked for the original of toolkits, programme and glossary, until the app is locked. Answers are the same in both. */
let showsOriginal = false;
const listeners = new Set<() => void>();
export function showOriginalWords(shown: boolean): void {
  showsOriginal = shown;
  for (const listener of listeners) listener();
}
export const useShowsOriginalWords = (): boolean => useSyncExternalStore((listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
}, () => showsOriginal);

export interface Worded<P extends TranslatablePart> {
  /** In the reader's language as far as it is translated; the original where they asked for it, or where nothing is. */
  readonly value: TranslatableParts[P];
  /** Language of most of its words. */
  readonly language: string;
  readonly lag: { readonly language: string; readonly total: number; readonly current: number } | null;
}

/** A part as it is read. What is kept, compared and sent is always the original. */
export function useWorded<P extends TranslatablePart>(part: P, id: string, original: TranslatableParts[P]): Worded<P> {
  const held = useTranslation();
  const earlier = useEditionToRead();
  const source = useManifest()?.language ?? 'en';
  const asked = useShowsOriginalWords();
  return useMemo(() => {
    const words = held === null || earlier !== null ? undefined : wordsIn(held).get(`${part} ${id}`);
    if (held === null || words === undefined) return { value: original, language: source, lag: null };
    const { language } = held.manifest;
    return { value: asked ? original : withWords(part, original, words), language: asked ? source : language, lag: { language, ...wordsLag(part, original, words) } };
  }, [held, earlier, source, asked, part, id, original]);
}

/** All toolkits as they are read. */
export function useWordedToolkits() {
  const held = useTranslation();
  const toolkits = useToolkits();
  const earlier = useEditionToRead();
  const asked = useShowsOriginalWords();
  return useMemo(() => {
    if (held === null || toolkits === undefined || asked || earlier !== null) return toolkits;
    const words = wordsIn(held);
    return toolkits.map((toolkit) => withWords('toolkit', toolkit, words.get(`toolkit ${toolkit.id}`) ?? {}));
  }, [held, toolkits, asked, earlier]);
}

const noProgramme: Programme = { phases: [], tasks: [] };
export const useWordedProgramme = (): Worded<'programme'> => useWorded('programme', 'programme', useProgramme() ?? noProgramme);

const noEntries: TranslatableParts['glossary'] = [];
export const useWordedGlossary = (): Worded<'glossary'> => useWorded('glossary', 'glossary', useGlossary() ?? noEntries);

/** A task as it is read; the user's own and those of earlier editions stay as they are. */
export function useWordedTask(task: Task): { readonly task: Task; readonly worded: Worded<'programme'> | null } {
  const worded = useWordedProgramme();
  return useMemo(() => {
    const found = worded.lag === null ? undefined : worded.value.tasks.find(({ id }) => id === task.id);
    return { task: found ?? task, worded: found === undefined ? null : worded };
  }, [worded, task]);
}

/** Title of a phase as it is read. */
export function usePhaseTitle(): (phase: { readonly id: string; readonly title: string }) => string {
  const { value } = useWordedProgramme();
  return useMemo(() => {
    const titles = new Map<string, string>(value.phases.map(({ id, title }) => [id, title]));
    return ({ id, title }) => titles.get(id) ?? title;
  }, [value]);
}
