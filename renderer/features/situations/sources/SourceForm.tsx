import { useState } from 'react';
import { sourceUses, type StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { sourceReliabilities } from '../../../../shared/domain/vault/note.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from './Sources.module.css';

const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);
const unknown = 'none';

interface SourceFormProps {
  readonly source: StoredEntry<'source'> | null;
  /** Begins a new one under this name. */
  readonly named?: string;
  readonly onDone: (saved: { readonly id: string; readonly name: string } | null) => void;
}

/** A source under a code name: how they are reached, what was agreed and what may be done with what they say. */
export function SourceForm({ source, named = '', onDone }: SourceFormProps) {
  const text = useText();
  const others = useVaultValue({ name: 'entries', type: 'source' })?.filter(({ id }) => id !== source?.id) ?? [];
  const [fields, setFields] = useState({ name: source?.name ?? named, contact: source?.contact ?? '', agreed: source?.agreed ?? '', agreedOn: source?.agreedOn ?? '', note: source?.note ?? '' });
  const [uses, setUses] = useState<ReadonlySet<(typeof sourceUses)[number]>>(new Set(source?.uses));
  const [reliability, setReliability] = useState(source?.reliability ?? null);
  const [problem, setProblem] = useState<Failure | 'missing' | 'taken' | null>(null);
  const set = (field: keyof typeof fields) => (value: string): void => setFields({ ...fields, [field]: value });
  const name = fields.name.trim();
  const save = async (): Promise<void> => {
    if (name === '') return setProblem('missing');
    if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) return setProblem('taken');
    const saved = await vault.commands.saveEntry(source?.id ?? null, {
      type: 'source', name, contact: fields.contact.trim(), agreed: fields.agreed.trim(), agreedOn: isDate(fields.agreedOn) ? fields.agreedOn : null, uses: sourceUses.filter((use) => uses.has(use)), note: fields.note.trim(), reliability,
    });
    if (saved.ok) onDone({ id: saved.value.id, name });
    else setProblem(saved.error);
    return undefined;
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); void save(); }}>
      <p className={styles.care}>{text('source.care')}</p>
      <TextField label={text('source.name')} description={text('source.name.help')} value={fields.name} onChange={set('name')} maxLength={200} error={problem === 'missing' ? text('source.name.missing') : problem === 'taken' ? text('source.name.taken') : undefined} autoFocus />
      <TextField label={text('source.contact')} description={text('source.contact.help')} lines={2} value={fields.contact} onChange={set('contact')} maxLength={1000} />
      <TextField label={text('source.agreed')} description={text('source.agreed.help')} lines={2} value={fields.agreed} onChange={set('agreed')} maxLength={2000} />
      <TextField label={text('source.agreedOn')} type="date" value={fields.agreedOn} onChange={set('agreedOn')} />
      <div role="group" aria-label={text('source.uses')} className={styles.uses}>
        <span className={styles.label}>{text('source.uses')}</span>
        {sourceUses.map((use) => (
          <Tick key={use} isSelected={uses.has(use)} onChange={(on) => setUses(new Set(on ? [...uses, use] : [...uses].filter((other) => other !== use)))}>{text(`source.use.${use}`)}</Tick>
        ))}
      </div>
      <Select
        label={text('note.reliability')}
        options={[{ value: unknown, label: text('note.grade.none') }, ...sourceReliabilities.map((value) => ({ value, label: text(`note.reliability.${value}`) }))]}
        value={reliability ?? unknown}
        onChange={(value) => setReliability(value === unknown ? null : value)}
      />
      <TextField label={text('source.note')} description={text('source.note.help')} lines={3} value={fields.note} onChange={set('note')} maxLength={4000} />
      {problem !== null && typeof problem === 'object' && <Notice tone="problem">{text.failure(problem)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={() => onDone(null)}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
