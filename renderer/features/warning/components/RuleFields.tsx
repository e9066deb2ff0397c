import { assessmentToolkitId, riskFactors, riskSteps } from '../../../../shared/domain/assessments/riskFactors.ts';
import { situationStages } from '../../../../shared/domain/vault/situation.ts';
import type { ThresholdRule } from '../../../../shared/domain/warning/threshold.ts';
import { useToolkits } from '../../../data/publishedReads.ts';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { type TextTools, useText } from '../../../i18n/useText.ts';
import styles from './Warning.module.css';

const kinds = ['factor', 'factors', 'signs', 'stage'] as const satisfies readonly ThresholdRule['kind'][];
/** "Not observed" is no step that an alarm could wait for. */
const steps = riskSteps.slice(1);
const stages = situationStages.filter((stage) => stage !== 'closed' && stage !== 'watching');
const mostFactors = 14;

/** What is missing from a rule, as a sentence; null where it can be saved. */
export function ruleProblem(text: TextTools, rule: ThresholdRule): string | null {
  if (rule.kind === 'factor') return rule.itemId === '' ? text('warning.rule.factorMissing') : null;
  if (rule.kind === 'signs' && rule.itemIds.length === 0) return text('warning.rule.signsMissing');
  const most = rule.kind === 'factors' ? mostFactors : rule.kind === 'signs' ? rule.itemIds.length : null;
  return most !== null && 'count' in rule && (!Number.isInteger(rule.count) || Number(rule.count) < 1 || Number(rule.count) > most) ? text('warning.rule.countMissing', { most }) : null;
}

function emptyRule(kind: ThresholdRule['kind']): ThresholdRule {
  switch (kind) {
    case 'factor':
      return { kind, itemId: '', label: '', atLeast: 'strong' };
    case 'factors':
      return { kind, count: 3, atLeast: 'strong' };
    case 'stage':
      return { kind, stage: 'imminent-risk' };
    case 'signs':
      return { kind, toolkitId: 'early-warning-tiers', itemIds: [], label: '', count: 1 };
  }
}

interface RuleFieldsProps {
  readonly rule: ThresholdRule;
  readonly onChange: (rule: ThresholdRule) => void;
  readonly problem: string | null;
}

/** What must be seen for a threshold to be met. */
export function RuleFields({ rule, onChange, problem }: RuleFieldsProps) {
  const text = useText();
  const toolkits = useToolkits() ?? [];
  const framework = toolkits.find(({ id }) => id === assessmentToolkitId);
  const factors = framework === undefined ? [] : riskFactors(framework);
  const lists = toolkits.flatMap((toolkit) => toolkit.groups.flatMap((group) => {
    const items = group.items.filter((item) => item.type === 'indicator' && item.retired !== true);
    return items.length === 0 ? [] : [{ id: `${toolkit.id}/${group.id}`, toolkitId: toolkit.id, label: `${toolkit.title}: ${group.title}`, items }];
  }));
  const list = rule.kind === 'signs' ? lists.find((each) => each.toolkitId === rule.toolkitId && (rule.label === '' || rule.label === each.label)) : undefined;
  const step = rule.kind === 'factor' || rule.kind === 'factors' ? <Select label={text('warning.rule.atLeast')} options={steps.map((value) => ({ value, label: text(`risk.step.${value}`) }))} value={rule.atLeast} onChange={(atLeast) => onChange({ ...rule, atLeast })} /> : null;
  const count = rule.kind === 'factors' || rule.kind === 'signs' ? <TextField label={text('warning.rule.count')} type="number" inputMode="numeric" value={Number.isNaN(rule.count) ? '' : String(rule.count)} onChange={(entered) => onChange({ ...rule, count: entered === '' ? Number.NaN : Number(entered) })} error={problem !== null && !(rule.kind === 'signs' && rule.itemIds.length === 0) ? problem : undefined} /> : null;
  return (
    <div className={styles.reader}>
      <Select label={text('warning.threshold.rule')} options={kinds.map((value) => ({ value, label: text(`warning.rule.kind.${value}`) }))} value={rule.kind} onChange={(kind) => onChange(emptyRule(kind))} />
      {rule.kind === 'factor' && (
        <div className={styles.pair}>
          <Select label={text('warning.rule.factor')} placeholder={text('run.choose')} options={factors.map((factor) => ({ value: factor.judgement.id, label: `${factor.number} ${factor.title}` }))} value={rule.itemId === '' ? null : rule.itemId} onChange={(itemId) => onChange({ ...rule, itemId, label: factors.find((factor) => factor.judgement.id === itemId)?.title ?? '' })} error={problem ?? undefined} />
          {step}
        </div>
      )}
      {rule.kind === 'factors' && <div className={styles.pair}>{count}{step}</div>}
      {rule.kind === 'stage' && <Select label={text('warning.rule.stage')} options={stages.map((value) => ({ value, label: text(`situation.stage.${value}`) }))} value={rule.stage} onChange={(stage) => onChange({ ...rule, stage })} />}
      {rule.kind === 'signs' && (
        <>
          <Select
            label={text('warning.rule.list')}
            placeholder={text('run.choose')}
            options={lists.map(({ id, label }) => ({ value: id, label }))}
            value={list?.id ?? null}
            onChange={(id) => {
              const chosen = lists.find((each) => each.id === id);
              if (chosen !== undefined) onChange({ ...rule, toolkitId: chosen.toolkitId, label: chosen.label, itemIds: [] });
            }}
            error={problem !== null && rule.itemIds.length === 0 ? problem : undefined}
          />
          <div className={styles.ticks} role="group" aria-label={text('warning.rule.list')}>
            {(list?.items ?? []).map((item) => (
              <Tick key={item.id} isSelected={rule.itemIds.includes(item.id)} onChange={(on) => onChange({ ...rule, label: list?.label ?? rule.label, itemIds: on ? [...rule.itemIds, item.id] : rule.itemIds.filter((id) => id !== item.id) })}>
                {item.label}
              </Tick>
            ))}
          </div>
          {count}
        </>
      )}
    </div>
  );
}
