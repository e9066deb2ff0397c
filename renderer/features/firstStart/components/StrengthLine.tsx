import type { MessageId } from '../../../../shared/messages/en.ts';
import type { PassphraseStrength } from '../../../vault/passphraseStrength.ts';
import { Progress } from '../../../design/components/Progress.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../FirstStart.module.css';

const words: readonly MessageId[] = ['strength.0', 'strength.1', 'strength.2', 'strength.3', 'strength.4'];

export function StrengthLine({ strength }: { readonly strength: PassphraseStrength | null }) {
  const text = useText();
  const said = strength === null ? text('firstStart.strength.none') : text(words[strength.score] ?? 'strength.0');
  return (
    <div className={styles.strength} role="status">
      <Progress label={said} value={strength === null ? 0 : strength.score + 1} total={5} tone={(strength?.score ?? 0) >= 3 ? 'ok' : 'accent'} />
      <span>{said}</span>
    </div>
  );
}
