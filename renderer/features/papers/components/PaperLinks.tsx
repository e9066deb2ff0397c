import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Template } from '../../../../shared/content/content.schema.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { useTemplates } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { beginPaper } from '../beginPaper.ts';
import styles from '../Papers.module.css';

/** Templates to fill in, and the papers that were begun on them, last changed first. */
export function PaperLinks({ templateIds, taskId }: { readonly templateIds: readonly string[]; readonly taskId: string | null }) {
  const templates = useTemplates()?.filter(({ id }) => templateIds.includes(id)) ?? [];
  return templates.map((template) => <PaperLink key={template.id} template={template} taskId={taskId} />);
}

function PaperLink({ template, taskId }: { readonly template: Template; readonly taskId: string | null }) {
  const text = useText();
  const navigate = useNavigate();
  const [failed, setFailed] = useState<Failure | null>(null);
  const papers = (useVaultValue({ name: 'entries', type: 'paper' }) ?? []).filter((paper) => paper.template.id === template.id && (taskId === null || paper.taskId === taskId)).toReversed();
  const begin = async (): Promise<void> => {
    const made = await beginPaper(text, template, taskId);
    if (made.ok) await navigate({ to: '/papers/$paperId', params: { paperId: made.value.id } });
    else setFailed(made.error);
  };
  return (
    <>
      <li className={styles.entry}>
        <Link to="/manual/reference/$part/$entryId" params={{ part: 'templates', entryId: template.id }}><bdi>{template.title}</bdi></Link>
        <Button look="quiet" aria-label={text('paper.begin.named', { title: template.title })} onPress={() => void begin()}>{text('paper.begin')}</Button>
      </li>
      {papers.map((paper) => (
        <li key={paper.id} className={styles.entry}>
          <Link to="/papers/$paperId" params={{ paperId: paper.id }}><bdi>{paper.title}</bdi></Link>
          <span className={styles.small}>{text('paper.continue', { when: nearTime(text, paper.createdAt, Date.now()) })}</span>
        </li>
      ))}
      {failed !== null && <li><Notice tone="problem">{text.failure(failed)}</Notice></li>}
    </>
  );
}
