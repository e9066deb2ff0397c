import { useEffect, useState } from 'react';
import type { AppInfo } from '../../../../shared/contracts/ipc.ts';
import { useManifest } from '../../../data/publishedReads.ts';
import { Card } from '../../../design/components/Card.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import styles from '../SettingsScreen.module.css';

export function AboutPage() {
  const text = useText();
  const manifest = useManifest();
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
