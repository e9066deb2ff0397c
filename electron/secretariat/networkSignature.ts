import { networkInterfaces } from 'node:os';

/** Changes when the computer joins, leaves or changes a network. Addresses stay in memory and are only compared. */
export function networkSignature(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses]) => (addresses ?? []).filter((entry) => !entry.internal).map((entry) => `${name} ${entry.address}`))
    .sort()
    .join('\n');
}
