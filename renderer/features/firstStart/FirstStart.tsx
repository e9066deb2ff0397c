import { useState } from 'react';
import type { DeviceSettings } from '../../../shared/contracts/deviceSettings.ts';
import type { VaultStatus } from '../../../shared/domain/vault/vaultStatus.ts';
import { Mark } from '../../app/shell/Mark.tsx';
import { useVaultValue } from '../../platform/vault.ts';
import { useText } from '../../i18n/useText.ts';
import { SheetStep } from '../recovery/index.ts';
import { EnterStep } from './components/EnterStep.tsx';
import { FetchingStep } from './components/FetchingStep.tsx';
import { LanguageStep } from './components/LanguageStep.tsx';
import { ProfileStep } from './components/ProfileStep.tsx';
import { VaultStep } from './components/VaultStep.tsx';
import styles from './FirstStart.module.css';

interface FirstStartProps {
  readonly language: DeviceSettings['language'];
  readonly vaultStatus: VaultStatus;
  readonly onVaultStep: (working: boolean) => void;
}

/**
 * Language, vault, profile. Which step is shown follows from what is there already, so leaving at any point and returning goes on
 * where it stopped: the language is kept at once, the vault when made, the profile as a sealed draft.
 */
export function FirstStart({ language, vaultStatus, onVaultStep }: FirstStartProps) {
  const text = useText();
  const exchange = useVaultValue({ name: 'exchange' });
  /** How this device comes to its vault: a new one, that of another computer, which asks and is let in, or with a recovery sheet alone. */
  const [way, setWay] = useState<'new' | 'asking' | 'letIn' | 'sheet' | 'sheetOpened' | 'without'>('new');
  const entered = way === 'letIn' || way === 'sheetOpened';
  const fetching = exchange !== undefined && way !== 'without' && (exchange.phase === 'off' ? entered : exchange.phase !== 'resting');
  const step = language === null ? 1 : vaultStatus === 'open' ? 3 : 2;
  return (
    <main className={styles.page}>
      <div className={`${styles.sheet} ${step === 3 ? styles.wide : ''}`}>
        <header className={styles.head}>
          <Mark size={40} />
          <div>
            <p className={styles.product}>{text('firstStart.title')}</p>
            <p className={styles.step}>{text('firstStart.step', { step, total: 3 })}</p>
          </div>
        </header>
        {step === 1 && <LanguageStep />}
        {step === 2 && way === 'asking' && <EnterStep onLetIn={() => setWay('letIn')} onBack={() => setWay('new')} />}
        {step === 2 && way === 'sheet' && <SheetStep onOpened={() => setWay('sheetOpened')} onBack={() => setWay('new')} />}
        {step === 2 && way !== 'asking' && way !== 'sheet' && (
          <VaultStep onWorking={onVaultStep} entered={entered ? (way === 'letIn' ? 'device' : 'sheet') : null} onOtherDevice={() => setWay('asking')} onSheet={() => setWay('sheet')} />
        )}
        {step === 3 && fetching && <FetchingStep exchange={exchange} onWithout={() => setWay('without')} />}
        {step === 3 && exchange !== undefined && !fetching && <ProfileStep />}
      </div>
    </main>
  );
}
