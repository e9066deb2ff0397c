import type { ItemChange } from '../../../../shared/domain/runs/run.ts';
import { type AnswerValue, measureChoices, observations } from '../../../../shared/domain/runs/runAnswer.ts';
import type { RunDefinition } from '../../../../shared/domain/runs/runDefinition.ts';
import { optionLabel, type RenderedItem } from '../../../../shared/domain/runs/renderRun.ts';
import { Choice } from '../../../design/components/Choice.tsx';
import { Segmented } from '../../../design/components/Segmented.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { EntriesTable } from './EntriesTable.tsx';
import { SettlingText } from '../../../design/components/SettlingText.tsx';
import styles from './Run.module.css';

interface AnswerControlProps {
  readonly rendered: RenderedItem;
  readonly under: RunDefinition | null;
  readonly onChange: (change: ItemChange) => void;
  readonly readOnly: boolean;
}

/** What an item is answered with, by its kind. */
export function AnswerControl({ rendered, under, onChange, readOnly }: AnswerControlProps) {
  const text = useText();
  const { item, current, answers } = rendered;
  const value: AnswerValue | undefined = current[0]?.value;
  const set = (next: AnswerValue | null): void => onChange({ set: 'value', value: next });
  const asText = typeof value === 'string' ? value : '';
  switch (item.type) {
    case 'check':
      return <Tick isSelected={value === true} onChange={(on) => set(on ? true : null)} isDisabled={readOnly}>{text('run.check')}</Tick>;
    case 'text':
    case 'longtext':
      return <SettlingText label={text('run.answer')} initial={asText} onChange={(next) => set(next.trim() === '' ? null : next)} lines={item.type === 'text' ? 1 : 3} isReadOnly={readOnly} />;
    case 'date':
      return <SettlingText label={text('run.answer')} initial={asText} type="date" onChange={(next) => (next === '' || /^\d{4}-\d{2}-\d{2}$/.test(next)) && set(next === '' ? null : next)} isReadOnly={readOnly} />;
    case 'number':
      return <SettlingText label={text('run.answer')} initial={typeof value === 'number' ? String(value) : ''} type="number" onChange={(next) => set(next.trim() === '' || !Number.isFinite(Number(next)) ? null : Number(next))} isReadOnly={readOnly} />;
    case 'indicator':
      return <Segmented label={item.label} options={observations.map((each) => ({ value: each, label: text(`run.observation.${each}`) }))} value={observations.find((each) => each === value) ?? null} onChange={set} isDisabled={readOnly} />;
    case 'measure':
      return <Segmented label={item.label} options={measureChoices.map((each) => ({ value: each, label: text(`run.measure.${each}`) }))} value={measureChoices.find((each) => each === value) ?? null} onChange={set} isDisabled={readOnly} />;
    case 'choice':
    case 'judgement': {
      const gone = asText === '' ? null : optionLabel(asText, item, under);
      return (
        <>
          <Choice label={text('run.answer')} options={(item.options ?? []).map(({ id, label, help }) => ({ value: id, label, ...(help === undefined ? {} : { help }) }))} value={asText === '' ? null : asText} onChange={(next) => !readOnly && set(next)} inline={item.type === 'judgement'} />
          {gone !== null && !gone.offered && <p className={styles.facts}>{text('run.optionGone', { option: gone.label })}</p>}
        </>
      );
    }
    case 'multi': {
      const chosen = Array.isArray(value) ? value : [];
      const gone = chosen.filter((id) => !optionLabel(id, item, under).offered);
      return (
        <div className={styles.ticks}>
          {(item.options ?? []).map(({ id, label }) => (
            <Tick key={id} isSelected={chosen.includes(id)} isDisabled={readOnly} onChange={(on) => set(on ? [...chosen.filter((other) => !gone.includes(other)), id] : chosen.filter((other) => other !== id && !gone.includes(other)))}>
              {label}
            </Tick>
          ))}
          {gone.map((id) => <p key={id} className={styles.facts}>{text('run.optionGone', { option: optionLabel(id, item, under).label })}</p>)}
        </div>
      );
    }
    case 'entries':
      return <EntriesTable item={item} rows={answers.rows} onChange={onChange} readOnly={readOnly} />;
    default:
      return (
        <p className={styles.facts}>
          {text('toolkits.unsupported')} {value !== undefined && text('run.kept', { value: JSON.stringify(value) })}
        </p>
      );
  }
}
