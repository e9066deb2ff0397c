import { useMemo } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { useManifest, useSections } from '../../../data/publishedReads.ts';
import { useVaultValue } from '../../../platform/vault.ts';

export interface AskedSection {
  readonly section: Section;
  /** Hash of the text that is to be acknowledged. */
  readonly sha256: string;
  /** The user's word on this very text; null while it is open. */
  readonly given: StoredEntry<'acknowledgement'> | null;
}

/** Sections that the Secretariat asks to acknowledge, in reading order. A text that was acknowledged in an earlier edition is not asked for again. */
export function useAcknowledgements(): readonly AskedSection[] | undefined {
  const manifest = useManifest();
  const sections = useSections();
  const given = useVaultValue({ name: 'entries', type: 'acknowledgement' });
  return useMemo(() => {
    if (manifest == null || sections === undefined || given === undefined) return undefined;
    const asked = new Set(manifest.acknowledge ?? []);
    const hashes = new Map(manifest.items.filter(({ kind }) => kind === 'section').map(({ id, sha256 }) => [id, sha256]));
    return sections.filter(({ id }) => asked.has(id)).map((section) => {
      const sha256 = hashes.get(section.id) ?? '';
      return { section, sha256, given: given.find((one) => one.sectionId === section.id && one.sha256 === sha256) ?? null };
    });
  }, [manifest, sections, given]);
}
