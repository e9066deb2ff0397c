import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { MustKnow } from '../../../../shared/domain/warning/threshold.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { MustKnowFields } from './MustKnowFields.tsx';
import styles from './Warning.module.css';

const hourMs = 3_600_000;

/** Names one more who must know of an alarm. */
export function ReaderForm({ alarm, onDone }: { readonly alarm: StoredEntry<'alarm'>; readonly onDone: () => void }) {
  const text = useText();
  const [reader, setReader] = useState<MustKnow>({ actorId: null, who: '', withinHours: 6, route: '' });
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    if (reader.who.trim() === '') return setMissing(true);
    const dueAt = new Date(Date.now() + reader.withinHours * hourMs).toISOString();
    const saved = await vault.commands.saveEntry(null, { type: 'alarmNotice', situationId: alarm.situationId, alarmId: alarm.id, actorId: reader.actorId, who: reader.who.trim(), route: reader.route.trim(), dueAt, sentAt: null, acknowledgedAt: null, answer: '' });
    if (saved.ok) onDone();
    else setFailed(saved.error);
    return undefined;
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <MustKnowFields value={reader} onChange={setReader} error={missing && reader.who.trim() === '' ? text('warning.mustKnow.whoMissing') : undefined} />
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
