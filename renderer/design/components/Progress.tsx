import { ProgressBar } from 'react-aria-components';
import styles from './Progress.module.css';

/** How much of something is done, as a bar; the number always stands beside it in words. The width is an SVG attribute, because the security policy allows no inline style. */
export function Progress({ label, value, total, tone = 'accent' }: { readonly label: string; readonly value: number; readonly total: number; readonly tone?: 'accent' | 'ok' }) {
  const share = total === 0 ? 0 : Math.min(1, value / total);
  return (
    <ProgressBar aria-label={label} value={value} maxValue={Math.max(total, 1)} className={styles.bar!}>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" className={styles.track} aria-hidden="true">
        <rect width="100" height="6" className={styles.ground} />
        <rect width={share * 100} height="6" className={tone === 'ok' ? styles.ok : styles.accent} />
      </svg>
    </ProgressBar>
  );
}
