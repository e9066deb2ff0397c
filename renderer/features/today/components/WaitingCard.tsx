import { Link } from '@tanstack/react-router';
import { waitingFor } from '../../../../shared/domain/programme/nextSteps.ts';
import type { Plan } from '../../../../shared/domain/programme/plan.ts';
import { Card } from '../../../design/components/Card.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from '../TodayScreen.module.css';

/** What waits for someone else, whom, and when to ask again. */
export function WaitingCard({ plan }: { readonly plan: Plan | undefined }) {
  const text = useText();
  const waiting = plan === undefined ? [] : waitingFor(plan);
  if (waiting.length === 0) return null;
  return (
    <Card title={text('today.waiting')}>
      <ul>
        {waiting.map(({ task, progress }) => (
          <li key={task.id}>
            <Link to="/onboarding" search={{ task: task.id }}>{task.title}</Link>
            {progress?.whom != null && <span className={styles.muted}> · <bdi>{progress.whom}</bdi></span>}
            {progress?.until != null && <span className={styles.muted}> · {text('onboarding.wait.ask', { when: nearDate(text, progress.until, today()) })}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
