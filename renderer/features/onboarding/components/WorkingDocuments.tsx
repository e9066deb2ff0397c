import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Task, Toolkit } from '../../../../shared/content/content.schema.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { useWordedToolkits } from '../../../data/useTranslatedWords.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { PaperLinks } from '../../papers/index.ts';
import { useStartRun } from '../../runs/index.ts';
import styles from './TaskDetail.module.css';

/** Toolkits and templates of a task, opened in place: begun from here, filled with what the app knows, and found again here. */
export function WorkingDocuments({ task }: { readonly task: Pick<Task, 'id' | 'toolkits' | 'templates'> }) {
  const text = useText();
  const toolkits = useWordedToolkits()?.filter(({ id }) => task.toolkits.includes(id)) ?? [];
  if (task.templates.length === 0 && toolkits.length === 0) return null;
  return (
    <section className={styles.evidenceList} aria-label={text('papers.working')}>
      <h3 className={styles.documents}>{text('papers.working')}</h3>
      <ul>
        {toolkits.map((toolkit) => <ToolkitLink key={toolkit.id} toolkit={toolkit} taskId={task.id} />)}
        <PaperLinks templateIds={task.templates} taskId={task.id} />
      </ul>
    </section>
  );
}

function ToolkitLink({ toolkit, taskId }: { readonly toolkit: Toolkit; readonly taskId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const start = useStartRun();
  const [failed, setFailed] = useState<Failure | null>(null);
  // What was begun elsewhere is the same work: a review does not become another one because it is opened from another task.
  const runs = useVaultValue({ name: 'runs' })?.filter((run) => run.toolkitId === toolkit.id && run.situationId === null && run.trashedAt === null) ?? [];
  const begin = async (): Promise<void> => {
    const made = await start(toolkit, { taskId });
    if (made.ok) await navigate({ to: '/runs/$runId', params: { runId: made.value } });
    else setFailed(made.error);
  };
  return (
    <>
      <li className={styles.evidenceRow}>
        <Link to="/toolkits/$toolkitId" params={{ toolkitId: toolkit.id }} search={{ task: taskId }}><bdi>{toolkit.title}</bdi></Link>
        <Button look="quiet" aria-label={text('papers.start', { title: toolkit.title })} onPress={() => void begin()}>{text('run.start')}</Button>
      </li>
      {runs.map((run) => (
        <li key={run.id} className={styles.evidenceRow}>
          <Link to="/runs/$runId" params={{ runId: run.id }}><bdi>{run.name === '' ? run.title : run.name}</bdi></Link>
          <span>{text('run.answered', { count: run.answered })} · {nearTime(text, run.changedAt, Date.now())}</span>
        </li>
      ))}
      {failed !== null && <li><Notice tone="problem">{text.failure(failed)}</Notice></li>}
    </>
  );
}
