import { Link } from '@tanstack/react-router';
import { isSettled, type Plan } from '../../../../shared/domain/programme/plan.ts';
import { useEditionChanges } from '../../../data/publishedReads.ts';
import { useSettings } from '../../../data/useSettings.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../TodayScreen.module.css';

/** Of what changed in the Manual, the sections that open tasks are built on, each with its task. */
export function MattersCard({ plan }: { readonly plan: Plan | undefined }) {
  const text = useText();
  const changed = useEditionChanges();
  const settings = useSettings();
  if (changed == null || plan === undefined || settings === null || settings.changesSeenFor >= changed.manifest.number) return null;
  const open = plan.tasks.filter(({ state, task }) => !isSettled(state) && task.phase !== 'leaving');
  const matters = [...changed.changes.changed, ...changed.changes.added].flatMap((section) => {
    const planned = open.find(({ task }) => task.sections.includes(section.id));
    return planned === undefined ? [] : [{ section, task: planned.task }];
  });
  if (matters.length === 0) return null;
  return (
    <Card title={text('today.matters')}>
      <ul>
        {matters.slice(0, 4).map(({ section, task }) => (
          <li key={section.id}>
            <Link to="/manual/$sectionId" params={{ sectionId: section.id }}><bdi>{section.number} {section.title}</bdi></Link>
            <span className={styles.muted}> · {text('today.matters.task')} <Link to="/onboarding" search={{ task: task.id }}>{task.title}</Link></span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
