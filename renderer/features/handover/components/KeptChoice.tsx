import { keptParts, type KeptPart } from '../../../../shared/domain/handover/handoverChoice.ts';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import styles from '../HandoverScreen.module.css';

interface KeptChoiceProps {
  readonly situationId: string;
  readonly name: string;
  readonly chosen: readonly KeptPart[];
  readonly onChange: (chosen: readonly KeptPart[]) => void;
}

/** What is kept beside a situation: each part goes as a whole or stays. Parts that are empty are not offered. */
export function KeptChoice({ situationId, name, chosen, onChange }: KeptChoiceProps) {
  const text = useText();
  const thresholds = useVaultValue({ name: 'entries', type: 'threshold' }) ?? [];
  const alarms = useVaultValue({ name: 'entries', type: 'alarm' }) ?? [];
  const options = useVaultValue({ name: 'entries', type: 'option' }) ?? [];
  const moves = useVaultValue({ name: 'entries', type: 'forumMove' }) ?? [];
  const scenarios = useVaultValue({ name: 'entries', type: 'scenario' }) ?? [];
  const here = (entries: readonly { readonly situationId: string | null }[]): number => entries.filter((entry) => entry.situationId === situationId).length;
  const counts: Readonly<Record<KeptPart, number>> = { warning: here(thresholds) + here(alarms), options: here(options) + here(moves), scenarios: here(scenarios) };
  const offered = keptParts.filter((part) => counts[part] > 0);
  if (offered.length === 0) return null;
  return (
    <ul className={styles.choices} aria-label={text('handover.keptOf', { name })}>
      {offered.map((part) => (
        <li key={part}>
          <Tick isSelected={chosen.includes(part)} onChange={(on) => onChange(on ? [...chosen, part] : chosen.filter((each) => each !== part))}>
            {text(`handover.kept.${part}`)} <span className={styles.muted}>{counts[part]}</span>
          </Tick>
        </li>
      ))}
    </ul>
  );
}
