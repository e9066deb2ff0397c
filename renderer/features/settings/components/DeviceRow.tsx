import { useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { nearDate, nearTime, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import type { KnownDevice } from '../../../vault/sync/exchangeRequests.ts';
import devicesStyles from './DevicesPage.module.css';
import styles from '../SettingsScreen.module.css';

interface DeviceRowProps {
  readonly device: KnownDevice;
  readonly onChanged: (devices: readonly KnownDevice[]) => void;
  readonly onRenamed: () => void;
}

export function DeviceRow({ device, onChanged, onRenamed }: DeviceRowProps) {
  const text = useText();
  const [asked, setAsked] = useState<'revoke' | 'rename' | null>(null);
  const [name, setName] = useState(device.name);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const seen = device.seenOn === null ? null : nearDate(text, device.seenOn, today());
  const isGone = device.revokedAt !== null;
  const details = isGone
    ? text('devices.ended', { when: nearTime(text, device.revokedAt ?? '', Date.now()) })
    : `${text('devices.joined', { when: nearDate(text, device.joinedAt.slice(0, 10), today()) })} · ${seen === null ? text('devices.seen.never') : text('devices.seen', { when: seen })}`;

  const revoke = async (): Promise<void> => {
    setWorking(true);
    const done = await vault.exchange.revokeDevice(device.deviceId);
    setWorking(false);
    if (!done.ok) return setProblem(done.error);
    setAsked(null);
    return onChanged(done.value);
  };
  const rename = async (): Promise<void> => {
    const trimmed = name.trim();
    const saved = await vault.commands.savePersonalSettings({ [`deviceName.${device.deviceId}`]: trimmed === '' ? null : trimmed });
    if (!saved.ok) return setProblem(saved.error);
    setAsked(null);
    return onRenamed();
  };

  return (
    <li className={`${devicesStyles.device} ${isGone ? devicesStyles.gone : ''}`}>
      <span className={devicesStyles.name}>
        <bdi>{device.name}</bdi> {device.isThis && <Pill tone="plain">{text('devices.this')}</Pill>}
      </span>
      <span className={styles.row}>
        {!isGone && <Button look="quiet" onPress={() => setAsked('rename')} aria-label={`${text('devices.rename')}: ${device.name}`}>{text('devices.rename')}</Button>}
        {!isGone && !device.isThis && <Button look="quiet" onPress={() => setAsked('revoke')} isDisabled={device.ending} aria-label={`${text('devices.revoke')}: ${device.name}`}>{text('devices.revoke')}</Button>}
      </span>
      <span className={devicesStyles.detail}>{details}</span>
      {device.bySheet && <span className={devicesStyles.detail}>{text('recovery.entry.mark')}</span>}
      {device.ending && !isGone && <span className={devicesStyles.detail}>{text('devices.ending')}</span>}
      {device.keepsKeys && !device.ending && (
        <span className={devicesStyles.detail}>
          <Notice action={<Button isDisabled={working} onPress={() => void revoke()}>{text('devices.changeKeys')}</Button>}>{text('devices.keepsKeys')}</Notice>
          {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
        </span>
      )}
      {device.stranger && !isGone && <span className={devicesStyles.detail}><Notice tone="problem">{text('devices.stranger')}</Notice></span>}
      <Dialog title={text('devices.revoke.title')} isOpen={asked === 'revoke'} onClose={() => setAsked(null)}>
        <p><bdi><b>{device.name}</b></bdi></p>
        <p className={styles.muted}>{text('devices.revoke.text')}</p>
        <Notice>{seen === null ? text('devices.revoke.readNever') : text('devices.revoke.read', { when: seen })}</Notice>
        {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
        <div className={styles.row}>
          <Button look="danger" isDisabled={working} onPress={() => void revoke()}>{text('devices.revoke')}</Button>
          <Button look="quiet" onPress={() => setAsked(null)}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
      <Dialog title={text('devices.rename')} isOpen={asked === 'rename'} onClose={() => setAsked(null)}>
        <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void rename(); }}>
          <TextField label={text('devices.rename.title')} description={text('devices.rename.help')} value={name} onChange={setName} maxLength={80} autoFocus />
          {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
          <div className={styles.row}>
            <Button type="submit" look="primary">{text('common.save')}</Button>
            <Button look="quiet" onPress={() => setAsked(null)}>{text('common.cancel')}</Button>
          </div>
        </form>
      </Dialog>
    </li>
  );
}
