import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { VaultRead, VaultReadValue } from '../../shared/domain/vault/vaultReads.ts';
import { vault } from './vault.ts';

/** Several live reads of one kind, in the order given; undefined for each that is not there yet. The list keeps its identity until one changes. */
export function useVaultValues<R extends VaultRead>(reads: readonly R[]): readonly (VaultReadValue<R> | undefined)[] {
  const key = JSON.stringify(reads);
  const list = useMemo(() => JSON.parse(key) as R[], [key]);
  const last = useRef<readonly (VaultReadValue<R> | undefined)[]>([]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = list.map((read) => vault.subscribe(read, listener));
      return () => stops.forEach((stop) => stop());
    },
    [list],
  );
  const snapshot = useCallback(() => {
    const now = list.map((read) => {
      const value = vault.getSnapshot(read);
      return value.state === 'ready' ? value.value : undefined;
    });
    if (now.length !== last.current.length || now.some((value, at) => value !== last.current[at])) last.current = now;
    return last.current;
  }, [list]);
  return useSyncExternalStore(subscribe, snapshot);
}
