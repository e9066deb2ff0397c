import * as v from 'valibot';

/** What a floor stands for: a TUF role, or the number of the edition, or the time that signatures prove to have come. */
export type FloorName = string;
export const editionFloor = (language: string): FloorName => `#edition/${language}`;
export const networkFloor = (language: string): FloorName => `#network/${language}`;
/** Seconds since 1970. */
export const timeFloor = '#time';

const entrySchema = v.object({ version: v.pipe(v.number(), v.integer(), v.minValue(0)), keyIds: v.pipe(v.array(v.string()), v.maxLength(50)) });
export const floorsSchema = v.object({
  format: v.literal(1),
  /** Fingerprint of the repository's first root: floors of one Secretariat say nothing about another. */
  repository: v.string(),
  floors: v.record(v.string(), v.pipe(v.array(entrySchema), v.maxLength(20))),
});
export type StoredFloors = v.InferOutput<typeof floorsSchema>;
type Entry = v.InferOutput<typeof entrySchema>;

/** Keys that may sign a role, and how many have to. */
export interface RoleKeySet {
  readonly keyIDs: readonly string[];
  readonly threshold: number;
}

const keptPerName = 4;

/**
 * The highest versions this device ever accepted, which may not fall again even when the profile was wiped or restored.
 *
 * Each floor remembers the keys it was signed with. When so many of these keys were taken away by a new root that they could no longer
 * sign, the floor falls with them: this is how a repository recovers after a thief signed version 2^31 (TUF specification, 5.3.11).
 */
export class VersionFloors {
  readonly repository: string;
  readonly #entries = new Map<FloorName, Entry[]>();
  #isRaised = false;

  constructor(repository: string, stored: readonly StoredFloors[] = []) {
    this.repository = repository;
    for (const one of stored) {
      if (one.repository !== repository) continue;
      for (const [name, entries] of Object.entries(one.floors)) for (const entry of entries) this.#put(name, entry);
    }
  }

  /** True once a floor rose since the last call of `stored`. */
  get isRaised(): boolean {
    return this.#isRaised;
  }

  /** @param keys null for what no change of keys can lower: the version of the root itself */
  floor(name: FloorName, keys: RoleKeySet | null): number {
    const valid = (this.#entries.get(name) ?? []).filter((entry) => keys === null || entry.keyIds.filter((keyId) => keys.keyIDs.includes(keyId)).length >= keys.threshold);
    return Math.max(0, ...valid.map((entry) => entry.version));
  }

  raise(name: FloorName, version: number, keys: RoleKeySet | null): void {
    if (!Number.isSafeInteger(version) || version <= this.floor(name, keys)) return;
    this.#put(name, { version, keyIds: [...(keys?.keyIDs ?? [])].sort() });
    this.#isRaised = true;
  }

  stored(): StoredFloors {
    this.#isRaised = false;
    return { format: 1, repository: this.repository, floors: Object.fromEntries(this.#entries) };
  }

  /** One entry for each set of keys; the oldest sets are forgotten. */
  #put(name: FloorName, entry: Entry): void {
    const same = (other: Entry): boolean => other.keyIds.join() === entry.keyIds.join();
    const entries = this.#entries.get(name) ?? [];
    const known = entries.find(same);
    const version = Math.max(known?.version ?? 0, entry.version);
    this.#entries.set(name, [...entries.filter((other) => !same(other)), { version, keyIds: entry.keyIds }].slice(-keptPerName));
  }
}
