import { useSyncExternalStore } from 'react';
import type { Network } from '../../shared/content/network.schema.ts';
import { bridge } from '../platform/bridge.ts';

let network: Network | null | undefined;
const listeners = new Set<() => void>();
const show = (next: Network | null): void => {
  network = next;
  for (const listener of listeners) listener();
};
let isAsked = false;
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (!isAsked) {
    isAsked = true;
    bridge.on('network.changed', show);
    void bridge.call('network.active').then((active) => show(active.ok ? active.value : null));
  }
  return () => listeners.delete(listener);
};

/** What the Secretariat publishes besides the Manual, verified on this device; null where nothing is, undefined while it is read. */
export const useNetwork = (): Network | null | undefined => useSyncExternalStore(subscribe, () => network);
