import { memo, useMemo } from 'react';
import { riskFactors, assessmentToolkitId } from '../../../../shared/domain/assessments/riskFactors.ts';
import { riskStrip } from '../../../../shared/domain/assessments/riskStrip.ts';
import type { RunSummary } from '../../../../shared/domain/runs/run.ts';
import type { RunDefinition } from '../../../../shared/domain/runs/runDefinition.ts';
import { useText } from '../../../i18n/useText.ts';
import { stepClass } from './RiskSwatch.tsx';
import styles from './Strip.module.css';

const shown = 8;

/** The last assessments of a situation, small: factors from top to bottom, dates from left to right, and the strongest in words. */
export const SmallStrip = memo(function SmallStrip({ runs, definition }: { readonly runs: readonly RunSummary[]; readonly definition: RunDefinition }) {
  const text = useText();
  const strip = useMemo(() => riskStrip(riskFactors(definition), runs.filter((run) => run.toolkitId === assessmentToolkitId && run.finalAt !== null)), [runs, definition]);
  if (strip.columns.length === 0) return null;
  const from = Math.max(0, strip.columns.length - shown);
  const width = 84 / Math.min(shown, strip.columns.length);
  const height = 44 / strip.rows.length;
  const words = (['acute', 'strong'] as const).flatMap((step) => {
    const factors = strip.rows.filter(({ cells }) => cells.at(-1)?.step === step).map(({ factor }) => factor.title);
    return factors.length === 0 ? [] : [text('assessment.small', { step: text(`risk.step.${step}`), factors: factors.join(', ') })];
  });
  const label = words.length === 0 ? text('assessment.small.none') : words.join('. ');
  return (
    <svg className={`${styles.small} ${styles.dir}`} viewBox="0 0 84 44" role="img" aria-label={label}>
      <title>{label}</title>
      {strip.rows.map(({ factor, cells }, row) =>
        cells.slice(from).map((each, at) => <rect key={`${factor.group.id}${strip.columns[from + at]?.runId}`} x={at * width} y={row * height} width={Math.max(1, width - 1)} height={height - 0.6} className={each.step === null ? styles.free : stepClass(each.step)} />),
      )}
    </svg>
  );
});
