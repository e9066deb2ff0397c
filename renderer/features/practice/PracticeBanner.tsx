import { FlaskConical } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../design/components/Button.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultStatus } from '../../platform/vault.ts';
import { endPractice } from './changePractice.ts';
import { practiceWords } from './practiceWords.ts';
import styles from './Practice.module.css';

/** Over every screen while the sample vault is open, so that nobody takes it for the real one. */
export function PracticeBanner() {
  const text = useText();
  const status = useVaultStatus();
  const [ending, setEnding] = useState(false);
  useEffect(() => {
    document.documentElement.dataset.practice = 'true';
    document.title = `${text('practice.mark')} · ${text('app.name')}`;
  }, [text]);
  return (
    <aside className={styles.banner} aria-label={text('practice.mark')}>
      <FlaskConical size={16} aria-hidden="true" />
      <span className={styles.words}>
        {text('practice.banner')} {status === 'locked' && <b>{text('practice.words', { words: practiceWords })}</b>}
      </span>
      <Button look="quiet" isDisabled={ending} onPress={() => { setEnding(true); void endPractice(); }}>{text(ending ? 'practice.ending' : 'practice.end')}</Button>
    </aside>
  );
}
