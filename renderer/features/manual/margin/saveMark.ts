import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import type { Anchor } from '../../../../shared/text/anchor.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { vault } from '../../../platform/vault.ts';
import type { Mark } from './placedMarks.ts';

/**
 * Keeps a new mark, sealed; answers the failure, null for none.
 * @param language of the text that is marked: the original's or a translation's
 */
export async function saveNewMark(section: Section, manifest: Manifest, anchor: Anchor | null, note: string, language: string): Promise<Failure | null> {
  const saved = await vault.commands.saveEntry(null, { type: 'mark', look: anchor === null ? 'bookmark' : 'highlight', sectionId: section.id, sectionName: `${section.number} ${section.title}`.slice(0, 500), anchor, edition: manifest.edition, note, ...(language === manifest.language || anchor === null ? {} : { language }) });
  return saved.ok ? null : saved.error;
}

/** Changes a mark and leaves what is not named as it is. */
export async function changeMark({ id, createdAt: _createdAt, changedAt: _changedAt, trashedAt: _trashedAt, ...mark }: Mark, change: Partial<Pick<Mark, 'note' | 'anchor' | 'edition' | 'language' | 'sectionId' | 'sectionName'>>): Promise<Failure | null> {
  const saved = await vault.commands.saveEntry(id, { ...mark, ...change });
  return saved.ok ? null : saved.error;
}

export async function removeMark(mark: Mark): Promise<Failure | null> {
  const removed = await vault.commands.trashEntry(mark.id, true);
  return removed.ok ? null : removed.error;
}

/** Takes a removal back. */
export const keepMark = (mark: Mark): void => void vault.commands.trashEntry(mark.id, false);
