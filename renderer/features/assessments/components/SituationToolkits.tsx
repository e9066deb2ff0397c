import { Link, useNavigate } from '@tanstack/react-router';
import { memo, useState } from 'react';
import { assessmentToolkitId } from '../../../../shared/domain/assessments/riskFactors.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { useToolkits } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { useStartRun } from '../../runs/index.ts';
import styles from './Assessment.module.css';

/** What was begun for this situation with other toolkits, such as warning tiers, options, scenarios and the gender lens, and the way to begin. */
export const SituationToolkits = memo(function SituationToolkits({ situationId }: { readonly situationId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const start = useStartRun();
  const [chosen, setChosen] = useState<string | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const toolkits = useToolkits()?.filter((toolkit) => toolkit.id !== assessmentToolkitId) ?? [];
  const runs = useVaultValue({ name: 'runs' })?.filter((run) => run.situationId === situationId && run.toolkitId !== assessmentToolkitId && run.trashedAt === null) ?? [];
  const toolkit = toolkits.find(({ id }) => id === chosen);
  const begin = async (): Promise<void> => {
    if (toolkit === undefined) return;
    const made = await start(toolkit, { situationId });
    if (made.ok) await navigate({ to: '/runs/$runId', params: { runId: made.value } });
    else setFailed(made.error);
  };
  return (
    <section className={styles.card} aria-labelledby="other-toolkits">
      <h2 id="other-toolkits">{text('assessment.toolkits')}</h2>
      <p className={styles.faint}>{text('assessment.toolkits.text')}</p>
      <ul className={styles.list}>
        {runs.map((run) => (
          <li key={run.id} className={styles.bar}>
            <Link to="/runs/$runId" params={{ runId: run.id }}>{run.name === '' ? run.title : run.name}</Link>
            <Pill tone={run.finalAt === null ? 'plain' : 'ok'}>{text(run.finalAt === null ? 'run.draft' : 'run.finalShort')}</Pill>
            {nearTime(text, run.changedAt, Date.now())}
          </li>
        ))}
      </ul>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <Select label={text('assessment.toolkits.choose')} placeholder={text('run.choose')} options={toolkits.map(({ id, title }) => ({ value: id, label: title }))} value={chosen} onChange={setChosen} />
      <div>
        <Button isDisabled={toolkit === undefined} onPress={() => void begin()}>{text('assessment.toolkits.start')}</Button>
      </div>
    </section>
  );
});
