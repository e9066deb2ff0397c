import { useMemo, useSyncExternalStore } from 'react';
import * as v from 'valibot';
import { sectionTextSchema, type Section } from '../../shared/content/content.schema.ts';
import type { PublishedTranslation } from '../../shared/contracts/edition.ts';
import { bridge } from '../platform/bridge.ts';

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

/** @param hash of the section's text in the edition in force, by which it is known whether the translation is behind */
export function useTranslatedSection(section: Section | undefined, hash: string | undefined): TranslatedSection | null {
  const held = useTranslation();
  return useMemo(() => {
    const item = held?.manifest.items.find((one) => one.kind === 'section' && one.id === section?.id);
    if (!held || !item || !section || hash === undefined) return null;
    const parsed = v.safeParse(sectionTextSchema, parseJson(held.texts[item.sha256]));
    if (!parsed.success) return null;
    return { section: { ...parsed.output, number: section.number, chapterId: section.chapterId }, language: held.manifest.language, isBehind: item.of !== hash, edition: held.manifest.edition };
  }, [held, section, hash]);
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
