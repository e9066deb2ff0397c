import type { Result } from '../../../shared/errors/result.ts';
import type { Roster } from './syncHeader.ts';
import type { SyncVault } from './syncPorts.ts';
import type { SyncState } from './syncState.ts';

/** Devices that this one vouches for, or was told of when it entered, and those that were shut out before. */
interface Introduced {
  readonly devices: Roster;
  readonly revoked: SyncState['revoked'];
}

const position = 'introduced';

export async function introducedTo(vault: SyncVault): Promise<Introduced> {
  const bytes = await vault.local(position);
  return bytes === null ? { devices: {}, revoked: {} } : (JSON.parse(vault.sodium.to_string(bytes)) as Introduced);
}

export async function introduceTo(vault: SyncVault, devices: Roster, revoked: SyncState['revoked']): Promise<Result<unknown>> {
  const known = await introducedTo(vault);
  const next: Introduced = { devices: { ...known.devices, ...devices }, revoked: { ...known.revoked, ...revoked } };
  return vault.commit({ entries: [vault.put(position, vault.sodium.from_string(JSON.stringify(next)))], received: [], sent: [] });
}
