import { useMemo, useSyncExternalStore } from 'react';
import * as v from 'valibot';
import { sectionTextSchema, type Section } from '../../shared/content/content.schema.ts';
import type { PublishedTranslation } from '../../shared/contracts/edition.ts';
import { bridge } from '../platform/bridge.ts';
import { useEditionToRead } from './publishedReads.ts';

let translation: PublishedTranslation | null = null;
let isAsked = false;
const listeners = new Set<() => void>();
async function read(): Promise<void> {
  const active = await bridge.call('translation.active');
  translation = active.ok ? active.value : null;
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (!isAsked) {
    isAsked = true;
    bridge.on('translation.changed', () => void read());
    void read();
  }
  return () => listeners.delete(listener);
};

export interface TranslatedSection {
  readonly section: Section;
  readonly language: string;
  /** The edition whose text it was made from is not the one in force. */
  readonly isBehind: boolean;
  /** Name of the edition that the translation as a whole belongs to. */
  readonly edition: string;
}

/** The translation on this device in the language that this person chose; null where there is none. */
export const useTranslation = (): PublishedTranslation | null => useSyncExternalStore(subscribe, () => translation);

type SectionText = v.InferOutput<typeof sectionTextSchema>;

/** The translated sections by id. Read once for each translation that comes, since the search reads them all. */
const readTexts = new WeakMap<PublishedTranslation, ReadonlyMap<string, { readonly text: SectionText; readonly of: string | undefined }>>();
function textsOf(held: PublishedTranslation) {
  const known = readTexts.get(held);
  if (known !== undefined) return known;
  const texts = new Map(
    held.manifest.items.flatMap((item) => {
      const parsed = item.kind === 'section' ? v.safeParse(sectionTextSchema, parseJson(held.texts[item.sha256])) : null;
      return parsed?.success === true ? [[item.id, { text: parsed.output, of: item.of }] as const] : [];
    }),
  );
  readTexts.set(held, texts);
  return texts;
}

/** @param hash of the section's text in the edition in force, by which it is known whether the translation is behind */
export function useTranslatedSection(section: Section | undefined, hash: string | undefined): TranslatedSection | null {
  const held = useTranslation();
  return useMemo(() => {
    if (!held || !section || hash === undefined) return null;
    const item = textsOf(held).get(section.id);
    if (item === undefined) return null;
    return { section: placed(item.text, section), language: held.manifest.language, isBehind: item.of !== hash, edition: held.manifest.edition };
  }, [held, section, hash]);
}

/** All sections of the edition in force that are translated, in its order; null without a translation, and while an earlier edition is read. */
export function useTranslatedSections(sections: readonly Section[] | undefined): { readonly language: string; readonly sections: readonly Section[] } | null {
  const held = useTranslation();
  const earlier = useEditionToRead();
  return useMemo(() => {
    if (!held || sections === undefined || earlier !== null) return null;
    const texts = textsOf(held);
    const translated = sections.flatMap((section) => {
      const item = texts.get(section.id);
      return item === undefined ? [] : [placed(item.text, section)];
    });
    return { language: held.manifest.language, sections: translated };
  }, [held, sections, earlier]);
}

const placed = (text: SectionText, { number, chapterId }: Section): Section => ({ ...text, number, chapterId });

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
