import { Link } from '@tanstack/react-router';
import { useToolkits } from '../../../data/publishedReads.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './TaskDetail.module.css';

export function ToolkitLinks({ ids, taskId }: { readonly ids: readonly string[]; readonly taskId: string }) {
  const text = useText();
  const toolkits = useToolkits()?.filter((toolkit) => ids.includes(toolkit.id)) ?? [];
  if (toolkits.length === 0) return null;
  return (
    <p className={styles.evidence}>
      <b>{text('onboarding.task.toolkits')}</b>{' '}
      {toolkits.map((toolkit, at) => (
        <span key={toolkit.id}>
          {at > 0 && ' · '}
          <Link to="/toolkits/$toolkitId" params={{ toolkitId: toolkit.id }} search={{ task: taskId }}>
            {toolkit.title}
          </Link>
        </span>
      ))}
    </p>
  );
}
