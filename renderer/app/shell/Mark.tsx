import styles from './Mark.module.css';

/** The app's mark: a point with four directions. Decoration, so it has no name of its own. */
export function Mark({ size = 30 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 30 30" className={styles.mark} aria-hidden="true">
      <rect width="30" height="30" rx="9" className={styles.ground} />
      <g className={styles.lines} fill="none" strokeWidth="1.8" strokeLinecap="round">
        <circle cx="15" cy="15" r="3.4" />
        <path d="M15 6.5v3M15 20.5v3M6.5 15h3M20.5 15h3" />
      </g>
    </svg>
  );
}
