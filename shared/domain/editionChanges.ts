import type { Manifest, ManifestItem } from '../contracts/edition.ts';

export interface SectionChange {
  readonly id: string;
  readonly title: string;
  /** Printed number in the newer edition; of a removed section, the one it had. */
  readonly number: string;
  /** Title and number before, where they differ from those now. */
  readonly previousTitle?: string;
  readonly previousNumber?: string;
}

/** What became of the sections of the Manual from one edition to another. A section is the same section when its id is. */
export interface EditionChanges {
  readonly added: readonly SectionChange[];
  readonly changed: readonly SectionChange[];
  readonly removed: readonly SectionChange[];
  /** Same text under another number. */
  readonly moved: readonly SectionChange[];
}

/**
 * Compares two editions section by section, in the order of the newer one.
 *
 * @param previous null for the first edition on this device: then nothing is new to anybody and all lists are empty
 */
export function editionChanges(previous: Manifest | null, next: Manifest): EditionChanges {
  if (previous === null) return { added: [], changed: [], removed: [], moved: [] };
  const before = sectionsById(previous);
  const after = sectionsById(next);
  const added: SectionChange[] = [];
  const changed: SectionChange[] = [];
  const moved: SectionChange[] = [];
  for (const item of after.values()) {
    const old = before.get(item.id);
    if (!old) added.push(describe(item));
    else if (old.sha256 !== item.sha256) changed.push(describe(item, old));
    else if (old.number !== item.number || old.chapterId !== item.chapterId) moved.push(describe(item, old));
  }
  const removed = [...before.values()].filter((item) => !after.has(item.id)).map((item) => describe(item));
  return { added, changed, removed, moved };
}

function sectionsById(manifest: Manifest): Map<string, ManifestItem> {
  const sections = manifest.items.filter((item) => item.kind === 'section').sort((a, b) => a.order - b.order);
  return new Map(sections.map((item) => [item.id, item]));
}

function describe(item: ManifestItem, old?: ManifestItem): SectionChange {
  return {
    id: item.id,
    title: item.title,
    number: item.number ?? '',
    ...(old && old.title !== item.title ? { previousTitle: old.title } : {}),
    ...(old && old.number !== item.number ? { previousNumber: old.number ?? '' } : {}),
  };
}
