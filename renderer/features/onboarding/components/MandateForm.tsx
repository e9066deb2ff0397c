import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './TaskDetail.module.css';

const parts = ['reason', 'cover', 'rank', 'duties', 'resources'] as const;

/** The mandate in five answers, kept in the vault. Once the post is filled they stand in the mandate check and the handover letter that are begun. */
export function MandateForm({ draft, onDone }: { readonly draft: StoredEntry<'mandate'> | null; readonly onDone: () => void }) {
  const text = useText();
  const [fields, setFields] = useState({ reason: draft?.reason ?? '', cover: draft?.cover ?? '', rank: draft?.rank ?? '', duties: draft?.duties ?? '', resources: draft?.resources ?? '' });
  const [failed, setFailed] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    const saved = await vault.commands.saveEntry(draft?.id ?? null, { type: 'mandate', location: draft?.location ?? null, ...fields });
    if (saved.ok) onDone();
    else setFailed(saved.error);
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {parts.map((part) => (
        <TextField key={part} label={text(`considering.part.${part}`)} description={text(`considering.part.${part}.help`)} lines={2} value={fields[part]} onChange={(value) => setFields({ ...fields, [part]: value })} maxLength={4000} />
      ))}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.actions}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
