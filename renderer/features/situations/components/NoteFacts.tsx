import { useState } from 'react';
import { handlingRules, informationCredibilities, type NoteFields, type NoteFieldsPatch, sourceReliabilities } from '../../../../shared/domain/vault/note.ts';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './NotePane.module.css';

/** When, where, who said it, and how far source and content can be relied on, judged apart. */
export function NoteFacts({ fields, onChange }: { readonly fields: NoteFields; readonly onChange: (patch: NoteFieldsPatch) => void }) {
  const text = useText();
  return (
    <div className={styles.form}>
      <TextField label={text('note.observedOn')} type="date" value={fields.observedOn ?? ''} onChange={(value) => onChange({ observedOn: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null, observedPrecision: value === '' ? 'unknown' : 'day' })} />
      <Line label={text('note.place')} initial={fields.place} onChange={(place) => onChange({ place })} />
      <Line label={text('note.source')} description={text('note.source.help')} initial={fields.source} onChange={(source) => onChange({ source })} />
      <Select label={text('note.reliability')} placeholder={text('note.grade.none')} options={sourceReliabilities.map((value) => ({ value, label: text(`note.reliability.${value}`) }))} value={fields.reliability} onChange={(reliability) => onChange({ reliability })} />
      <Select label={text('note.credibility')} placeholder={text('note.grade.none')} options={informationCredibilities.map((value) => ({ value, label: text(`note.credibility.${value}`) }))} value={fields.credibility} onChange={(credibility) => onChange({ credibility })} />
      <Line
        label={text('situation.populations')}
        description={text('situation.populations.help')}
        initial={fields.populations.join(', ')}
        onChange={(typed) => onChange({ populations: typed.split(/[,،;]/).map((part) => part.trim().slice(0, 120)).filter((part) => part !== '').slice(0, 50) })}
      />
      <TextField label={text('note.reviewOn')} description={text('note.reviewOn.help')} type="date" value={fields.reviewOn ?? ''} onChange={(value) => onChange({ reviewOn: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null })} />
      <Select label={text('note.handling')} options={handlingRules.map((value) => ({ value, label: text(`note.handling.${value}`) }))} value={fields.handling} onChange={(handling) => onChange({ handling })} />
    </div>
  );
}

/** A line that is sent when it is left, so that half a name is not stored with every letter. */
function Line({ label, description, initial, onChange }: { readonly label: string; readonly description?: string; readonly initial: string; readonly onChange: (value: string) => void }) {
  const [value, setValue] = useState(initial);
  return <TextField label={label} description={description} value={value} onChange={setValue} onBlur={() => value !== initial && onChange(value)} maxLength={400} />;
}
