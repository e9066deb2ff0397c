import { measureDeciders, measureForces, measureTimes, type Toolkit, type ToolkitItem } from '../../content/content.schema.ts';
import type { StoredEntry } from '../vault/entry.ts';

/** The toolkit that measures are taken from. */
export const measuresToolkitId = 'options-by-pillar';

export interface Measure {
  readonly item: ToolkitItem;
  readonly facts: NonNullable<ToolkitItem['measure']>;
  /** What the user said of this government; null where nothing was said. */
  readonly capability: StoredEntry<'capability'> | null;
}

/** Measures of an edition from persuasive to coercive, force last; within one degree as the edition has them. Retired ones are left out. */
export function measuresOf(toolkit: Pick<Toolkit, 'groups'>, capabilities: readonly StoredEntry<'capability'>[]): readonly Measure[] {
  // Two devices may each have said something; the one changed last is shown.
  const said = new Map([...capabilities].sort((a, b) => a.changedAt.localeCompare(b.changedAt)).map((each) => [each.itemId, each]));
  return toolkit.groups
    .flatMap(({ items }) => items)
    .flatMap((item) => (item.type === 'measure' && item.measure !== undefined && item.retired !== true ? [{ item, facts: item.measure, capability: said.get(item.id) ?? null }] : []))
    .sort((a, b) => measureForces.indexOf(a.facts.forcefulness) - measureForces.indexOf(b.facts.forcefulness));
}

export interface MeasureFilter {
  readonly pillar: 1 | 2 | 3 | null;
  readonly force: (typeof measureForces)[number] | null;
  readonly decider: (typeof measureDeciders)[number] | null;
  /** Can begin within this; a measure that does not say stays in view. */
  readonly within: (typeof measureTimes)[number] | null;
  /** `possible`: said to be possible, alone or with others. `not-ruled-out`: also those of which nothing was said. */
  readonly can: 'possible' | 'not-ruled-out' | null;
}

export const noFilter: MeasureFilter = { pillar: null, force: null, decider: null, within: null, can: null };

/** What passes a filter, in the same order. A filter narrows the view and says nothing of what is better. */
export const filterMeasures = (measures: readonly Measure[], { pillar, force, decider, within, can }: MeasureFilter): readonly Measure[] =>
  measures.filter(({ item, facts, capability }) => {
    const said = capability?.can ?? 'unknown';
    return (pillar === null || item.pillar === pillar)
      && (force === null || facts.forcefulness === force)
      && (decider === null || facts.decider === undefined || facts.decider === decider)
      && (within === null || facts.soonest === undefined || measureTimes.indexOf(facts.soonest) <= measureTimes.indexOf(within))
      && (can === null || said === 'yes' || said === 'with-others' || (can === 'not-ruled-out' && said === 'unknown'));
  });
