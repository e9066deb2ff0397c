import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { assessmentToolkitId } from '../../../shared/domain/assessments/riskFactors.ts';
import type { Failure } from '../../../shared/errors/result.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { useToolkits } from '../../data/publishedReads.ts';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { useAbsentWords } from '../../data/useAbsentWords.ts';
import { useText } from '../../i18n/useText.ts';
import { useVault, useVaultValue } from '../../platform/vault.ts';
import { useStartRun } from '../runs/index.ts';
import { SituationTabs } from '../situations/index.ts';
import { OpenAssessment } from './components/OpenAssessment.tsx';
import { SituationToolkits } from './components/SituationToolkits.tsx';

/** The assessments of one situation: the strip over time, and the one that is open. */
export function AssessmentScreen() {
  const text = useText();
  const absent = useAbsentWords();
  const navigate = useNavigate();
  const { situationId } = useParams({ from: '/situations/$situationId/assessment' });
  const { run: chosen } = useSearch({ from: '/situations/$situationId/assessment' });
  const read = useVault({ name: 'situation', id: situationId });
  const runs = useVaultValue({ name: 'runs' });
  const toolkit = useToolkits()?.find(({ id }) => id === assessmentToolkitId);
  const start = useStartRun();
  const [failed, setFailed] = useState<Failure | null>(null);
  if (read.state === 'loading' || runs === undefined) return null;
  const situation = read.state === 'ready' ? read.value : null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={absent(text('situation.notFound'))} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;
  const all = runs.filter((run) => run.situationId === situationId && run.toolkitId === assessmentToolkitId && run.trashedAt === null);
  const draft = all.find((run) => run.finalAt === null);
  const latest = [...all].sort((a, b) => (b.finalAt ?? b.createdAt).localeCompare(a.finalAt ?? a.createdAt))[0];
  const open = all.find((run) => run.id === chosen) ?? draft ?? latest;
  const begin = async (): Promise<void> => {
    if (toolkit === undefined) return;
    const made = await start(toolkit, { situationId });
    if (!made.ok) return setFailed(made.error);
    await navigate({ to: '/situations/$situationId/assessment', params: { situationId }, search: { run: made.value } });
  };
  const startButton = (
    <Button look="primary" isDisabled={toolkit === undefined} onPress={() => void begin()}>
      {text(all.length === 0 ? 'assessment.start' : 'assessment.startNext')}
    </Button>
  );
  return (
    <Screen title={situation.name} below={<SituationTabs situationId={situationId} current="assessment" />} action={all.length > 0 && draft === undefined ? startButton : null}>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      {open === undefined ? (
        <>
          <Empty title={text('assessment.empty.title')} action={startButton}>{text(toolkit === undefined ? 'assessment.noToolkit' : 'assessment.empty')}</Empty>
          <SituationToolkits situationId={situationId} />
        </>
      ) : <OpenAssessment key={open.id} runId={open.id} all={all} draftId={draft?.id ?? null} situationId={situationId} />}
    </Screen>
  );
}
