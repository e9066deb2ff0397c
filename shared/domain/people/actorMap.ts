import { actorKinds, type StoredEntry } from '../vault/entry.ts';

export type Actor = StoredEntry<'actor'>;
export type ActorKind = (typeof actorKinds)[number];

export interface ActorGroup {
  readonly kind: ActorKind;
  readonly actors: readonly Actor[];
}

/** By kind of institution, in the order of the form; kinds without anyone stay, because an empty one is what a map is to show. */
export const actorGroups = (actors: readonly Actor[]): ActorGroup[] => actorKinds.map((kind) => ({ kind, actors: actors.filter((actor) => actor.kind === kind) }));

export interface ActorGaps {
  /** Kinds of institution with nobody on the map. */
  readonly kinds: readonly ActorKind[];
  /** Institutions where no person is known. */
  readonly unnamed: readonly Actor[];
  /** True where nobody on the map is known to act within 48 hours. */
  readonly nobodyIn48: boolean;
}

/** What the map lacks. A gap is a next step, not a fault. */
export function actorGaps(actors: readonly Actor[]): ActorGaps {
  return {
    kinds: actorGroups(actors).filter((group) => group.actors.length === 0).map(({ kind }) => kind),
    unnamed: actors.filter(({ person }) => person.trim() === ''),
    nobodyIn48: !actors.some(({ within48 }) => within48 === 'yes'),
  };
}
