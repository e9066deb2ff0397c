import { useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import type { OpenedPairing } from '../../../vault/sync/exchangeRequests.ts';
import { QrCode } from './QrCode.tsx';
import devicesStyles from './DevicesPage.module.css';
import styles from '../SettingsScreen.module.css';

const lookEveryMs = 1_500;

interface Asking {
  readonly deviceName: string;
  readonly compare: string;
}
type Step = { readonly at: 'closed' | 'making' | 'ended' } | { readonly at: 'shown'; readonly pairing: OpenedPairing; readonly asking: Asking | null } | { readonly at: 'done'; readonly name: string };

/** Shows a code, waits for whoever enters it, has two numbers compared, and hands the sealed keys over. */
export function AddDeviceCard({ onAdded }: { readonly onAdded: () => void }) {
  const text = useText();
  const [step, setStep] = useState<Step>({ at: 'closed' });
  const [passphrase, setPassphrase] = useState('');
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const waits = step.at === 'shown' && step.asking === null;

  useEffect(() => {
    if (!waits) return undefined;
    const timer = window.setInterval(() => {
      void vault.exchange.lookPairing().then((looked) => {
        setStep((now) => {
          if (now.at !== 'shown' || now.asking !== null) return now;
          if (looked.ok) return looked.value === null ? now : { ...now, asking: looked.value };
          return looked.error.retry === 'never' || Date.parse(now.pairing.expiresAt) < Date.now() ? { at: 'ended' } : now;
        });
        if (!looked.ok && looked.error.code !== 'pairing.unknown') setProblem(looked.error);
      });
    }, lookEveryMs);
    return () => window.clearInterval(timer);
  }, [waits]);
  // Leaving the page ends the code: it is shown nowhere any more.
  useEffect(() => () => void vault.exchange.closePairing(), []);

  const begin = async (): Promise<void> => {
    setProblem(null);
    setStep({ at: 'making' });
    const opened = await vault.exchange.openPairing();
    if (!opened.ok) {
      setProblem(opened.error);
      return setStep({ at: 'closed' });
    }
    return setStep({ at: 'shown', pairing: opened.value, asking: null });
  };
  const end = (to: Step): void => {
    void vault.exchange.closePairing();
    setPassphrase('');
    setStep(to);
  };
  const accept = async (asking: Asking): Promise<void> => {
    setWorking(true);
    const accepted = await vault.exchange.acceptPairing(passphrase);
    setWorking(false);
    if (!accepted.ok) return setProblem(accepted.error);
    end({ at: 'done', name: asking.deviceName });
    return onAdded();
  };

  return (
    <Card title={text('devices.add')}>
      <p className={styles.muted}>{text('devices.add.text')}</p>
      {step.at === 'done' && <Notice tone="good">{text('devices.add.done', { name: step.name })}</Notice>}
      {step.at === 'ended' && <Notice>{text('devices.add.ended')}</Notice>}
      {problem !== null && (step.at !== 'shown' || step.asking === null) && <Notice tone="problem">{text.failure(problem)}</Notice>}
      {step.at !== 'shown' && (
        <div className={styles.row}>
          <Button isDisabled={step.at === 'making'} onPress={() => void begin()}>{text(step.at === 'making' ? 'devices.add.making' : 'devices.add.begin')}</Button>
        </div>
      )}
      {step.at === 'shown' && step.asking === null && (
        <>
          <div className={devicesStyles.shown}>
            <QrCode value={step.pairing.link} label={text('devices.add.qr')} />
            <dl className={styles.facts}>
              <dt>{text('secretariat.address')}</dt>
              <dd className={styles.mono}><bdi dir="ltr">{step.pairing.address}</bdi></dd>
              <dt>{text('devices.code')}</dt>
              <dd className={devicesStyles.code} data-testid="pairing-code"><bdi dir="ltr">{step.pairing.code}</bdi></dd>
            </dl>
          </div>
          <p className={styles.muted}>{text('devices.add.secret')}</p>
          <div className={styles.row}>
            <span role="status">{text('devices.add.waiting', { when: nearTime(text, step.pairing.expiresAt, Date.now()) })}</span>
            <Button look="quiet" onPress={() => end({ at: 'closed' })}>{text('common.cancel')}</Button>
          </div>
        </>
      )}
      {step.at === 'shown' && step.asking !== null && <Accepting asking={step.asking} passphrase={passphrase} problem={problem} working={working} onPassphrase={(value) => { setPassphrase(value); setProblem(null); }} onAccept={accept} onRefuse={() => end({ at: 'closed' })} />}
    </Card>
  );
}

interface AcceptingProps {
  readonly asking: Asking;
  readonly passphrase: string;
  readonly problem: Failure | null;
  readonly working: boolean;
  readonly onPassphrase: (value: string) => void;
  readonly onAccept: (asking: Asking) => Promise<void>;
  readonly onRefuse: () => void;
}

function Accepting({ asking, passphrase, problem, working, onPassphrase, onAccept, onRefuse }: AcceptingProps) {
  const text = useText();
  return (
    <form className={styles.form} noValidate onSubmit={(event) => { event.preventDefault(); void onAccept(asking); }}>
      <p role="status"><bdi>{text('devices.add.asks', { name: asking.deviceName })}</bdi> {text('devices.add.compare')}</p>
      <p className={devicesStyles.number} dir="ltr" data-testid="pairing-number">{asking.compare}</p>
      <TextField
        label={text('devices.add.passphrase')}
        description={text('devices.add.passphrase.help')}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={passphrase}
        onChange={onPassphrase}
        error={problem === null ? undefined : text.failure(problem)}
      />
      <div className={styles.row}>
        <Button type="submit" look="primary" isDisabled={working}>{text(working ? 'devices.add.accepting' : 'devices.add.accept')}</Button>
        <Button look="quiet" onPress={onRefuse}>{text('devices.add.refuse')}</Button>
      </div>
    </form>
  );
}
