import { Link } from '@tanstack/react-router';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { useToolkits } from '../../../data/publishedReads.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { usePlan } from '../../onboarding/index.ts';
import { headingsOf } from '../headingId.ts';
import styles from './SideColumn.module.css';

/** What is on the page, and which of the user's tasks and toolkits lead to it. */
export function SideColumn({ section }: { readonly section: Section }) {
  const text = useText();
  const headings = headingsOf(section.body);
  const tasks = usePlan()?.tasks.filter(({ task }) => task.sections.includes(section.id) || section.tasks.includes(task.id)) ?? [];
  const toolkits = useToolkits()?.filter((toolkit) => section.toolkits.includes(toolkit.id)) ?? [];
  return (
    <aside className={styles.column}>
      {headings.length > 0 && (
        <nav aria-label={text('manual.onThisPage')}>
          <p className={styles.label}>{text('manual.onThisPage')}</p>
          <ul className={styles.headings}>
            {headings.map(({ id, title }) => (
              <li key={id}>
                <button type="button" className={styles.heading} onClick={() => document.getElementById(id)?.scrollIntoView({ block: 'start', behavior: 'instant' })}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {tasks.length > 0 && (
        <Card title={text('manual.usedBy')} as="section">
          <ul className={styles.links}>
            {tasks.map(({ task }) => (
              <li key={task.id}>
                <Link to="/onboarding" search={{ task: task.id }}>{task.title}</Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {toolkits.length > 0 && (
        <Card title={text('manual.toolkits')} as="section">
          <ul className={styles.links}>
            {toolkits.map((toolkit) => (
              <li key={toolkit.id}>
                <Link to="/toolkits/$toolkitId" params={{ toolkitId: toolkit.id }}>{toolkit.title}</Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </aside>
  );
}
