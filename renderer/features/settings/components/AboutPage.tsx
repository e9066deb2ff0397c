import { useEffect, useState } from 'react';
import type { AppInfo } from '../../../../shared/contracts/ipc.ts';
import { useManifest } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { introKey } from '../../today/index.ts';
import { vault } from '../../../platform/vault.ts';
import { bridge } from '../../../platform/bridge.ts';
import styles from '../SettingsScreen.module.css';

export function AboutPage() {
  const text = useText();
  const manifest = useManifest();
  const [again, setAgain] = useState(false);
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    void bridge.call('app.info').then((read) => read.ok && setInfo(read.value));
  }, []);
  return (
    <>
      {info !== null && (
        <Card title={info.name}>
          <p>{text('about.version', { version: info.version })}</p>
          <p className={styles.muted}>{text('about.licence')}</p>
          <div className={styles.row}>
            <Button onPress={() => void vault.commands.savePersonalSettings({ [introKey]: null }).then((saved) => setAgain(saved.ok))}>{text('intro.again')}</Button>
            {again && <span role="status">{text('intro.shown')}</span>}
          </div>
        </Card>
      )}
      {manifest != null && (
        <Card title={manifest.title}>
          <p>{text('about.edition', { edition: manifest.edition, date: exactDate(text, manifest.publishedOn) })}</p>
          <p className={styles.muted}>{manifest.publisher}</p>
          <p className={styles.muted}>{manifest.notice}</p>
        </Card>
      )}
    </>
  );
}
