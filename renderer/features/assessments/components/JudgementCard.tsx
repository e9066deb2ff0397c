import { riskStep, type RiskFactor, type RiskStep } from '../../../../shared/domain/assessments/riskFactors.ts';
import type { ItemChange } from '../../../../shared/domain/runs/run.ts';
import { noAnswers, type RunAnswers } from '../../../../shared/domain/runs/runAnswer.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Segmented } from '../../../design/components/Segmented.tsx';
import { useText } from '../../../i18n/useText.ts';
import { SettlingText } from '../../runs/index.ts';
import { RiskSwatch } from './RiskSwatch.tsx';
import styles from './Assessment.module.css';

interface JudgementCardProps {
  readonly factor: RiskFactor;
  readonly answers: RunAnswers;
  /** What was judged in the assessment before: its date in words, and the step. */
  readonly previous: { readonly when: string; readonly step: RiskStep | null } | null;
  readonly onChange: (itemId: string, change: ItemChange) => void;
  readonly readOnly: boolean;
}

/** The user's own judgement of a factor, how sure they are and why. The program proposes nothing. */
export function JudgementCard({ factor, answers, previous, onChange, readOnly }: JudgementCardProps) {
  const text = useText();
  const { judgement, confidence, reasons } = factor;
  const values = (answers[judgement.id] ?? noAnswers).values;
  const current = values.find((given) => given.rev >= judgement.rev)?.value;
  const options = (judgement.options ?? []).map(({ id, label }, at) => {
    const step = riskStep(at);
    return { value: id, label: step === null ? label : text(`risk.step.${step}`), ...(step === null ? {} : { mark: <RiskSwatch step={step} /> }) };
  });
  const sure = confidence === null ? undefined : (answers[confidence.id] ?? noAnswers).values[0]?.value;
  const why = reasons === null ? undefined : (answers[reasons.id] ?? noAnswers).values[0]?.value;
  const set = (itemId: string, value: string | null): void => onChange(itemId, { set: 'value', value });
  return (
    <section className={styles.judgement} aria-label={text('assessment.judgement')}>
      <div data-row>
        <p className={styles.faint}>{text('assessment.judgement')}</p>
        <Segmented label={text('assessment.judgement')} options={options} value={typeof current === 'string' ? current : null} onChange={(value) => set(judgement.id, value)} isDisabled={readOnly} />
        {previous !== null && <p className={styles.faint}>{previous.step === null ? text('assessment.last.none') : text('assessment.last', { when: previous.when, step: text(`risk.step.${previous.step}`) })}</p>}
        {values.length > 1 && (
          <div role="status">
            <p>{text('run.conflict')}</p>
            {!readOnly && values.map((given) => {
              const step = riskStep(given.step);
              return (
                <Button key={String(given.value)} onPress={() => set(judgement.id, String(given.value))}>
                  {text('run.conflict.keep', { answer: step === null ? String(given.value) : text(`risk.step.${step}`) })}
                </Button>
              );
            })}
          </div>
        )}
      </div>
      {confidence !== null && (
        <div data-row>
          <p className={styles.faint}>{text('assessment.confidence')}</p>
          <Segmented label={text('assessment.confidence')} options={(confidence.options ?? []).map(({ id, label }) => ({ value: id, label }))} value={typeof sure === 'string' ? sure : null} onChange={(value) => set(confidence.id, value)} isDisabled={readOnly} />
        </div>
      )}
      {reasons !== null && <SettlingText key={reasons.id} label={text('assessment.reasons')} initial={typeof why === 'string' ? why : ''} onChange={(value) => set(reasons.id, value.trim() === '' ? null : value)} lines={3} isReadOnly={readOnly} />}
    </section>
  );
}
