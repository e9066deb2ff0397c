import { riskSteps, type RiskStep } from '../../../../shared/domain/assessments/riskFactors.ts';
import styles from './Strip.module.css';

export const stepClass = (step: RiskStep | null): string | undefined => (step === null ? styles.none : styles[`step${riskSteps.indexOf(step) as 0 | 1 | 2 | 3 | 4}`]);

/** The colour of one step, always beside its word. */
export function RiskSwatch({ step }: { readonly step: RiskStep }) {
  return (
    <svg viewBox="0 0 14 14" className={styles.swatch} aria-hidden="true">
      <rect width="14" height="14" rx="3" className={stepClass(step)} />
      <StepMarks step={step} x={0} width={14} height={14} />
    </svg>
  );
}

/** One stroke for each step above "not observed". Drawn where colour is not: in print and in high contrast. */
export function StepMarks({ step, x, width, height }: { readonly step: RiskStep; readonly x: number; readonly width: number; readonly height: number }) {
  const count = riskSteps.indexOf(step);
  const gap = width / 5;
  const path = Array.from({ length: count }, (_, at) => `M${x + gap * (at + 1)} ${height * 0.25}V${height * 0.75}`).join('');
  return <path d={path} className={styles.marks} />;
}
