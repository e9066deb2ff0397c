import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import { binDays } from '../../../shared/domain/vault/noteVersion.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A clock that is further ahead of everything that was ever saved is not believed. */
const believedGapDays = 90;

/**
 * Notes whose time in the bin is over. `newestChangeAt` is the newest instant at which anything was saved: where the clock is absurdly far
 * ahead of it, nothing is deleted on its word.
 */
export function expiredNotes(notes: readonly NoteSummary[], now: string, newestChangeAt: string): NoteSummary[] {
  const at = Date.parse(now);
  if (Number.isNaN(at) || at - Date.parse(newestChangeAt) > believedGapDays * dayMs) return [];
  return notes.filter(({ trashedAt }) => trashedAt !== null && at - Date.parse(trashedAt) > binDays * dayMs);
}
