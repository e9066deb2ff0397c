import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { isOld, longDate } from '../networkDates.ts';
import styles from '../NetworkScreen.module.css';

/** When an entry was last changed. Every entry says it. */
export function UpdatedOn({ date, ages = false }: { readonly date: string; readonly ages?: boolean }) {
  const text = useText();
  return (
    <span className={styles.updated}>
      {ages && isOld(date) && <Pill tone="warn">{text('network.old')}</Pill>}
      <span className={styles.muted}>{text('network.updated', { date: longDate(text, date) })}</span>
    </span>
  );
}
