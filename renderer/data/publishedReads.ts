import { useLiveQuery } from 'dexie-react-hooks';
import { createContext, useContext, useMemo } from 'react';
import type { Case, Figure, GlossaryEntry, Programme, Section, Template, TimelineEntry, Toolkit } from '../../shared/content/content.schema.ts';
import type { Manifest } from '../../shared/contracts/edition.ts';
import { editionChanges } from '../../shared/domain/editionChanges.ts';
import { published } from './publishedDatabase.ts';

interface KindValues {
  section: Section;
  toolkit: Toolkit;
  template: Template;
  figure: Figure;
}

/** Number of an earlier edition that everything below it reads; null for the one in force. */
const EditionToRead = createContext<number | null>(null);
export const EditionToReadProvider = EditionToRead.Provider;
export const useEditionToRead = (): number | null => useContext(EditionToRead);

const activeNumber = async (): Promise<number | null> => (await published.active.get('active'))?.number ?? null;

async function itemsOf<K extends keyof KindValues>(kind: K, chosen: number | null): Promise<KindValues[K][]> {
  const number = chosen ?? (await activeNumber());
  if (number === null) return [];
  const rows = await published.items.where({ edition: number, kind }).toArray();
  return rows.sort((a, b) => a.order - b.order).map((row) => row.value as KindValues[K]);
}

async function itemOf<T>(kind: string, chosen: number | null, id?: string): Promise<T | null> {
  const number = chosen ?? (await activeNumber());
  if (number === null) return null;
  const row = id === undefined ? await published.items.where({ edition: number, kind }).first() : await published.items.get([number, kind, id]);
  return (row?.value as T | undefined) ?? null;
}

function useItems<K extends keyof KindValues>(kind: K): KindValues[K][] | undefined {
  const chosen = useEditionToRead();
  return useLiveQuery(() => itemsOf(kind, chosen), [kind, chosen]);
}

function useItem<T>(kind: string, id?: string): T | null | undefined {
  const chosen = useEditionToRead();
  return useLiveQuery(() => itemOf<T>(kind, chosen, id), [kind, chosen, id]);
}

/** All sections of the Manual in reading order; undefined while the first read runs. */
export const useSections = (): Section[] | undefined => useItems('section');
export const useToolkits = (): Toolkit[] | undefined => useItems('toolkit');
export const useTemplates = (): Template[] | undefined => useItems('template');
/** null where the edition has none of that id. */
export const useFigure = (id: string): Figure | null | undefined => useItem<Figure>('figure', id);
export const useProgramme = (): Programme | null | undefined => useItem<Programme>('programme');
export const useGlossary = (): GlossaryEntry[] | null | undefined => useItem<GlossaryEntry[]>('glossary');
export const useTimeline = (): TimelineEntry[] | null | undefined => useItem<TimelineEntry[]>('timeline');
export const useCases = (): Case[] | null | undefined => useItem<Case[]>('cases');

export function useManifest(): Manifest | null | undefined {
  const chosen = useEditionToRead();
  return useLiveQuery(async () => {
    const number = chosen ?? (await activeNumber());
    return number === null ? null : ((await published.editions.get(number))?.manifest ?? null);
  }, [chosen]);
}

/** The hash of each section's text, so that a section read before can be told from one that changed since. */
export const useSectionHashes = (): ReadonlyMap<string, string> | undefined => {
  const manifest = useManifest();
  return useMemo(() => (manifest === undefined ? undefined : new Map((manifest?.items ?? []).filter((item) => item.kind === 'section').map((item) => [item.id, item.sha256]))), [manifest]);
};

/** What the active edition changed against the one read before; null while there is no earlier one. */
export const useEditionChanges = () =>
  useLiveQuery(async () => {
    const active = await published.active.get('active');
    if (active === undefined || active.previous === null) return null;
    const [previous, next] = await Promise.all([published.editions.get(active.previous), published.editions.get(active.number)]);
    if (previous === undefined || next === undefined) return null;
    return { manifest: next.manifest, previous: previous.manifest, changes: editionChanges(previous.manifest, next.manifest) };
  }, []);

/** A section as the edition before had it, for showing what changed in it. */
export const usePreviousSection = (id: string): Section | null | undefined =>
  useLiveQuery(async () => {
    const active = await published.active.get('active');
    if (active === undefined || active.previous === null) return null;
    return ((await published.items.get([active.previous, 'section', id]))?.value as Section | undefined) ?? null;
  }, [id]);
