import { useState } from 'react';
import type { DeviceSettings } from '../../../shared/contracts/deviceSettings.ts';
import type { VaultStatus } from '../../../shared/domain/vault/vaultStatus.ts';
import { Mark } from '../../app/shell/Mark.tsx';
import { useVaultValue } from '../../platform/vault.ts';
import { sheetOfferedKey } from '../recoverySheet/index.ts';
import { useText } from '../../i18n/useText.ts';
import { SheetStep } from '../recovery/index.ts';
import { EnterStep } from './components/EnterStep.tsx';
import { FetchingStep } from './components/FetchingStep.tsx';
import { LanguageStep } from './components/LanguageStep.tsx';
import { ProfileStep } from './components/ProfileStep.tsx';
import { MakeSheetStep } from './components/MakeSheetStep.tsx';
import { VaultStep } from './components/VaultStep.tsx';
import styles from './FirstStart.module.css';

interface FirstStartProps {
  readonly language: DeviceSettings['language'];
  readonly vaultStatus: VaultStatus;
  readonly onVaultStep: (working: boolean) => void;
}

/**
 * Language, vault, recovery sheet, profile. Which step is shown follows from what is there already, so leaving at any point and returning
 * goes on where it stopped: the language is kept at once, the vault when made, that the sheet was offered, the profile as a sealed draft.
 */
export function FirstStart({ language, vaultStatus, onVaultStep }: FirstStartProps) {
  const text = useText();
  const exchange = useVaultValue({ name: 'exchange' });
  /** How this device comes to its vault: a new one, that of another computer, which asks and is let in, or with a recovery sheet alone. */
  const [way, setWay] = useState<'new' | 'asking' | 'letIn' | 'sheet' | 'sheetOpened' | 'without'>('new');
  const entered = way === 'letIn' || way === 'sheetOpened';
  const fetching = exchange !== undefined && way !== 'without' && (exchange.phase === 'off' ? entered : exchange.phase !== 'resting');
  const personal = useVaultValue({ name: 'personalSettings' });
  /** For the sheet, which is made with it, so that it need not be typed a third time; dropped with this screen. */
  const [passphrase, setPassphrase] = useState<string>();
  const known = exchange !== undefined && personal !== undefined && !fetching;
  const sheet = known && !entered && personal[sheetOfferedKey] !== true;
  const step = language === null ? 1 : vaultStatus !== 'open' ? 2 : sheet ? 3 : 4;
  return (
    <main className={styles.page}>
      <div className={`${styles.sheet} ${step === 4 ? styles.wide : ''}`}>
        <header className={styles.head}>
          <Mark size={40} />
          <div>
            <p className={styles.product}>{text('firstStart.title')}</p>
            <p className={styles.step}>{text('firstStart.step', { step, total: 4 })}</p>
          </div>
        </header>
        {step === 1 && <LanguageStep />}
        {step === 2 && way === 'asking' && <EnterStep onLetIn={() => setWay('letIn')} onBack={() => setWay('new')} />}
        {step === 2 && way === 'sheet' && <SheetStep onOpened={() => setWay('sheetOpened')} onBack={() => setWay('new')} />}
        {step === 2 && way !== 'asking' && way !== 'sheet' && (
          <VaultStep onWorking={onVaultStep} entered={entered ? (way === 'letIn' ? 'device' : 'sheet') : null} onOtherDevice={() => setWay('asking')} onSheet={() => setWay('sheet')} onMade={setPassphrase} />
        )}
        {step === 3 && <MakeSheetStep passphrase={passphrase} />}
        {step === 4 && fetching && <FetchingStep exchange={exchange} onWithout={() => setWay('without')} />}
        {step === 4 && known && <ProfileStep />}
      </div>
    </main>
  );
}
