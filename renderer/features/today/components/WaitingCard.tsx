import { Link } from '@tanstack/react-router';
import type { Plan } from '../../../../shared/domain/programme/plan.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../TodayScreen.module.css';

export function WaitingCard({ plan }: { readonly plan: Plan | undefined }) {
  const text = useText();
  const waiting = plan?.tasks.filter(({ state }) => state === 'waiting') ?? [];
  if (waiting.length === 0) return null;
  return (
    <Card title={text('today.waiting')}>
      <ul>
        {waiting.map(({ task, progress }) => (
          <li key={task.id}>
            <Link to="/onboarding" search={{ task: task.id }}>{task.title}</Link>
            {progress?.whom != null && <span className={styles.muted}> · <bdi>{progress.whom}</bdi></span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
