import { memo } from 'react';
import type { Phase } from '../../../../shared/content/content.schema.ts';
import type { PlannedPhase } from '../../../../shared/domain/programme/plan.ts';
import { usePhaseTitle } from '../../../data/useTranslatedWords.ts';
import { Progress } from '../../../design/components/Progress.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './PhaseList.module.css';

/** Drawn anew only where a phase or the chosen one changed: a filter of the tasks beside it changes neither. */
export const PhaseList = memo(function PhaseList({ phases, chosen, onChoose }: { readonly phases: readonly PlannedPhase[]; readonly chosen: Phase; readonly onChoose: (id: Phase) => void }) {
  const text = useText();
  const titleOf = usePhaseTitle();
  return (
    <nav aria-label={text('onboarding.phases')}>
      <ul className={styles.list}>
        {phases.map(({ id, title, tasks, settled }) => (
          <li key={id}>
            <button type="button" className={styles.phase} aria-current={id === chosen ? 'step' : undefined} onClick={() => onChoose(id)}>
              <span className={styles.head}>
                <bdi>{titleOf({ id, title })}</bdi>
                <span className={styles.count}>{text('common.ofTotal', { done: settled, total: tasks.length })}</span>
              </span>
              <Progress label={titleOf({ id, title })} value={settled} total={tasks.length} tone={tasks.length > 0 && settled === tasks.length ? 'ok' : 'accent'} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
});
