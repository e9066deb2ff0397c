import { bridge } from './bridge.ts';
import { vault } from './vault.ts';
import { databaseName } from '../vault/engine/databaseNames.ts';
import type { Result } from '../../shared/errors/result.ts';

/** Longest wait for the database to go; its records cannot be read without the keys, which go next in any case. */
const databaseWaitMs = 3_000;

/** Locks, deletes the working store, and has the main process remove the rest and end the app. */
export async function eraseVault(): Promise<Result<null>> {
  document.documentElement.dataset.locking = 'true';
  await vault.lock();
  await Promise.race([
    new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(databaseName);
      request.addEventListener('success', () => resolve());
      request.addEventListener('error', () => resolve());
    }),
    new Promise<void>((resolve) => setTimeout(resolve, databaseWaitMs)),
  ]);
  return bridge.call('vault.erase');
}
