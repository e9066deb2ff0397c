import { useState } from 'react';
import { forumStates } from '../../../../shared/domain/options/option.ts';
import type { EntryOf, StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './Planning.module.css';

interface ForumFormProps {
  readonly situationId: string;
  readonly move: StoredEntry<'forumMove'> | null;
  readonly forum: EntryOf<'forumMove'>['forum'];
  readonly onDone: () => void;
}

/** One step in one forum. */
export function ForumForm({ situationId, move, forum, onDone }: ForumFormProps) {
  const text = useText();
  const [aim, setAim] = useState(move?.aim ?? '');
  const [where, setWhere] = useState(move?.where ?? '');
  const [who, setWho] = useState(move?.who ?? '');
  const [withWhom, setWithWhom] = useState(move?.withWhom ?? '');
  const [on, setOn] = useState(move?.on ?? '');
  const [state, setState] = useState<EntryOf<'forumMove'>['state']>(move?.state ?? 'idea');
  const [outcome, setOutcome] = useState(move?.outcome ?? '');
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    if (aim.trim() === '') return setMissing(true);
    const saved = await vault.commands.saveEntry(move?.id ?? null, { type: 'forumMove', situationId, forum, where: where.trim(), aim: aim.trim(), who: who.trim(), withWhom: withWhom.trim(), on: /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : null, state, outcome: outcome.trim() });
    if (saved.ok) onDone();
    else setFailed(saved.error);
    return undefined;
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField label={text('forum.field.aim')} value={aim} onChange={setAim} maxLength={400} autoFocus error={missing && aim.trim() === '' ? text('forum.field.aimMissing') : undefined} />
      <div className={styles.pair}>
        <TextField label={text('forum.field.where')} value={where} onChange={setWhere} maxLength={200} />
        <TextField label={text('forum.field.on')} type="date" value={on} onChange={setOn} />
        <TextField label={text('forum.field.who')} value={who} onChange={setWho} maxLength={200} />
        <TextField label={text('forum.field.with')} value={withWhom} onChange={setWithWhom} maxLength={400} />
      </div>
      <Choice label={text('forum.field.state')} options={forumStates.map((value) => ({ value, label: text(`forum.state.${value}`) }))} value={state} onChange={setState} inline />
      <TextField label={text('forum.field.outcome')} value={outcome} onChange={setOutcome} lines={2} maxLength={2_000} />
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
