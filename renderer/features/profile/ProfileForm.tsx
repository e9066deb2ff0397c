import { useEffect, useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import type { Profile, ProfileDraft } from '../../../shared/domain/vault/profile.ts';
import type { Failure, Result } from '../../../shared/errors/result.ts';
import { daysBetween } from '../../../shared/time/calendarDate.ts';
import { Button } from '../../design/components/Button.tsx';
import { Choice } from '../../design/components/Choice.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { TextField } from '../../design/components/TextField.tsx';
import { today } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import type { MessageId } from '../../../shared/messages/en.ts';
import { dateProblem, emptyEntries, entriesFrom, profileFrom, type ProfileEntries, questions } from './profileEntries.ts';
import styles from './ProfileForm.module.css';

interface ProfileFormProps {
  readonly initial: ProfileDraft;
  readonly submitLabel: string;
  /** Called shortly after typing stops, with whatever is there, valid or not. */
  readonly onChange?: (entries: ProfileDraft) => void;
  readonly onSubmit: (profile: Profile) => Promise<Result<unknown>>;
}

const draftDelayMs = 400;

export function ProfileForm({ initial, submitLabel, onChange, onSubmit }: ProfileFormProps) {
  const text = useText();
  const [failed, setFailed] = useState<Failure | null>(null);
  const { control, handleSubmit, watch, formState } = useForm<ProfileEntries>({ defaultValues: { ...emptyEntries, ...entriesFrom(initial) }, shouldFocusError: true });
  const entries = watch();
  const saved = useRef(JSON.stringify(entries));

  useEffect(() => {
    if (onChange === undefined) return undefined;
    const now = JSON.stringify(entries);
    if (now === saved.current) return undefined;
    const timer = window.setTimeout(() => {
      saved.current = now;
      onChange({ ...entries });
    }, draftDelayMs);
    return () => window.clearTimeout(timer);
  });

  const submit = handleSubmit(async (values) => {
    setFailed(null);
    const done = await onSubmit(profileFrom(values));
    if (!done.ok) setFailed(done.error);
  });
  const startsIn = dateProblem(entries.appointedOn, today()) === null ? daysBetween(today(), entries.appointedOn) : 0;
  const problems = Object.keys(formState.errors).length;

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {formState.isSubmitted && problems > 0 && <Notice tone="problem">{text('firstStart.profile.problems', { count: problems })}</Notice>}
      <div className={styles.pair}>
        <Controller
          control={control}
          name="country"
          rules={{ validate: (value) => value.trim() !== '' || text('profile.country.error') }}
          render={({ field, fieldState }) => <TextField label={text('profile.country')} value={field.value} onChange={field.onChange} onBlur={field.onBlur} error={fieldState.error?.message} maxLength={80} />}
        />
        <div>
          <Controller
            control={control}
            name="appointedOn"
            rules={{ validate: (value) => { const problem = dateProblem(value, today()); return problem === null || text(problem); } }}
            render={({ field, fieldState }) => (
              <TextField label={text('profile.appointedOn')} description={text('profile.appointedOn.help')} type="date" value={field.value} onChange={field.onChange} onBlur={field.onBlur} error={fieldState.error?.message} />
            )}
          />
          {startsIn > 0 && <p className={styles.hint}>{text('profile.appointedOn.future', { days: startsIn })}</p>}
        </div>
      </div>
      <div className={styles.pair}>
        {questions.map(({ name, values }) => (
          <Controller
            key={name}
            control={control}
            name={name}
            rules={{ validate: (value) => value !== '' || text('profile.choose') }}
            render={({ field, fieldState }) => (
              <Choice
                label={text(`profile.${name}` as MessageId)}
                options={values.map((value) => ({ value, label: text(`profile.${name}.${value}` as MessageId) }))}
                value={field.value === '' ? null : field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
        ))}
      </div>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div>
        <Button type="submit" look="primary" isDisabled={formState.isSubmitting}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
