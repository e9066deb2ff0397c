import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { useCases, useTemplates } from '../../../data/publishedReads.ts';
import { useWordedToolkits } from '../../../data/useTranslatedWords.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { NotesLinkingHere } from '../../backlinks/index.ts';
import { usePlan } from '../../onboarding/index.ts';
import { MarginCard } from '../margin/MarginCard.tsx';
import { OnThisPage } from './OnThisPage.tsx';
import styles from './SideColumn.module.css';

/** What is on the page, and which of the user's tasks, toolkits, templates and cases belong to it. */
export function SideColumn({ section, language }: { readonly section: Section; readonly language: string }) {
  const text = useText();
  const tasks = usePlan()?.tasks.filter(({ task }) => task.sections.includes(section.id) || section.tasks.includes(task.id)) ?? [];
  const toolkits = useWordedToolkits()?.filter((toolkit) => section.toolkits.includes(toolkit.id)) ?? [];
  const templates = useTemplates()?.filter((template) => section.templates.includes(template.id) || template.sections.includes(section.id)) ?? [];
  const cases = useCases()?.filter((one) => one.sections.includes(section.id)) ?? [];
  return (
    <aside className={styles.column} aria-label={text('manual.beside')}>
      <OnThisPage body={section.body} />
      <div className={styles.related}>
        <MarginCard section={section} language={language} />
        <NotesLinkingHere kind="section" id={section.id} />
        <LinkCard title={text('manual.usedBy')}>
          {tasks.map(({ task }) => (
            <li key={task.id}>
              <Link to="/onboarding" search={{ task: task.id }}><bdi>{task.title}</bdi></Link>
            </li>
          ))}
        </LinkCard>
        <LinkCard title={text('manual.toolkits')}>
          {toolkits.map((toolkit) => (
            <li key={toolkit.id}>
              <Link to="/toolkits/$toolkitId" params={{ toolkitId: toolkit.id }}><bdi>{toolkit.title}</bdi></Link>
            </li>
          ))}
        </LinkCard>
        <LinkCard title={text('reference.templates')}>
          {templates.map((template) => (
            <li key={template.id}>
              <Link to="/manual/reference/$part/$entryId" params={{ part: 'templates', entryId: template.id }}><bdi>{template.title}</bdi></Link>
            </li>
          ))}
        </LinkCard>
        <LinkCard title={text('manual.cases')}>
          {cases.map((one) => (
            <li key={one.id}>
              <Link to="/manual/reference/$part/$entryId" params={{ part: 'cases', entryId: one.id }}><bdi>{one.title}</bdi></Link>
            </li>
          ))}
        </LinkCard>
      </div>
    </aside>
  );
}

function LinkCard({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Card title={title}>
      <ul className={styles.links}>{children}</ul>
    </Card>
  );
}
