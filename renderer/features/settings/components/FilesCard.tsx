import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { changeSettings, useSettings } from '../../../data/useSettings.ts';
import { Card } from '../../../design/components/Card.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { fileSize } from '../../../i18n/fileSize.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import type { WaitingFile } from '../../../vault/sync/exchangeRequests.ts';
import { FilePlaceLine, useFilePlaces } from '../../attachments/index.ts';
import devicesStyles from './DevicesPage.module.css';
import styles from '../SettingsScreen.module.css';

const bounds = [5, 1, 0] as const;
const shownItems = 50;

/** Files of notes that are still to go or to come, each with its note, and which of them come unasked. */
export function FilesCard() {
  const text = useText();
  const settings = useSettings();
  const places = useVaultValue({ name: 'filePlaces' });
  const placed = useFilePlaces();
  const [listed, setListed] = useState<readonly WaitingFile[]>([]);
  const ids = Object.keys(places?.files ?? {}).sort().join(' ');
  useEffect(() => {
    let current = true;
    void vault.exchange.waitingFiles().then((files) => current && files.ok && setListed(files.value));
    return () => {
      current = false;
    };
  }, [ids]);
  if (places === undefined || settings === null) return null;
  const waiting = listed.filter(({ id }) => places.files[id] !== undefined);
  const more = Object.keys(places.files).length - Math.min(waiting.length, shownItems);
  return (
    <Card title={text('exchange.files')}>
      <p className={styles.muted}>{text(ids === '' ? 'exchange.files.none' : 'exchange.files.text')}</p>
      {waiting.length > 0 && (
        <ul className={devicesStyles.list} aria-label={text('exchange.files')}>
          {waiting.slice(0, shownItems).map(({ id, name, noteId, situationId, bytes }) => (
            <li key={id} className={devicesStyles.device}>
              <span className={devicesStyles.name}>
                <Link to="/situations/$situationId" params={{ situationId }} search={{ note: noteId }}><bdi>{name}</bdi></Link>
              </span>
              <span className={styles.muted}><bdi>{fileSize(text, bytes)}</bdi></span>
              <span className={devicesStyles.detail}><FilePlaceLine fileId={id} {...placed(id)} /></span>
            </li>
          ))}
        </ul>
      )}
      {waiting.length > 0 && more > 0 && <p className={styles.muted}>{text('exchange.waits.more', { count: more })}</p>}
      <Select
        label={text('exchange.files.bound')}
        description={text('exchange.files.bound.help')}
        options={[{ value: 'none', label: text('exchange.files.bound.none') }, ...bounds.map((mb) => ({ value: String(mb), label: mb === 0 ? text('exchange.files.bound.asked') : text('exchange.files.bound.mb', { mb }) }))]}
        value={settings.fetchFilesUpToMb === null ? 'none' : String(settings.fetchFilesUpToMb)}
        onChange={(value) => void changeSettings({ fetchFilesUpToMb: bounds.find((mb) => String(mb) === value) ?? null }).then(() => vault.exchange.nudge())}
      />
    </Card>
  );
}
