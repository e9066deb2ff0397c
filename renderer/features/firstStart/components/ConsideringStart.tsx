import { useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../FirstStart.module.css';

/** The other way in: a government without a focal point. Its answers about the post are what it is here to find. */
export function ConsideringStart({ country: typed }: { readonly country: string }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const [country, setCountry] = useState('');
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const name = country.trim() === '' ? typed.trim() : country.trim();
  const begin = async (): Promise<void> => {
    if (name === '') return setMissing(true);
    const saved = await vault.commands.saveProfile({ stage: 'considering', country: name, appointedOn: today(), location: 'other', appointment: 'career', portfolio: 'broad', form: 'individual', capacity: 'low', riskHistory: false });
    if (!saved.ok) setFailed(saved.error);
    return undefined;
  };
  return (
    <section className={styles.form} aria-label={text('considering.start')}>
      <p className={styles.lead}>{text('considering.startText')}</p>
      {open ? (
        <form className={styles.form} noValidate onSubmit={(event) => { event.preventDefault(); void begin(); }}>
          <TextField label={text('considering.country')} value={country} placeholder={typed} onChange={setCountry} maxLength={80} error={missing && name === '' ? text('profile.country.error') : undefined} autoFocus />
          {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
          <div><Button type="submit">{text('considering.startAction')}</Button></div>
        </form>
      ) : (
        <div><Button onPress={() => setOpen(true)}>{text('considering.start')}</Button></div>
      )}
    </section>
  );
}
