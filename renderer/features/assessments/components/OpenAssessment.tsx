import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { datesAhead } from '../../../../shared/domain/assessments/datesAhead.ts';
import { riskChanges } from '../../../../shared/domain/assessments/riskChanges.ts';
import { riskFactors } from '../../../../shared/domain/assessments/riskFactors.ts';
import { riskStrip } from '../../../../shared/domain/assessments/riskStrip.ts';
import type { RunSummary } from '../../../../shared/domain/runs/run.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { exactDate, nearDate, nearTime, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { RunSaved, useRun, useRunEditing } from '../../runs/index.ts';
import { AheadNotice } from '../../warning/index.ts';
import { changeWords } from '../briefingWords.ts';
import { GroupPanel } from './GroupPanel.tsx';
import { ToCalendar } from './ToCalendar.tsx';
import { RiskStripView } from './RiskStripView.tsx';
import { SituationToolkits } from './SituationToolkits.tsx';
import styles from './Assessment.module.css';

interface OpenAssessmentProps {
  readonly runId: string;
  readonly all: readonly RunSummary[];
  readonly draftId: string | null;
  readonly situationId: string;
}

/** One assessment beside all of them: the strip, what changed, dates ahead, and the questions of one factor. */
export function OpenAssessment({ runId, all, draftId, situationId }: OpenAssessmentProps) {
  const text = useText();
  const navigate = useNavigate();
  const { group: wanted } = useSearch({ from: '/situations/$situationId/assessment' });
  const open = useRun(runId);
  const notes = useVaultValue({ name: 'notes', situationId });
  const { save, change, tell } = useRunEditing(runId);
  const [signing, setSigning] = useState(false);
  const definition = open.state === 'ready' ? open.definition : null;
  const factors = useMemo(() => (definition === null ? [] : riskFactors(definition)), [definition]);
  const strip = useMemo(() => riskStrip(factors, all), [factors, all]);
  const at = strip.columns.findIndex((column) => column.runId === runId);
  const before = strip.columns[at - 1];
  const earlier = useVaultValue({ name: 'run', id: before?.runId ?? '0'.repeat(32) });
  // Kept the same from answer to answer, so that the strip is drawn anew only where it shows something else.
  const toGroup = useCallback((group: string) => void navigate({ to: '/situations/$situationId/assessment', params: { situationId }, search: { run: runId, group } }), [navigate, situationId, runId]);
  const toRun = useCallback((run: string) => void navigate({ to: '/situations/$situationId/assessment', params: { situationId }, search: { run, group: wanted } }), [navigate, situationId, wanted]);
  if (open.state === 'loading' || notes === undefined) return null;
  if (open.state !== 'ready') return <Notice tone="problem">{text('run.noDefinition')}</Notice>;
  const { run, rendered, definitions } = open;
  const { summary } = run;
  const changes = riskChanges(strip, at);
  const readOnly = summary.finalAt !== null;
  const shown = rendered.groups.find(({ group }) => group.id === wanted) ?? rendered.groups.find(({ group }) => factors.some((factor) => factor.group.id === group.id)) ?? rendered.groups[0];
  const factor = factors.find(({ group }) => group.id === shown?.group.id) ?? null;
  const others = rendered.groups.filter(({ group }) => !factors.some((each) => each.group.id === group.id));
  const ahead = datesAhead(open.definition, run.answers, today());
  const go = (search: { readonly run?: string; readonly group?: string }): void => void navigate({ to: '/situations/$situationId/assessment', params: { situationId }, search: { run: runId, group: shown?.group.id, ...search } });
  const order = rendered.groups.findIndex(({ group }) => group.id === shown?.group.id);
  const next = rendered.groups[order + 1];
  const cells = strip.rows.find((row) => row.factor === factor)?.cells;
  const previous = before === undefined ? null : { when: nearDate(text, before.at.slice(0, 10), today()), step: cells?.[at - 1]?.step ?? null };
  const unjudged = strip.rows.filter((row) => row.cells[at]?.step === null).length;
  return (
    <div className={styles.columns}>
      <div className={styles.side}>
        <section className={styles.card} aria-label={text('assessment.strip')}>
          <RiskStripView strip={strip} groupId={shown?.group.id ?? null} runId={runId} onGroup={toGroup} onRun={toRun} />
          {others.length > 0 && (
            <div className={styles.parts} role="group" aria-label={text('assessment.part')}>
              {others.map(({ group }) => (
                <Button key={group.id} look="quiet" aria-pressed={group.id === shown?.group.id} onPress={() => go({ group: group.id })}>{group.title}</Button>
              ))}
            </div>
          )}
        </section>
        {before !== undefined && (
          <section className={styles.card} aria-labelledby="what-changed">
            <h2 id="what-changed">{text('assessment.changes')}</h2>
            {changes.length === 0 && <p className={styles.faint}>{text('assessment.changes.none')}</p>}
            <ul className={styles.list}>
              {changes.map((each) => (
                <li key={each.factor.group.id}>
                  {changeWords(text, each)}
                </li>
              ))}
            </ul>
          </section>
        )}
        <SituationToolkits situationId={situationId} />
        {ahead.length > 0 && (
          <section className={styles.card} aria-labelledby="dates-ahead">
            <h2 id="dates-ahead">{text('assessment.ahead')}</h2>
            <ul className={styles.list}>
              {ahead.map(({ id, on, words }) => (
                <li key={id}>
                  <time dateTime={on} title={exactDate(text, on)}>{nearDate(text, on, today())}</time> · <bdi>{words.join(' · ')}</bdi> <ToCalendar id={id} on={on} words={words} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <div className={styles.panel}>
        <div className={styles.bar}>
          {/* Before the word on saving, which changes its length as a field is left: a button behind it would move away under a click. */}
          {!readOnly && <Button onPress={() => setSigning(true)}>{text('run.signOff')}</Button>}
          <RunSaved save={save} changedAt={summary.changedAt} />
        </div>
        {summary.finalAt !== null && (
          <Notice action={draftId === null ? undefined : <Button onPress={() => go({ run: draftId })}>{text('assessment.toDraft')}</Button>}>{text('assessment.signed', { when: nearTime(text, summary.finalAt, Date.now()) })}</Notice>
        )}
        {run.laterAnswers && <Notice>{text('run.laterAnswers')}</Notice>}
        {shown !== undefined && (
          <GroupPanel key={shown.group.id} rendered={shown} factor={factor} answers={run.answers} definitions={definitions} notes={notes} before={before === undefined || earlier == null || previous === null ? null : { when: previous.when, answers: earlier.answers }} previous={previous} onChange={change} readOnly={readOnly} caution={open.definition.caution ?? null} />
        )}
        {next !== undefined && (
          <div>
            <Button onPress={() => go({ group: next.group.id })}>
              {text('assessment.next')}: {next.group.title}
            </Button>
          </div>
        )}
      </div>
      <Dialog title={text('assessment.signOff.title')} isOpen={signing} onClose={() => setSigning(false)}>
        <p>{text('assessment.signOff.text')}</p>
        <p>{text('assessment.signOff.left', { count: unjudged })}</p>
        {signing && <AheadNotice situationId={situationId} />}
        <div className={styles.actions}>
          <Button
            look="primary"
            onPress={() => {
              setSigning(false);
              void tell(vault.commands.signOffRun(runId));
            }}
          >
            {text('assessment.signOff.do')}
          </Button>
          <Button onPress={() => setSigning(false)}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
    </div>
  );
}
