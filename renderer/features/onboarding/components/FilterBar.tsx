import { useMemo } from 'react';
import type { PlannedTask } from '../../../../shared/domain/programme/plan.ts';
import { useText } from '../../../i18n/useText.ts';
import { passes, type TaskFilter, taskFilters } from '../taskFilter.ts';
import styles from './FilterBar.module.css';

/** Which tasks the list shows. A filter with nothing behind it is left out, except the one that is on. */
export function FilterBar({ value, onChange, tasks }: { readonly value: TaskFilter; readonly onChange: (filter: TaskFilter) => void; readonly tasks: readonly PlannedTask[] }) {
  const text = useText();
  const counted = useMemo(() => taskFilters.map((filter) => ({ filter, count: tasks.filter((planned) => passes(filter, planned)).length })), [tasks]);
  return (
    <div className={styles.bar} role="group" aria-label={text('onboarding.filter')}>
      {counted
        .filter(({ filter, count }) => filter === 'all' || filter === value || count > 0)
        .map(({ filter, count }) => (
          <button key={filter} type="button" className={styles.filter} aria-pressed={filter === value} onClick={() => onChange(filter)}>
            {filter === 'all' ? text('onboarding.filter.all') : text('onboarding.filter.counted', { name: text(`onboarding.filter.${filter}`), count })}
          </button>
        ))}
    </div>
  );
}
