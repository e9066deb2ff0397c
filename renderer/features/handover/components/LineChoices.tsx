import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { without } from '../useHandoverChoice.ts';
import styles from '../HandoverScreen.module.css';

interface LineChoicesProps {
  readonly label: string;
  readonly items: readonly { readonly id: string; readonly name: string; readonly facts?: string }[];
  readonly chosen: Readonly<Record<string, string>>;
  readonly onChange: (chosen: Readonly<Record<string, string>>) => void;
  /** Whether a line can be written on each. */
  readonly lines?: boolean;
}

/** Things to tick one by one, each with a line for the successor. */
export function LineChoices({ label, items, chosen, onChange, lines = true }: LineChoicesProps) {
  const text = useText();
  return (
    <ul className={styles.choices} aria-label={label}>
      {items.map(({ id, name, facts }) => (
        <li key={id} className={styles.choice}>
          <Tick isSelected={id in chosen} onChange={(on) => onChange(on ? { ...chosen, [id]: '' } : without(chosen, id))}>
            <bdi>{name}</bdi> {facts !== undefined && <span className={styles.muted}>{facts}</span>}
          </Tick>
          {id in chosen && lines && (
            <div className={styles.inside}>
              <TextField label={text('handover.line', { name })} value={chosen[id] ?? ''} onChange={(line) => onChange({ ...chosen, [id]: line })} maxLength={2000} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
