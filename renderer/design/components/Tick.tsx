import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import styles from './Tick.module.css';

interface TickProps {
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly children?: ReactNode;
  /** Names the box where nothing readable stands beside it. */
  readonly label?: string;
  readonly isDisabled?: boolean;
}

/** The round tick of steps and tasks: a real checkbox, 24 px to hit. */
export function Tick({ isSelected, onChange, children, label, isDisabled = false }: TickProps) {
  return (
    <Checkbox className={styles.tick!} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled} {...(label === undefined ? {} : { 'aria-label': label })}>
      <span className={styles.circle} aria-hidden="true">
        {isSelected && <Check size={13} strokeWidth={3} />}
      </span>
      {children !== undefined && <span className={styles.text}>{children}</span>}
    </Checkbox>
  );
}
