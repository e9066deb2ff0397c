import { useState } from 'react';
import type { BackupPreview } from '../../../shared/contracts/backups.ts';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { fileSize } from '../../i18n/fileSize.ts';
import { nearTime } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { bridge } from '../../platform/bridge.ts';
import styles from './UnlockScreen.module.css';

/** Takes over a backup file: chosen in the system's dialog, checked, then restored. The page begins anew afterwards, locked. */
export function RestoreForm() {
  const text = useText();
  const [found, setFound] = useState<BackupPreview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);

  const choose = async (): Promise<void> => {
    setProblem(null);
    const chosen = await bridge.call('backups.chooseFile');
    if (!chosen.ok) setProblem(text.failure(chosen.error));
    setFound(chosen.ok ? chosen.value : null);
  };
  const restore = async (): Promise<void> => {
    setWorking(true);
    const restored = await bridge.call('backups.restore');
    setWorking(false);
    if (!restored.ok) return setProblem(text.failure(restored.error));
    await bridge.call('vault.locked');
    return undefined;
  };

  return (
    <Card title={text('backup.restore')}>
      <p className={styles.lead}>{text('backup.restore.text')}</p>
      {found !== null && <p>{text('backup.restore.found', { name: found.name, when: nearTime(text, found.madeAt, Date.now()), records: found.records, size: fileSize(text, found.bytes) })}</p>}
      {found !== null && found.missingFiles > 0 && <Notice tone="problem">{text('backup.restore.filesMissing', { count: found.missingFiles, folder: found.chunkFolder })}</Notice>}
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div className={styles.row}>
        {found !== null && <Button look="primary" isDisabled={working} onPress={() => void restore()}>{text(working ? 'backup.restore.doing' : 'backup.restore.do')}</Button>}
        <Button look={found === null ? 'plain' : 'quiet'} isDisabled={working} onPress={() => void choose()}>{text('backup.restore.choose')}</Button>
      </div>
    </Card>
  );
}
