import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import { compareText } from '../../../shared/text/compareText.ts';
import { documentKinds, documentRef, situationsParent, type DocumentKindName } from './documentKinds.ts';
import { notesParent } from './noteDocument.ts';
import type { Views } from './views.ts';

/** Where so many notes or fewer wait, they cross together and their order does not matter. */
const fewNotes = 300;
const ranks: ReadonlyMap<string, number> = new Map((Object.keys(documentKinds) as DocumentKindName[]).filter((kind) => kind !== 'note').map((kind, rank) => [kind, rank]));
const rankOf = (key: string): number => ranks.get(documentRef(key)?.kind ?? 'note') ?? ranks.size;

/**
 * The order in which documents are sent, and so that in which another device gets them: first what everything else is shown in (profile,
 * programme, situations and the like), then the notes, the last changed first. A device that is new can so be used long before it has all.
 */
export async function inSendingOrder(keys: readonly string[], views: Pick<Views, 'all'>): Promise<readonly string[]> {
  const changedAt = keys.length <= fewNotes ? new Map<string, string>() : await noteChanges(views);
  const sorted = keys.map((key) => ({ key, rank: rankOf(key), changedAt: changedAt.get(key) ?? '' }));
  return sorted.sort((a, b) => a.rank - b.rank || compareText(b.changedAt, a.changedAt) || compareText(a.key, b.key)).map(({ key }) => key);
}

/** When each note was last changed, by key. */
async function noteChanges(views: Pick<Views, 'all'>): Promise<Map<string, string>> {
  const changes = new Map<string, string>();
  for (const situation of (await views.all(situationsParent)).keys()) {
    const notes = await views.all(notesParent(documentRef(situation)?.id ?? ''));
    for (const [key, view] of notes) changes.set(key, (view as NoteSummary).changedAt);
  }
  return changes;
}
