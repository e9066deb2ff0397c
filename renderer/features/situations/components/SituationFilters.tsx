import { type Situation, situationPriorities, situationStages } from '../../../../shared/domain/vault/situation.ts';
import { Select } from '../../../design/components/Select.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './NoteFinder.module.css';

export interface SituationFilter {
  readonly stage: string;
  readonly priority: string;
  readonly population: string;
}

const any = 'any';
export const noSituationFilter: SituationFilter = { stage: any, priority: any, population: any };

export const passesSituation = (situation: Situation, { stage, priority, population }: SituationFilter): boolean =>
  (stage === any || situation.stage === stage) && (priority === any || situation.priority === priority) && (population === any || situation.populations.includes(population));

/** Stage, priority and the populations that are named in any situation. */
export function SituationFilters({ situations, filter, onChange }: { readonly situations: readonly Situation[]; readonly filter: SituationFilter; readonly onChange: (filter: SituationFilter) => void }) {
  const text = useText();
  const anyOption = { value: any, label: text('notes.search.anySituation') };
  const populations = [...new Set(situations.flatMap((situation) => situation.populations))].sort((a, b) => a.localeCompare(b));
  return (
    <div className={styles.filters} role="group" aria-label={text('situations.title')}>
      <Select label={text('situations.filter.stage')} options={[anyOption, ...situationStages.map((value) => ({ value, label: text(`situation.stage.${value}`) }))]} value={filter.stage} onChange={(stage) => onChange({ ...filter, stage })} />
      <Select label={text('situations.filter.priority')} options={[anyOption, ...situationPriorities.map((value) => ({ value, label: text(`situation.priority.${value}`) }))]} value={filter.priority} onChange={(priority) => onChange({ ...filter, priority })} />
      {populations.length > 0 && <Select label={text('situations.filter.population')} options={[anyOption, ...populations.map((value) => ({ value, label: value }))]} value={filter.population} onChange={(population) => onChange({ ...filter, population })} />}
    </div>
  );
}
