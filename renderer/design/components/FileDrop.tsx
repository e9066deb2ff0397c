import type { ReactNode } from 'react';
import { DropZone } from 'react-aria-components';
import styles from './FileDrop.module.css';

interface FileDropProps {
  /** Said to those who do not see the frame. */
  readonly label: string;
  readonly children: ReactNode;
  readonly isDisabled?: boolean;
  readonly onFile: (file: File) => void;
}

/** A frame into which one file may be dropped. Put a button beside or into it that does the same: dropping is never the only way. */
export function FileDrop({ label, children, isDisabled = false, onFile }: FileDropProps) {
  return (
    <DropZone
      aria-label={label}
      className={styles.zone ?? ''}
      isDisabled={isDisabled}
      onDrop={({ items }) => {
        for (const item of items) {
          if (item.kind !== 'file') continue;
          void item.getFile().then(onFile);
          return;
        }
      }}
    >
      {children}
    </DropZone>
  );
}
