import type { Section } from '../../../shared/content/content.schema.ts';
import type { EditionRead } from '../../../shared/domain/vault/editionRead.ts';

/** The section that was read last and is still in the edition; undefined where nothing was read. */
export function lastRead(sections: readonly Section[], read: EditionRead | undefined): Section | undefined {
  const at = (section: Section): string => read?.sections[section.id]?.readAt ?? '';
  return sections.filter((section) => at(section) !== '').reduce<Section | undefined>((latest, section) => (latest === undefined || at(section) > at(latest) ? section : latest), undefined);
}
