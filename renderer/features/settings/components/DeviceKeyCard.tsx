import { useEffect, useState } from 'react';
import type { DeviceKeyState } from '../../../../shared/contracts/deviceKeys.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../SettingsScreen.module.css';

type Use = 'bind' | 'quick';

/** What the system's key store may do for the vault. Each change asks for the passphrase, and is tried before it counts. */
export function DeviceKeyCard() {
  const text = useText();
  const slots = useVaultValue({ name: 'keySlots' });
  const [store, setStore] = useState<DeviceKeyState['store'] | null>(null);
  const [asking, setAsking] = useState<Use | null>(null);
  useEffect(() => {
    void bridge.call('vault.deviceKeyState').then((state) => setStore(state.ok ? state.value.store : 'unavailable'));
  }, []);
  if (slots === undefined || store === null) return null;
  const hasSheet = slots.sheets.some(({ rehearsedAt }) => rehearsedAt !== null);
  const uses = [{ use: 'bind', isOn: slots.bound }, { use: 'quick', isOn: slots.quick }] as const;
  return (
    <Card title={text('deviceKey.title')}>
      <p className={styles.muted}>{text('deviceKey.text')}</p>
      {store !== 'available' && <Notice>{text(`deviceKey.${store}`)}</Notice>}
      {uses.map(({ use, isOn }) => (
        <div key={use} className={styles.form}>
          <h3>
            {text(`deviceKey.${use}`)} {isOn && <Pill tone="ok">{text('deviceKey.isOn')}</Pill>}
          </h3>
          <p className={styles.muted}>{text(`deviceKey.${use}.text`)}</p>
          {use === 'bind' && !isOn && !hasSheet && <p>{text('deviceKey.needsSheet')}</p>}
          {asking === use ? (
            <Confirm use={use} on={!isOn} onClose={() => setAsking(null)} />
          ) : (
            <div className={styles.row}>
              <Button aria-label={`${text(isOn ? 'deviceKey.off' : 'deviceKey.on')}: ${text(`deviceKey.${use}`)}`} isDisabled={!isOn && (store !== 'available' || (use === 'bind' && !hasSheet))} onPress={() => setAsking(use)}>
                {text(isOn ? 'deviceKey.off' : 'deviceKey.on')}
              </Button>
            </div>
          )}
        </div>
      ))}
    </Card>
  );
}

function Confirm({ use, on, onClose }: { readonly use: Use; readonly on: boolean; readonly onClose: () => void }) {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<{ readonly isField: boolean; readonly said: string } | null>(null);
  const change = async (): Promise<void> => {
    if (passphrase === '') return setProblem({ isField: true, said: text('unlock.empty') });
    setWorking(true);
    const done = await (use === 'bind' ? vault.commands.bindToDevice(passphrase, on) : vault.commands.setQuickUnlock(passphrase, on));
    setWorking(false);
    setPassphrase('');
    return done.ok ? onClose() : setProblem({ isField: done.error.code === 'vault.wrongPassphrase', said: text.failure(done.error) });
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <TextField
        label={text('deviceKey.passphrase')}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={passphrase}
        onChange={(value) => {
          setPassphrase(value);
          setProblem(null);
        }}
        error={problem?.isField === true ? problem.said : undefined}
      />
      {problem !== null && !problem.isField && <Notice tone="problem">{problem.said}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary" isDisabled={working}>{text(working ? 'deviceKey.working' : 'deviceKey.confirm')}</Button>
        <Button look="quiet" isDisabled={working} onPress={onClose}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
