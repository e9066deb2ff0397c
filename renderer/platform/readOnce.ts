import type { VaultRead, VaultReadValue } from '../../shared/domain/vault/vaultReads.ts';
import { vault } from './vault.ts';

/** The value of a read as it is now; null where it cannot be read. For work that is done once, not for what is on screen. */
export function readOnce<R extends VaultRead>(read: R): Promise<VaultReadValue<R> | null> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const now = vault.getSnapshot(read);
      if (now.state !== 'loading') resolve(now.state === 'ready' ? now.value : null);
      return now.state !== 'loading';
    };
    const stop = vault.subscribe(read, () => {
      if (look()) stop();
    });
    if (look()) stop();
  });
}
