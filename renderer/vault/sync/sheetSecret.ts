/**
 * A device that came in by a recovery sheet keeps the private half of the sheet's box key until it has everything: keys that were given to the
 * sheet in the log are then read with it, also where what the server handed over was older than they are. The half that signs is not kept.
 */
import * as v from 'valibot';
import type { SheetSecrets } from '../../../shared/crypto/sheetMember.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { openRotation } from './rotation.ts';
import type { SyncVault } from './syncPorts.ts';

const position = 'sheetSecret';
const secretSchema = v.object({ sheetId: v.string(), boxKey: v.string(), boxSecret: v.string() });

export const sheetSecretEntry = (vault: SyncVault, { sheetId, boxKey, boxSecret }: SheetSecrets): JournalEntry => vault.put(position, vault.sodium.from_string(JSON.stringify({ sheetId, boxKey, boxSecret })));

/** The key in base64; null where this device holds no sheet's half or the key was not given to the sheet. */
export async function openSheetRotation(vault: SyncVault, boxes: Readonly<Record<string, string>>): Promise<string | null> {
  const bytes = await vault.local(position);
  if (bytes === null) return null;
  const secret = v.parse(secretSchema, JSON.parse(vault.sodium.to_string(bytes)));
  return openRotation(vault, secret, boxes[secret.sheetId]);
}

/** Drops it. Does nothing where there is none. */
export async function forgetSheetSecret(vault: SyncVault): Promise<void> {
  if ((await vault.local(position)) !== null) await vault.commit({ entries: [vault.remove(position)], received: [], sent: [] });
}
