/** Devices that came in by a recovery sheet. Each device asks its user about them until they have said that they know: it is not carried to the others, since whoever came in could say so for them. */
import * as v from 'valibot';
import { ok, type Result } from '../../../shared/errors/result.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { DeviceBySheet } from '../../../shared/domain/vault/exchangeState.ts';
import type { Roster } from './syncHeader.ts';
import type { SyncVault } from './syncPorts.ts';
import type { SyncEngine } from './syncEngine.ts';
import { loadState, type SyncState } from './syncState.ts';

const position = 'sheetEntries';
const noteSchema = v.object({
  known: v.array(v.string()),
  /** On a device that came in by a sheet itself: which of the other devices are still the user's has not been said. */
  asksForOthers: v.boolean(),
});
type EntriesNote = v.InferOutput<typeof noteSchema>;

async function read(vault: SyncVault): Promise<EntriesNote> {
  const bytes = await vault.local(position);
  const parsed = bytes === null ? null : v.safeParse(noteSchema, JSON.parse(vault.sodium.to_string(bytes)));
  return parsed?.success === true ? parsed.output : { known: [], asksForOthers: false };
}

const entryOf = (vault: SyncVault, note: EntriesNote): JournalEntry => vault.put(position, vault.sodium.from_string(JSON.stringify(note)));

async function write(vault: SyncVault, note: EntriesNote): Promise<Result<null>> {
  const saved = await vault.commit({ entries: [entryOf(vault, note)], received: [], sent: [] });
  return saved.ok ? ok(null) : { ok: false, error: saved.error };
}

/** For a new device: those that came in by a sheet before it are nothing new to its user. */
export const firstEntriesNote = (vault: SyncVault, roster: Roster): JournalEntry => entryOf(vault, { known: Object.keys(roster), asksForOthers: true });

export async function unknownEntries(vault: SyncVault, roster: Roster, revoked: SyncState['revoked']): Promise<readonly DeviceBySheet[]> {
  const { known } = await read(vault);
  return Object.entries(roster).flatMap(([deviceId, { bySheet }]) => (bySheet === undefined || known.includes(deviceId) || revoked[deviceId] !== undefined ? [] : [{ deviceId, name: bySheet.name }]));
}

export async function acknowledgeEntry(vault: SyncVault, deviceId: string): Promise<Result<null>> {
  const note = await read(vault);
  return write(vault, { ...note, known: [...new Set([...note.known, deviceId])] });
}

export const asksForOthers = async (vault: SyncVault): Promise<boolean> => (await read(vault)).asksForOthers;

/**
 * Shuts everybody out but the devices that the user says are still theirs: also whoever stands in the roster and is not on the server's list,
 * and every other sheet. What came with the box is not believed further than that, since a device that was shut out, with a server's help,
 * can have made it. `listed`: devices that the server lists.
 */
export async function shutOutOthers(vault: SyncVault, engine: SyncEngine, kept: readonly string[], listed: readonly string[], ownSheet: string | null): Promise<Result<null>> {
  const [roster, revoked] = [await engine.roster(), await engine.revoked()];
  const state = await loadState(vault);
  for (const deviceId of new Set([...Object.keys(roster), ...listed])) {
    if (deviceId === state?.deviceId || deviceId === ownSheet || kept.includes(deviceId) || revoked[deviceId] !== undefined) continue;
    const noted = await engine.revoke(deviceId);
    if (!noted.ok) return { ok: false, error: noted.error };
  }
  return othersAnswered(vault);
}

const othersAnswered = async (vault: SyncVault): Promise<Result<null>> => write(vault, { ...(await read(vault)), asksForOthers: false });
