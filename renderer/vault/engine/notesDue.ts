import type { NoteDue, NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { situationsParent } from './documentKinds.ts';
import { notesParent } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';

/** Notes with a day of review or deletion, not in the bin, of situations that are not in the archive; soonest first. */
export async function notesDue(vault: Pick<OpenVault, 'views'>): Promise<NoteDue[]> {
  const due: NoteDue[] = [];
  for (const { id: situationId, archivedAt } of (await vault.views.all(situationsParent)).values() as IterableIterator<Situation>) {
    const notes = (await vault.views.all(notesParent(situationId))).values() as IterableIterator<NoteSummary>;
    for (const { id, title, excerpt, reviewOn, deleteOn, trashedAt } of notes) {
      // A note that is to go is told of in the archive too.
      if (trashedAt === null && (deleteOn !== null || (reviewOn !== null && archivedAt === null))) due.push({ id, situationId, title: title === '' ? excerpt.slice(0, 80) : title, reviewOn: archivedAt === null ? reviewOn : null, deleteOn });
    }
  }
  const soonest = ({ reviewOn, deleteOn }: NoteDue): string => [reviewOn, deleteOn].filter((day) => day !== null).sort()[0] ?? '';
  return due.sort((a, b) => soonest(a).localeCompare(soonest(b)) || a.id.localeCompare(b.id));
}
