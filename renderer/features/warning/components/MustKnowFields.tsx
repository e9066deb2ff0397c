import type { MustKnow } from '../../../../shared/domain/warning/threshold.ts';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import styles from './Warning.module.css';

const hours = [1, 3, 6, 24, 72, 168] as const;
const other = 'other';

interface MustKnowFieldsProps {
  readonly value: MustKnow;
  readonly onChange: (value: MustKnow) => void;
  readonly error?: string | undefined;
}

/** Who must know, taken from the user's people or written down, how fast, and by which route. */
export function MustKnowFields({ value, onChange, error }: MustKnowFieldsProps) {
  const text = useText();
  const actors = useVaultValue({ name: 'entries', type: 'actor' }) ?? [];
  const known = actors.find(({ id }) => id === value.actorId);
  const choose = (id: string): void => {
    const actor = actors.find((each) => each.id === id);
    onChange(actor === undefined ? { ...value, actorId: null } : { ...value, actorId: actor.id, who: (actor.person === '' ? actor.name : `${actor.person}, ${actor.name}`).slice(0, 200), route: value.route === '' ? actor.reach.slice(0, 300) : value.route });
  };
  const choices = [...new Set<number>([...hours, value.withinHours])].sort((a, b) => a - b);
  return (
    <div className={styles.form}>
      {actors.length > 0 && <Select label={text('warning.mustKnow.person')} options={[...actors.map(({ id, name, person }) => ({ value: id, label: person === '' ? name : `${person}, ${name}` })), { value: other, label: text('warning.mustKnow.other') }]} value={known?.id ?? other} onChange={choose} />}
      <div className={styles.pair}>
        <TextField label={text('warning.mustKnow.who')} value={value.who} onChange={(who) => onChange({ ...value, who })} maxLength={200} error={error} />
        <Select label={text('warning.mustKnow.within')} options={choices.map((each) => ({ value: String(each), label: text('warning.hours', { hours: each }) }))} value={String(value.withinHours)} onChange={(each) => onChange({ ...value, withinHours: Number(each) })} />
      </div>
      <TextField label={text('warning.mustKnow.route')} value={value.route} onChange={(route) => onChange({ ...value, route })} maxLength={300} />
    </div>
  );
}
