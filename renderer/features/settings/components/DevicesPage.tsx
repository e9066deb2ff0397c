import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { useSecretariat } from '../../../data/secretariatQueries.ts';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import type { KnownDevice } from '../../../vault/sync/exchangeRequests.ts';
import { OthersCard, SheetEntryCard } from '../../recovery/index.ts';
import { AddDeviceCard } from './AddDeviceCard.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import devicesStyles from './DevicesPage.module.css';
import styles from '../SettingsScreen.module.css';

/** The devices of this person: which there are, a further one, and shutting one out. */
export function DevicesPage() {
  const text = useText();
  const joined = useSecretariat().data?.joined ?? null;
  const exchange = useVaultValue({ name: 'exchange' });
  const [devices, setDevices] = useState<readonly KnownDevice[] | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const lastExchangeAt = exchange?.lastExchangeAt ?? null;

  const load = useCallback(async (): Promise<void> => {
    const listed = await vault.exchange.devices();
    setProblem(listed.ok ? null : listed.error);
    if (listed.ok) setDevices(listed.value);
  }, []);
  const isJoined = joined !== null;
  useEffect(() => {
    if (isJoined) void load();
  }, [isJoined, load, lastExchangeAt]);

  if (!isJoined) return <Notice>{text('exchange.off.notJoined')}</Notice>;
  return (
    <>
      <SheetEntryCard />
      <OthersCard />
      <Card title={text('devices.list')}>
        <p className={styles.muted}>{text('devices.list.text')}</p>
        {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
        {devices === null && problem === null && <p role="status">{text('devices.list.loading')}</p>}
        {devices !== null && (
          <ul className={devicesStyles.list}>
            {devices.map((device) => (
              <DeviceRow key={device.deviceId} device={device} onChanged={setDevices} onRenamed={() => void load()} />
            ))}
          </ul>
        )}
      </Card>
      <AddDeviceCard onAdded={() => void load()} />
    </>
  );
}
