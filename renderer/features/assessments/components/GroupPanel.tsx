import type { RiskFactor, RiskStep } from '../../../../shared/domain/assessments/riskFactors.ts';
import type { ItemChange } from '../../../../shared/domain/runs/run.ts';
import type { RunAnswers } from '../../../../shared/domain/runs/runAnswer.ts';
import type { RunDefinition, RunItem } from '../../../../shared/domain/runs/runDefinition.ts';
import type { RenderedGroup } from '../../../../shared/domain/runs/renderRun.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { answerWords, ItemCard } from '../../runs/index.ts';
import { JudgementCard } from './JudgementCard.tsx';
import styles from './Assessment.module.css';

interface GroupPanelProps {
  readonly rendered: RenderedGroup;
  /** null for the parts beside the factors. */
  readonly factor: RiskFactor | null;
  readonly answers: RunAnswers;
  readonly definitions: ReadonlyMap<string, RunDefinition>;
  readonly notes: readonly NoteSummary[];
  /** The assessment before, with its answers; null where there is none. */
  readonly before: { readonly when: string; readonly answers: RunAnswers } | null;
  readonly previous: { readonly when: string; readonly step: RiskStep | null } | null;
  readonly onChange: (itemId: string, change: ItemChange) => void;
  readonly readOnly: boolean;
  readonly caution: string | null;
}

/** The questions of one factor with their evidence, and under them the user's judgement. */
export function GroupPanel({ rendered: { group, items }, factor, answers, definitions, notes, before, previous, onChange, readOnly, caution }: GroupPanelProps) {
  const text = useText();
  // Only an answer to the same meaning is put beside the new one.
  const lastTime = (item: RunItem): string | null => {
    const given = before === null ? undefined : before.answers[item.id]?.values;
    const only = given?.length === 1 ? given[0] : undefined;
    return before === null || only === undefined || item.type !== 'indicator' || only.rev !== item.rev ? null : text('assessment.last', { when: before.when, step: answerWords(text, only, item, null, item.id) });
  };
  const judged = new Set([factor?.judgement.id, factor?.confidence?.id, factor?.reasons?.id]);
  return (
    <>
      <div>
        <p className={styles.faint}>{factor === null ? text('assessment.part') : text(factor.isCommon ? 'assessment.common' : 'assessment.one', { number: factor.number })}</p>
        <h2 className={styles.title}>{group.title}</h2>
        {group.help !== undefined && <p className={styles.faint}>{group.help}</p>}
        {factor !== null && !readOnly && <p className={styles.faint}>{text('assessment.keys')}</p>}
      </div>
      {factor === null && caution !== null && <Notice>{caution}</Notice>}
      <ul className={styles.items}>
        {items.filter(({ item }) => !judged.has(item.id)).map((item) => (
          <ItemCard key={item.item.id} rendered={item} definitions={definitions} notes={notes} lastTime={lastTime(item.item)} onChange={onChange} readOnly={readOnly} />
        ))}
      </ul>
      {factor !== null && <JudgementCard factor={factor} answers={answers} previous={previous} onChange={onChange} readOnly={readOnly} />}
    </>
  );
}
