import { useState } from 'react';
import { measureDeciders, measureForces, measureTimes } from '../../../../shared/content/content.schema.ts';
import { filterMeasures, measuresToolkitId, noFilter, type Measure, type MeasureFilter } from '../../../../shared/domain/options/measures.ts';
import type { EntryOf, StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { MeasureRow } from './MeasureRow.tsx';
import styles from './Planning.module.css';

interface MeasureCatalogueProps {
  readonly situationId: string;
  readonly measures: readonly Measure[];
  /** What is weighed for this situation already. */
  readonly options: readonly StoredEntry<'option'>[];
  readonly hasToolkit: boolean;
}

const all = 'all';

/** The whole range of measures, narrowed by what this government can do, who decides and how soon. */
export function MeasureCatalogue({ situationId, measures, options, hasToolkit }: MeasureCatalogueProps) {
  const text = useText();
  const [filter, setFilter] = useState<MeasureFilter>(noFilter);
  const [adding, setAdding] = useState(false);
  const [label, setLabel] = useState('');
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const shown = filterMeasures(measures, filter);
  const takeUp = async (option: Pick<EntryOf<'option'>, 'toolkitId' | 'itemId' | 'label' | 'pillar'>): Promise<boolean> => {
    const saved = await vault.commands.saveEntry(null, { type: 'option', situationId, ...option, state: 'compare', reason: '', notKnown: '', actorId: null, who: '', followUpOn: null, taskId: null, dateId: null, outcome: '' });
    setFailed(saved.ok ? null : saved.error);
    return saved.ok;
  };
  const addOwn = async (): Promise<void> => {
    if (label.trim() === '') return setMissing(true);
    if (await takeUp({ toolkitId: '', itemId: null, label: label.trim(), pillar: null })) {
      setAdding(false);
      setLabel('');
      setMissing(false);
    }
    return undefined;
  };
  const choice = <K extends keyof MeasureFilter>(key: K, name: string, values: readonly NonNullable<MeasureFilter[K]>[], words: (value: NonNullable<MeasureFilter[K]>) => string) => (
    <Select label={name} options={[{ value: all, label: text('options.filter.all') }, ...values.map((value) => ({ value: String(value), label: words(value) }))]} value={filter[key] === null ? all : String(filter[key])} onChange={(chosen) => setFilter({ ...filter, [key]: values.find((value) => String(value) === chosen) ?? null })} />
  );
  return (
    <Card title={text('options.catalogue')} aside={<Button look="quiet" onPress={() => setAdding(true)}>{text('options.own')}</Button>}>
      <div className={styles.form}>
        <p className={styles.faint}>{text(hasToolkit ? 'options.catalogue.text' : 'options.missing')}</p>
        <div className={styles.pair} role="group" aria-label={text('options.filter')}>
          {choice('can', text('options.filter.can'), ['possible', 'not-ruled-out'], (value) => text(`options.filter.can.${value}`))}
          {choice('decider', text('options.filter.decider'), measureDeciders, (value) => text(`options.decider.${value}`))}
          {choice('within', text('options.filter.within'), measureTimes, (value) => text(`options.within.${value}`))}
          {choice('force', text('options.filter.force'), measureForces, (value) => text(`options.force.${value}`))}
          {choice('pillar', text('options.filter.pillar'), [1, 2, 3], (value) => text(`options.pillar.${value}`))}
        </div>
        <p className={styles.faint} role="status">{shown.length === 0 && hasToolkit ? text('options.filter.none') : text('options.filter.shown', { shown: shown.length, total: measures.length })}</p>
        {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
        <ul>
          {shown.map((measure) => (
            <MeasureRow
              key={measure.item.id}
              measure={measure}
              isWeighed={options.some(({ itemId }) => itemId === measure.item.id)}
              onWeigh={() => void takeUp({ toolkitId: measuresToolkitId, itemId: measure.item.id, label: measure.item.label, pillar: measure.item.pillar ?? null })}
            />
          ))}
        </ul>
      </div>
      <Dialog title={text('options.own')} isOpen={adding} onClose={() => setAdding(false)}>
        <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void addOwn(); }}>
          <TextField label={text('options.own.label')} value={label} onChange={setLabel} maxLength={400} autoFocus error={missing && label.trim() === '' ? text('options.own.missing') : undefined} />
          <div className={styles.row}>
            <Button type="submit" look="primary">{text('common.save')}</Button>
            <Button look="quiet" onPress={() => setAdding(false)}>{text('common.cancel')}</Button>
          </div>
        </form>
      </Dialog>
    </Card>
  );
}
