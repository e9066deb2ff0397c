import type { ReactNode } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import styles from './Tip.module.css';

/** Says what a button with a picture does, to those who rest on it with the mouse or come by keyboard. The button keeps a name of its own. */
export function Tip({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className={styles.tip!} offset={6} placement="top">{words}</Tooltip>
    </TooltipTrigger>
  );
}
