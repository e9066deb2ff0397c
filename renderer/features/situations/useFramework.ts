import { useMemo } from 'react';
import { assessmentToolkitId } from '../../../shared/domain/assessments/riskFactors.ts';
import { useToolkits } from '../../data/publishedReads.ts';

export interface FrameworkTag {
  readonly id: string;
  readonly number: string;
  readonly label: string;
}

export interface FrameworkFactor extends FrameworkTag {
  readonly indicators: readonly FrameworkTag[];
}

/** Risk factors of the toolkit in the edition and their indicators; undefined while they are read, empty where the edition has none. */
export function useFramework(): readonly FrameworkFactor[] | undefined {
  const toolkits = useToolkits();
  return useMemo(
    () =>
      toolkits === undefined
        ? undefined
        : (toolkits.find(({ id }) => id === assessmentToolkitId)?.groups ?? [])
            .filter((group) => group.number !== undefined)
            .map((group) => ({
              id: group.id, number: group.number ?? '', label: group.title,
              indicators: group.items.filter((item) => item.type === 'indicator' && item.retired !== true).map((item) => ({ id: item.id, number: item.number ?? '', label: item.label })),
            })),
    [toolkits],
  );
}
