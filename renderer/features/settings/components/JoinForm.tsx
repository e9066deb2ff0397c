import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useJoin, usePreviewInvitation } from '../../../data/secretariatQueries.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../SettingsScreen.module.css';

/** Two steps: read the invitation, which sends nothing and shows whose it is; then join. A link that was opened arrives here and waits for the same two. */
export function JoinForm() {
  const text = useText();
  const navigate = useNavigate();
  const { invitation: linked } = useSearch({ from: '/settings' });
  const preview = usePreviewInvitation();
  const join = useJoin();
  const [deviceName, setDeviceName] = useState(text('secretariat.deviceName.default'));
  const { control, handleSubmit, setValue, watch } = useForm({ defaultValues: { invitation: linked ?? '' } });
  const invitation = watch('invitation');
  const taken = useRef<string | null>(null);

  useEffect(() => {
    if (linked === undefined || taken.current === linked) return;
    taken.current = linked;
    setValue('invitation', linked);
    preview.mutate(linked);
    void navigate({ to: '/settings', search: { page: 'secretariat' }, replace: true }); // the code does not stay in the address
  }, [linked, setValue, preview, navigate]);

  return (
    <Card title={text('secretariat.notJoined')}>
      <p className={styles.muted}>{text('secretariat.notJoined.text')}</p>
      <form className={styles.form} onSubmit={(event) => void handleSubmit(({ invitation: entered }) => preview.mutate(entered))(event)} noValidate>
        <Controller
          control={control}
          name="invitation"
          rules={{ validate: (value) => value.trim() !== '' || text('secretariat.invitation.missing') }}
          render={({ field, fieldState }) => (
            <TextField
              label={text('secretariat.invitation')}
              description={text('secretariat.invitation.help')}
              lines={3}
              value={field.value}
              onChange={(value) => {
                field.onChange(value);
                preview.reset();
                join.reset();
              }}
              error={fieldState.error?.message}
              maxLength={2000}
            />
          )}
        />
        {preview.error !== null && <Notice tone="problem">{text.failure(preview.error.failure)}</Notice>}
        {preview.data === undefined && (
          <div>
            <Button type="submit" look="primary" isDisabled={preview.isPending}>{text('secretariat.read')}</Button>
          </div>
        )}
      </form>
      {preview.data !== undefined && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            join.mutate({ text: invitation, deviceName: deviceName.trim() === '' ? text('secretariat.deviceName.default') : deviceName.trim() });
          }}
        >
          <p>{text('secretariat.preview')}</p>
          <dl className={styles.facts}>
            <dt>{text('settings.secretariat')}</dt>
            <dd dir="auto"><b>{preview.data.secretariat}</b></dd>
            <dt>{text('secretariat.address')}</dt>
            <dd><bdi dir="ltr">{preview.data.address}</bdi></dd>
            <dt>{text('secretariat.fingerprint')}</dt>
            <dd className={styles.mono}><bdi dir="ltr">{preview.data.fingerprint}</bdi></dd>
          </dl>
          <p className={styles.muted}>{text('secretariat.fingerprint.help')}</p>
          <TextField label={text('secretariat.deviceName')} description={text('secretariat.deviceName.help')} value={deviceName} onChange={setDeviceName} maxLength={80} />
          <p className={styles.muted}>{text('secretariat.willSend')}</p>
          {join.error !== null && <Notice tone="problem">{text.failure(join.error.failure)}</Notice>}
          <div className={styles.row}>
            <Button type="submit" look="primary" isDisabled={join.isPending}>{text(join.isPending ? 'secretariat.joining' : 'secretariat.join')}</Button>
            <Button look="quiet" onPress={() => { preview.reset(); join.reset(); }}>{text('common.cancel')}</Button>
          </div>
        </form>
      )}
    </Card>
  );
}
