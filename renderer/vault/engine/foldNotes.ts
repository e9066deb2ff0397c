import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { situationsParent } from './documentKinds.ts';
import { notesParent } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';

/** More than this many saves in one go are left for the next time. */
const mostSaves = 200;

/** Packs the records of lists that are in memory, a few packs a save, so that typing is never kept waiting for long. Answers how many saves it took. */
export async function foldNotes(vault: OpenVault): Promise<number> {
  let saves = 0;
  const foldAll = async (due: () => Promise<(() => readonly JournalEntry[]) | null>): Promise<void> => {
    for (let make = await due(); make !== null && saves < mostSaves; make = await due()) {
      saves += 1;
      let made = 0;
      const entriesOf = make;
      const saved = await vault.queue.records(() => {
        try {
          const entries = entriesOf();
          made = entries.length;
          return entries;
        } catch {
          // A key that has left the device meanwhile: no reason to fail what else is being saved.
          return [];
        }
      });
      if (!saved.ok || made === 0) return;
    }
  };
  for (const { id } of (await vault.views.all(situationsParent)).values() as IterableIterator<Situation>) {
    await foldAll(() => vault.views.folding(notesParent(id)));
    await foldAll(() => Promise.resolve(vault.noteTexts.folding(id)));
  }
  return saves;
}
