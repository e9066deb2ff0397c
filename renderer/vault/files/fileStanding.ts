import type { SyncEngine } from '../sync/syncEngine.ts';
import type { SyncVault } from '../sync/syncPorts.ts';
import { heldCount, loadState } from '../sync/syncState.ts';
import type { FileStanding } from './filePorts.ts';

const checkedPosition = 'filesChecked';

/**
 * How this device stands, as far as files go. A new segment begins whenever everything is offered anew: the server went back, a profile did, or
 * another device misses something. Then the server is asked for every piece as well.
 */
export async function fileStanding(vault: SyncVault, engine: Pick<SyncEngine, 'roster' | 'revoked'>): Promise<FileStanding | null> {
  const state = await loadState(vault);
  if (state === null) return null;
  const [roster, revoked] = await Promise.all([engine.roster(), engine.revoked()]);
  const devices = new Set([state.deviceId, ...Object.keys(roster)].filter((device) => revoked[device] === undefined));
  return { at: `${state.serverId}/${state.accountId}/${state.segment}`, deviceId: state.deviceId, devices: [...devices].sort(), holdsBack: heldCount(state) > 0 };
}

/** When the server was last asked for every piece. */
export async function checkedAt(vault: SyncVault): Promise<string | null> {
  const bytes = await vault.local(checkedPosition);
  return bytes === null ? null : vault.sodium.to_string(bytes);
}

export const noteChecked = (vault: SyncVault, now: string) => vault.commit({ entries: [vault.put(checkedPosition, vault.sodium.from_string(now))], received: [], sent: [] });
