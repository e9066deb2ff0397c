import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Toolkit } from '../../../../shared/content/content.schema.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { useStartRun } from '../useStartRun.ts';
import styles from './Run.module.css';

/** What was begun with a toolkit, last changed first, and the way to begin. */
export function RunList({ toolkit, taskId = null }: { readonly toolkit: Toolkit; readonly taskId?: string | null }) {
  const text = useText();
  const navigate = useNavigate();
  const start = useStartRun();
  const [failed, setFailed] = useState<Failure | null>(null);
  const [showBin, setShowBin] = useState(false);
  const all = useVaultValue({ name: 'runs' })?.filter((run) => run.toolkitId === toolkit.id);
  const situations = useVaultValue({ name: 'situations' });
  if (all === undefined) return null;
  const binned = all.filter((run) => run.trashedAt !== null);
  const shown = showBin ? binned : all.filter((run) => run.trashedAt === null);
  const begin = async (): Promise<void> => {
    const made = await start(toolkit, { taskId });
    if (made.ok) await navigate({ to: '/runs/$runId', params: { runId: made.value } });
    else setFailed(made.error);
  };
  return (
    <section className={styles.items} aria-label={text('run.list')}>
      {shown.length > 0 && (
        <ul>
          {shown.map((run) => (
            <li key={run.id} className={styles.note}>
              <span>
                <Link to="/runs/$runId" params={{ runId: run.id }}>{run.name !== '' ? run.name : (situations?.find(({ id }) => id === run.situationId)?.name ?? text('run.begun', { when: nearTime(text, run.createdAt, Date.now()) }))}</Link>
                <span className={styles.facts}>
                  {' '}
                  {text('run.answered', { count: run.answered })} · {nearTime(text, run.changedAt, Date.now())}
                  {run.inheritedOn !== null && ` · ${text('handover.inherited.short')}`}
                  {run.unsettled > 0 && ` · ${text('run.unsettled', { count: run.unsettled })}`}
                </span>
              </span>
              {showBin ? <Button onPress={() => void vault.commands.trashRun(run.id, false)}>{text('note.restore')}</Button> : <Pill tone={run.finalAt === null ? 'plain' : 'ok'}>{text(run.finalAt === null ? 'run.draft' : 'run.finalShort')}</Pill>}
            </li>
          ))}
        </ul>
      )}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.actions}>
        <Button look="primary" onPress={() => void begin()}>{text(shown.length === 0 ? 'run.start' : 'run.startAnother')}</Button>
        {(binned.length > 0 || showBin) && <Button look="quiet" aria-pressed={showBin} onPress={() => setShowBin(!showBin)}>{text('situation.bin')} ({binned.length})</Button>}
      </div>
    </section>
  );
}
