import { useMemo } from 'react';
import type { RunDetail } from '../../../../shared/domain/runs/run.ts';
import type { RunDefinition } from '../../../../shared/domain/runs/runDefinition.ts';
import { upgradePreview, upgradeTone } from '../../../../shared/domain/runs/upgradePreview.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './Run.module.css';

interface UpgradeDialogProps {
  readonly run: RunDetail;
  readonly from: RunDefinition;
  readonly to: RunDefinition;
  readonly editionName: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onUpgrade: () => void;
}

/** What a newer edition would change in this run, before anything is changed. */
export function UpgradeDialog({ run, from, to, editionName, isOpen, onClose, onUpgrade }: UpgradeDialogProps) {
  const text = useText();
  const lines = useMemo(() => (isOpen ? upgradePreview(from, to, run.answers).filter((line) => line.outcome !== 'same') : []), [from, to, run, isOpen]);
  return (
    <Dialog title={text('run.upgrade.title', { edition: editionName })} isOpen={isOpen} onClose={onClose}>
      <div className={styles.upgrade}>
        <p>{text('run.upgrade.text')}</p>
        {lines.length === 0 && <p>{text('run.upgrade.nothing')}</p>}
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line.itemId} className={styles.line} data-tone={upgradeTone[line.outcome]}>
              <b>{text(`run.upgrade.${line.outcome}`)}</b>
              <span>
                {line.label}
                {line.labelBefore !== null && <span className={styles.facts}> {text('run.upgrade.before', { label: line.labelBefore })}</span>}
                {line.answered && <span className={styles.facts}> {text('run.upgrade.answered')}</span>}
              </span>
            </li>
          ))}
        </ul>
        <div className={styles.actions}>
          <Button look="primary" onPress={onUpgrade}>{text('run.upgrade.do')}</Button>
          <Button onPress={onClose}>{text('run.upgrade.stay')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
