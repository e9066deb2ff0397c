import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Toolkit } from '../../../../shared/content/content.schema.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { useToolkits } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { useStartRun } from '../../runs/index.ts';
import { signToolkits } from '../signToolkits.ts';
import styles from './Warning.module.css';

/** The lists of signs, and of each what the newest look at this situation observed, in words. */
export function SignTiers({ situationId }: { readonly situationId: string }) {
  const text = useText();
  const toolkits = useToolkits();
  if (toolkits === undefined) return null;
  const shown = signToolkits.flatMap((id) => toolkits.find((toolkit) => toolkit.id === id) ?? []);
  return (
    <Card title={text('warning.signs')}>
      <div className={styles.form}>
        <p className={styles.faint}>{text(shown.length === 0 ? 'warning.signs.missing' : 'warning.signs.text')}</p>
        {shown.map((toolkit) => <SignList key={toolkit.id} toolkit={toolkit} situationId={situationId} />)}
      </div>
    </Card>
  );
}

function SignList({ toolkit, situationId }: { readonly toolkit: Toolkit; readonly situationId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const start = useStartRun();
  const [failed, setFailed] = useState<Failure | null>(null);
  const run = useVaultValue({ name: 'runs' })?.filter((each) => each.situationId === situationId && each.toolkitId === toolkit.id && each.trashedAt === null).sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  const observed = new Set(run?.observed ?? []);
  const begin = async (): Promise<void> => {
    const made = await start(toolkit, { situationId });
    if (made.ok) await navigate({ to: '/runs/$runId', params: { runId: made.value } });
    else setFailed(made.error);
  };
  const groups = toolkit.groups.filter(({ items }) => items.some(({ type }) => type === 'indicator'));
  return (
    <section className={styles.part} aria-label={toolkit.title}>
      <div className={styles.spread}>
        <h3>{toolkit.title}</h3>
        <span className={styles.row}>
          {run !== undefined && <span className={styles.faint}>{text('warning.signs.lastLook', { when: nearTime(text, run.changedAt, Date.now()) })}</span>}
          {run !== undefined && run.finalAt === null && <Link to="/runs/$runId" params={{ runId: run.id }} aria-label={`${text('warning.signs.go')}: ${toolkit.title}`}>{text('warning.signs.go')}</Link>}
          {(run === undefined || run.finalAt !== null) && <Button look="quiet" aria-label={`${text(run === undefined ? 'warning.signs.start' : 'warning.signs.again')}: ${toolkit.title}`} onPress={() => void begin()}>{text(run === undefined ? 'warning.signs.start' : 'warning.signs.again')}</Button>}
        </span>
      </div>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      {run !== undefined && (
        <dl className={styles.list}>
          {groups.map((group) => {
            const seen = group.items.filter(({ id }) => observed.has(id));
            return (
              <div key={group.id}>
                <dt className={styles.faint}>{group.title}</dt>
                <dd>{seen.length === 0 ? <span className={styles.faint}>{text('warning.signs.none')}</span> : <ul>{seen.map(({ id, label }) => <li key={id}>{label}</li>)}</ul>}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}
