import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
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

const activeNumber = async (): Promise<number | null> => (await published.active.get('active'))?.number ?? null;

async function itemsOf<K extends keyof KindValues>(kind: K): Promise<KindValues[K][]> {
  const number = await activeNumber();
  if (number === null) return [];
  const rows = await published.items.where({ edition: number, kind }).toArray();
  return rows.sort((a, b) => a.order - b.order).map((row) => row.value as KindValues[K]);
}

async function itemOf<T>(kind: string, id?: string): Promise<T | null> {
  const number = await activeNumber();
  if (number === null) return null;
  const row = id === undefined ? await published.items.where({ edition: number, kind }).first() : await published.items.get([number, kind, id]);
  return (row?.value as T | undefined) ?? null;
}

/** All sections of the Manual in reading order; undefined while the first read runs. */
export const useSections = (): Section[] | undefined => useLiveQuery(() => itemsOf('section'), []);
export const useToolkits = (): Toolkit[] | undefined => useLiveQuery(() => itemsOf('toolkit'), []);
export const useTemplates = (): Template[] | undefined => useLiveQuery(() => itemsOf('template'), []);
/** null where the edition has none of that id. */
export const useFigure = (id: string): Figure | null | undefined => useLiveQuery(() => itemOf<Figure>('figure', id), [id]);
export const useProgramme = (): Programme | null | undefined => useLiveQuery(() => itemOf<Programme>('programme'), []);
export const useGlossary = (): GlossaryEntry[] | null | undefined => useLiveQuery(() => itemOf<GlossaryEntry[]>('glossary'), []);
export const useTimeline = (): TimelineEntry[] | null | undefined => useLiveQuery(() => itemOf<TimelineEntry[]>('timeline'), []);
export const useCases = (): Case[] | null | undefined => useLiveQuery(() => itemOf<Case[]>('cases'), []);

export const useManifest = (): Manifest | null | undefined =>
  useLiveQuery(async () => {
    const number = await activeNumber();
    return number === null ? null : ((await published.editions.get(number))?.manifest ?? null);
  }, []);

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
