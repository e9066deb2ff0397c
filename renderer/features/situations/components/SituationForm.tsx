import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { type NewSituation, type Situation, situationPriorities, type SituationStage, situationStages } from '../../../../shared/domain/vault/situation.ts';
import type { Failure, Result } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './SituationForm.module.css';

interface Entries {
  name: string;
  area: string;
  populations: string;
  stage: SituationStage;
  priority: (typeof situationPriorities)[number];
  reviewOn: string;
}

interface SituationFormProps {
  readonly initial?: Situation;
  readonly submitLabel: string;
  readonly onSubmit: (fields: NewSituation) => Promise<Result<unknown>>;
}

export function SituationForm({ initial, submitLabel, onSubmit }: SituationFormProps) {
  const text = useText();
  const [failed, setFailed] = useState<Failure | null>(null);
  const { control, handleSubmit, formState } = useForm<Entries>({
    defaultValues: { name: initial?.name ?? '', area: initial?.area ?? '', populations: initial?.populations.join(', ') ?? '', stage: initial?.stage ?? 'watching', priority: initial?.priority ?? 'normal', reviewOn: initial?.reviewOn ?? '' },
  });
  const submit = handleSubmit(async ({ name, area, populations, stage, priority, reviewOn }) => {
    const saved = await onSubmit({
      name: name.trim(),
      area: area.trim(),
      populations: populations.split(/[,،;]/).map((part) => part.trim()).filter((part) => part !== ''),
      stage,
      priority,
      reviewOn: /^\d{4}-\d{2}-\d{2}$/.test(reviewOn) ? reviewOn : null,
    });
    setFailed(saved.ok ? null : saved.error);
  });
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <Controller
        control={control}
        name="name"
        rules={{ validate: (value) => value.trim() !== '' || text('situation.name.missing') }}
        render={({ field, fieldState }) => (
          <TextField label={text('situation.name')} description={text('situation.name.help')} value={field.value} onChange={field.onChange} error={fieldState.error?.message} maxLength={120} autoFocus />
        )}
      />
      <Controller control={control} name="area" render={({ field }) => <TextField label={text('situation.area')} value={field.value} onChange={field.onChange} maxLength={400} />} />
      <Controller control={control} name="populations" render={({ field }) => <TextField label={text('situation.populations')} description={text('situation.populations.help')} value={field.value} onChange={field.onChange} maxLength={2000} />} />
      <Controller
        control={control}
        name="stage"
        render={({ field }) => <Choice label={text('situation.stage')} options={situationStages.map((value) => ({ value, label: text(`situation.stage.${value}`) }))} value={field.value} onChange={field.onChange} inline />}
      />
      <Controller
        control={control}
        name="priority"
        render={({ field }) => <Choice label={text('situation.priority')} options={situationPriorities.map((value) => ({ value, label: text(`situation.priority.${value}`) }))} value={field.value} onChange={field.onChange} inline />}
      />
      <Controller control={control} name="reviewOn" render={({ field }) => <TextField label={text('situation.reviewOn')} type="date" value={field.value} onChange={field.onChange} />} />
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div>
        <Button type="submit" look="primary" isDisabled={formState.isSubmitting}>{submitLabel}</Button>
      </div>
    </form>
  );
}
