import { useState } from 'react';
import type { BackupPreview } from '../../../../shared/contracts/backups.ts';
import { useCommand } from '../../../app/shell/commandContext.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../SettingsScreen.module.css';

/** Takes back what was left at home, from its file. */
export function ComeBackForm({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const run = useCommand();
  const [file, setFile] = useState<BackupPreview | null>(null);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const choose = async (): Promise<void> => {
    const asked = await bridge.call('travel.chooseFile');
    setProblem(asked.ok ? null : text.failure(asked.error));
    if (asked.ok && asked.value !== null) setFile(asked.value);
  };
  const bringBack = async (): Promise<void> => {
    setWorking(true);
    const back = await vault.commands.comeBack();
    if (back.ok) return run('vault.lock'); // everything is read anew after it
    setWorking(false);
    return setProblem(text.failure(back.error));
  };

  return (
    <div className={styles.form}>
      <h3>{text('travel.back.title')}</h3>
      {file !== null && <p>{text('travel.back.found', { name: file.name, when: nearTime(text, file.madeAt, Date.now()) })}</p>}
      {file !== null && file.missingFiles > 0 && <Notice tone="problem">{text('backup.restore.filesMissing', { count: file.missingFiles, folder: file.chunkFolder })}</Notice>}
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      {file !== null && <p>{text('travel.back.after')}</p>}
      <div className={styles.row}>
        <Button look={file === null ? 'primary' : 'plain'} isDisabled={working} onPress={() => void choose()}>{text('travel.back.choose')}</Button>
        {file !== null && <Button look="primary" isDisabled={working} onPress={() => void bringBack()}>{text(working ? 'travel.back.doing' : 'travel.back.do')}</Button>}
        <Button look="quiet" isDisabled={working} onPress={onClose}>{text('common.cancel')}</Button>
      </div>
    </div>
  );
}
