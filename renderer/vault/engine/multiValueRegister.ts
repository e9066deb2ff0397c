import type * as Y from 'yjs';

/**
 * A field of which no value is lost when two devices set it at the same time. Each device writes under its own key and removes the keys
 * that it could see; what was written unseen stays beside it, and a person settles it by choosing once more.
 */
const separator = '@';
type Registers = Pick<Y.Map<unknown>, 'keys' | 'get'> | ReadonlyMap<string, unknown>;

export function writeRegister(map: Y.Map<unknown>, field: string, deviceId: string, value: unknown): void {
  for (const key of registerKeys(map, field)) map.delete(key);
  map.set(field + separator + deviceId, value);
}

/** All values in force, in an order that is the same on every device. Empty where the field was never set. */
export const readRegister = (map: Registers, field: string): unknown[] => registerKeys(map, field).map((key) => map.get(key));

const registerKeys = (map: Registers, field: string): string[] => [...map.keys()].filter((key) => key.startsWith(field + separator)).sort();
