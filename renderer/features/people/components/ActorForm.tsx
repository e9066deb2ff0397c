import { useState } from 'react';
import { actorKinds, actsWithin48, counterparts, type StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../PeopleScreen.module.css';

/** An institution and the person there. Without a person it is kept as a gap. */
export function ActorForm({ actor, onDone }: { readonly actor: StoredEntry<'actor'> | null; readonly onDone: () => void }) {
  const text = useText();
  const [fields, setFields] = useState({ name: actor?.name ?? '', person: actor?.person ?? '', reach: actor?.reach ?? '', note: actor?.note ?? '' });
  const [kind, setKind] = useState(actor?.kind ?? 'ministry');
  const [within48, setWithin48] = useState(actor?.within48 ?? 'unknown');
  const [counterpart, setCounterpart] = useState(actor?.counterpart ?? 'none');
  const [problem, setProblem] = useState<Failure | 'missing' | null>(null);
  const save = async (): Promise<void> => {
    if (fields.name.trim() === '') return setProblem('missing');
    const saved = await vault.commands.saveEntry(actor?.id ?? null, { type: 'actor', kind, within48, counterpart, name: fields.name.trim(), person: fields.person.trim(), reach: fields.reach.trim(), note: fields.note.trim() });
    if (saved.ok) onDone();
    else setProblem(saved.error);
    return undefined;
  };
  const set = (field: keyof typeof fields) => (value: string): void => setFields({ ...fields, [field]: value });
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField label={text('people.field.name')} value={fields.name} onChange={set('name')} maxLength={200} error={problem === 'missing' && fields.name.trim() === '' ? text('people.field.missing') : undefined} autoFocus />
      <Select label={text('people.field.kind')} options={actorKinds.map((value) => ({ value, label: text(`people.kind.${value}`) }))} value={kind} onChange={setKind} />
      <TextField label={text('people.field.person')} description={text('people.field.personHelp')} value={fields.person} onChange={set('person')} maxLength={200} />
      <TextField label={text('people.field.reach')} value={fields.reach} onChange={set('reach')} maxLength={400} />
      <Choice label={text('people.field.within48')} inline options={actsWithin48.map((value) => ({ value, label: text(`people.within48.${value}`) }))} value={within48} onChange={setWithin48} />
      <Select label={text('people.field.counterpart')} options={counterparts.map((value) => ({ value, label: text(`people.counterpart.${value}`) }))} value={counterpart} onChange={setCounterpart} />
      <TextField label={text('people.field.note')} lines={3} value={fields.note} onChange={set('note')} maxLength={4000} />
      {problem !== null && problem !== 'missing' && <Notice tone="problem">{text.failure(problem)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
