import type { DeviceSettings } from '../../../../shared/contracts/deviceSettings.ts';
import { useCommand } from '../../../app/shell/commandContext.ts';
import { changeSettings, useSettings } from '../../../data/useSettings.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { inPractice } from '../../../platform/practice.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { SheetReachCard } from '../../recovery/index.ts';
import { BackupsCard } from './BackupsCard.tsx';
import { DeviceKeyCard } from './DeviceKeyCard.tsx';
import { EraseCard } from './EraseCard.tsx';
import { PassphraseCard } from './PassphraseCard.tsx';
import { SheetCard } from './SheetCard.tsx';
import { TravelCard } from './TravelCard.tsx';
import styles from '../SettingsScreen.module.css';

const minutes = [1, 2, 5, 10, 15, 30] as const;

export function VaultPage() {
  const text = useText();
  const run = useCommand();
  const settings = useSettings();
  const health = useVaultValue({ name: 'health' });
  if (settings === null) return null;
  return (
    <>
      <Select
        label={text('settings.lockAfter')}
        description={text('settings.lockAfter.help')}
        options={minutes.map((value) => ({ value: String(value), label: text('common.minutes', { minutes: value }) }))}
        value={String(settings.lockAfterMinutes)}
        onChange={(value) => void changeSettings({ lockAfterMinutes: Number(value) as DeviceSettings['lockAfterMinutes'] })}
      />
      <div className={styles.row}>
        <Button onPress={() => run('vault.lock')}>{text('command.vault.lock')}</Button>
        <span className={styles.muted}>{health?.lastSavedAt == null ? text('settings.vault.nothing') : text('settings.vault.saved', { when: nearTime(text, health.lastSavedAt, Date.now()) })}</span>
      </div>
      <PassphraseCard />
      <SheetCard />
      {!inPractice && <SheetReachCard />}
      {!inPractice && <DeviceKeyCard />}
      {!inPractice && <BackupsCard />}
      {!inPractice && <TravelCard />}
      <Card title={text('settings.vault.protects')}>
        <p className={styles.muted}>{text('settings.vault.protects.text')}</p>
      </Card>
      <Card title={text('settings.vault.limits')}>
        <p className={styles.muted}>{text('settings.vault.limits.text')}</p>
      </Card>
      {!inPractice && <EraseCard />}
    </>
  );
}
